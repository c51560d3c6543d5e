import { WebAPIRequestError } from '@slack/web-api'
import { type Log, newReference } from '../../core/errors.ts'
import { refusal, type View } from '../../core/view.ts'
import type { Progress } from '../common/asking.ts'
import { slackCode, waitAsked } from './clients.ts'
import type { Incoming } from './payload.ts'

/** A payload that Slack does not send. Answered with 400, where there is an answer to give. */
export class MalformedPayload extends Error {
  override readonly name = 'MalformedPayload'
}

/** What went wrong itself, out of what Bolt has wrapped around it. */
export function innermost(error: unknown): unknown {
  return error instanceof Error && 'original' in error && error.original ? error.original : error
}

/**
 * What somebody is told when their request failed on our side or Slack's, true to what was changed by then. The
 * reference stands in the log too; the log has codes, never what was written.
 */
export function explainFailure(log: Log, error: unknown, kind: Incoming['kind'], progress: Progress): View {
  const reference = newReference()
  const slack = slackCode(error)
  log.error('slack request failed', error, { reference, kind, slack, changed: progress.changed })
  if (progress.changed) {
    return refusal(
      `That was saved, but Slack did not show it. Look at it with /actions mine. If it is not there, quote reference ${reference} to your administrator.`,
    )
  }
  const wait = waitAsked(error)
  if (wait !== null) {
    return refusal(
      `Slack asks us to wait ${Math.ceil(wait / 1000)} seconds; nothing was changed. Try again after that. Reference ${reference}.`,
    )
  }
  if (error instanceof WebAPIRequestError) {
    return refusal(
      `Slack did not answer us in time; nothing was changed. If a form opened all the same, you can use it; else try once more. Reference ${reference}.`,
    )
  }
  if (/^(expired|exchanged|invalid)_trigger|^trigger_(expired|exchanged)/.test(slack ?? '')) {
    return refusal(
      `Slack opens a form only within three seconds, and it took longer; nothing was changed. Try once more. Reference ${reference}.`,
    )
  }
  return refusal(
    `Something went wrong on our side; nothing was changed. Quote reference ${reference} to your administrator.`,
  )
}
