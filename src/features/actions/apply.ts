import { formatDate } from '../../calendar/date.ts'
import { londonDateOf } from '../../calendar/london.ts'
import type { Reply } from '../../core/command.ts'
import { listOf } from '../../core/text.ts'
import { refusal } from '../../core/view.ts'
import { byOf, type Ctx, todayOf } from '../context.ts'
import type { Decision } from './rules.ts'
import type { ActionDetail } from './schema.ts'
import type { HistoryEntry, HistoryWhat } from './store.ts'

/** How a decision came out: made, refused by the rules, or overtaken by somebody else. */
export type Outcome =
  | { kind: 'made'; action: ActionDetail; what: HistoryWhat }
  | { kind: 'refused'; decision: Extract<Decision, { ok: false }> }
  | { kind: 'overtaken'; action: ActionDetail; since: readonly HistoryEntry[] }
  | { kind: 'gone' }

/** Makes a decided change, and tells what stood in its way when it could not be made. */
export async function carryOut(context: Ctx, decision: Decision): Promise<Outcome> {
  if (!decision.ok) return { kind: 'refused', decision }
  const { stores, board } = context
  const { change } = decision
  const applied = await stores.actions.apply(board, change, byOf(context))
  if (applied.ok) return { kind: 'made', action: applied.action, what: change.what }
  if (applied.reason === 'gone') return { kind: 'gone' }
  const seen = 'version' in change.guard ? change.guard.version : applied.action.version - 1
  const since = await stores.actions.history(board, change.actionId, seen)
  return { kind: 'overtaken', action: applied.action, since }
}

/**
 * Whether an action has changed since a form on it was opened: then what happened, before any rule is asked, since
 * a rule would judge a choice that was made on how it stood before. Null when it is as it was.
 */
export async function changedSince(
  context: Ctx,
  action: ActionDetail,
  version: number | null,
): Promise<Extract<Outcome, { kind: 'overtaken' }> | null> {
  if (version === null || version === action.version) return null
  const since = await context.stores.actions.history(context.board, action.id, version)
  return { kind: 'overtaken', action, since }
}

/** The reply when a change was not made and there is no form to go back to. */
export function notMade(outcome: Exclude<Outcome, { kind: 'made' }>, context: Ctx): Reply {
  switch (outcome.kind) {
    case 'refused': {
      const { reason, next } = outcome.decision
      return refusal(reason, next ? { next } : {})
    }
    case 'gone':
      return refusal('That action is no longer on this board. Nothing of yours was saved.', {
        next: 'actions list',
      })
    case 'overtaken':
      return refusal(`${whatChanged(outcome, context)} Nothing of yours was saved.`, {
        next: `actions show ${outcome.action.ref}`,
      })
  }
}

const phrases: Readonly<Record<string, string>> = {
  claimed: 'claimed it',
  released: 'released it',
  assigned: 'assigned it',
  dated: 'set its date',
  completed: 'completed it',
  reopened: 'reopened it',
  blocked: 'marked it blocked',
  'name confirmed': 'confirmed a name on it',
}

/** 'Priya Nair claimed 4.2 a moment ago.': who was faster, and what they did. */
export function whatChanged(
  { action, since }: Extract<Outcome, { kind: 'overtaken' }>,
  context: Ctx,
): string {
  const [last] = since.slice(-1)
  if (!last) return `${action.ref} was changed by somebody else.`
  if (last.what === 'claimed') return `${last.who} claimed ${action.ref} ${ago(last.at, context)}.`
  if (last.what === 'dated') return `${last.who} set the date of ${action.ref} ${ago(last.at, context)}.`
  const you = context.actor.personName
  const deeds = since.map(
    ({ what, who }) => `${who === you ? 'you' : who} ${phrases[what] ?? 'posted progress on it'}`,
  )
  return `${action.ref} changed while you were writing: ${listOf([...new Set(deeds)])} ${ago(last.at, context)}.`
}

function ago(at: Date, context: Ctx): string {
  const minutes = Math.floor((context.now.getTime() - at.getTime()) / 60_000)
  if (minutes < 2) return 'a moment ago'
  if (minutes < 60) return `${minutes} minutes ago`
  return `on ${formatDate(londonDateOf(at), todayOf(context))}`
}
