import type { ActionDetail, ActionStatus, Outlook } from './schema.ts'

/**
 * What stands in the way once a note is posted: why it is at risk or off track, and what it waits for. A form asks
 * both in one field and shows what stood there; left as it was when all is well again, it has been overcome.
 */
export function inTheWay(
  action: ActionDetail,
  { status, outlook, blockers }: { status: ActionStatus; outlook: Outlook; blockers?: string | null },
): { outlookReason: string | null; blockers: string | null } {
  const worried = outlook !== 'on_track'
  if (blockers === undefined)
    return { outlookReason: worried ? action.outlookReason : null, blockers: action.blockers }
  const wasWorse = action.status === 'blocked' || action.outlook !== 'on_track'
  const untouched = blockers === inTheWayOf(action)
  const overcome = wasWorse && untouched && status !== 'blocked' && !worried
  return { outlookReason: worried ? blockers : null, blockers: overcome ? null : blockers }
}

/** What stands in an action's way, as a form shows it. */
export function inTheWayOf(action: Pick<ActionDetail, 'blockers' | 'outlookReason'>): string | null {
  return action.blockers ?? action.outlookReason
}
