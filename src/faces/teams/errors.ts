import { type Log, newReference } from '../../core/errors.ts'
import { refusal, type View } from '../../core/view.ts'
import type { Progress } from '../common/asking.ts'
import type { Incoming } from './activity.ts'

import { failureOf } from './wire.ts'

/** What is logged of an error: what a platform's call failed with is a code, since the rest holds what was said. */
function loggable(error: unknown): {
  error: unknown
  teams: { status: number | null; teams: string } | null
} {
  const isCall =
    typeof error === 'object' &&
    error !== null &&
    ('response' in error || 'isAxiosError' in error || 'errorCode' in error)
  if (!isCall) return { error, teams: null }
  const { status, code } = failureOf(error)
  return { error: new Error('a call to Teams failed'), teams: { status, teams: code } }
}

/** Logs what went wrong with something nobody waits for. */
export function logFailure(
  log: Log,
  event: string,
  error: unknown,
  fields: Record<string, string> = {},
): void {
  const { error: plain, teams } = loggable(error)
  log.error(event, plain, { ...fields, ...(teams ?? {}) })
}

/**
 * What somebody is told when their request failed on our side or Teams', true to what was changed by then. The
 * reference stands in the log too; the log has codes, never what was written.
 */
export function explainFailure(log: Log, error: unknown, kind: Incoming['kind'], progress: Progress): View {
  const reference = newReference()
  const { error: plain, teams } = loggable(error)
  log.error('teams request failed', plain, { reference, kind, changed: progress.changed, ...(teams ?? {}) })
  if (progress.changed) {
    return refusal(
      `That was saved, but Teams did not show it. Look at it with 'actions mine'. If it is not there, quote reference ${reference} to your administrator.`,
    )
  }
  const waitMs = teams ? failureOf(error).waitMs : null
  if (waitMs !== null) {
    return refusal(
      `Teams asks us to wait ${Math.ceil(waitMs / 1000)} seconds; nothing was changed. Try again after that. Reference ${reference}.`,
    )
  }
  return refusal(
    teams
      ? `Teams did not answer us; nothing was changed. Try again in a minute. Reference ${reference}.`
      : `Something went wrong on our side; nothing was changed. Quote reference ${reference} to your administrator.`,
  )
}
