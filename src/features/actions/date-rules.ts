import type { IsoDate } from '../../calendar/date.ts'
import { dueDate } from './due-words.ts'
import { isOpen } from './lifecycle.ts'
import { closed, type Decision } from './rules.ts'
import type { ActionDetail } from './schema.ts'

/** Sets the due date of an action that has none. A date that is there is kept: who is first is left to the store's guard. */
export function decideDate(action: ActionDetail, on: IsoDate, today: IsoDate): Decision {
  if (!isOpen(action.status)) return closed(action)
  const { dueOn } = action
  if (dueOn !== null) {
    return {
      ok: false,
      reason: `${action.ref} is due ${dueDate({ ...action, dueOn }, today)}; that date is kept.`,
      next: `actions show ${action.ref}`,
    }
  }
  return {
    ok: true,
    change: { actionId: action.id, what: 'dated', guard: { undated: true }, set: { firstDueOn: on } },
  }
}
