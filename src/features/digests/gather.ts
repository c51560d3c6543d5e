import { addDays, type IsoDate } from '../../calendar/date.ts'
import type { BoardId } from '../../core/ids.ts'
import { isOpen, openStatuses } from '../actions/lifecycle.ts'
import { type ActionSummary, actionStatuses } from '../actions/schema.ts'
import type { ActionQuery } from '../actions/store.ts'
import type { BragScheme } from '../boards/schema.ts'
import type { Stores } from '../stores.ts'
import { queryOf } from './filters.ts'
import { comparable } from './rules.ts'
import type { DigestSettings, Figures } from './schema.ts'
import type { Past, Reckoning } from './store.ts'

/** The most rows of each section, and references of each line: together they are read in twenty seconds. */
export const most = { overdue: 5, soon: 5, later: 4, unowned: 3, refs: 6 } as const

/** How far 'soon' reaches, in days. */
export const soonDays = 7

/** What a digest is asked to be about. */
export type Asked = Pick<DigestSettings, 'filters' | 'lookAheadDays'> & {
  /** The day it is posted on, which names its week. */
  period: IsoDate
  today: IsoDate
  past: Past
}

/** Everything a digest says, before it is put into words. */
export type Digest = Asked & {
  board: string
  scheme: BragScheme
  reckoning: Reckoning
  open: number
  /** Closed since that day, without those that the digest before has told of. */
  closed: { since: IsoDate; count: number }
  /** What the digest before counted, when it counted the same. */
  before: Figures | null
  lists: Readonly<
    Record<'overdue' | 'soon' | 'later' | 'unowned' | 'undated' | 'closed', readonly ActionSummary[]>
  >
}

const nothingBefore: Past = { last: null, missed: [] }

/** What is asked of a board that has had no digest yet. */
export function firstDigest(
  settings: Pick<DigestSettings, 'filters' | 'lookAheadDays'>,
  today: IsoDate,
): Asked {
  return { ...settings, period: today, today, past: nothingBefore }
}

/** Reads what a digest says, in as many statements however much there is. */
export async function gatherDigest(
  stores: Pick<Stores, 'actions' | 'boards' | 'digests'>,
  board: BoardId,
  asked: Asked,
): Promise<Digest> {
  const { filters, lookAheadDays, today, past } = asked
  const { name, scheme } = await stores.boards.get(board)
  const query = queryOf(filters, scheme)
  const since = past.last?.on ?? addDays(today, -7)
  const reckoning = await stores.digests.reckon(board, { query, scheme, today, since, lookAheadDays })
  const list = (some: ActionQuery, there: number, limit: number): Promise<ActionSummary[]> =>
    there === 0
      ? Promise.resolve([])
      : stores.actions.list(
          board,
          { statuses: openStatuses, ...query, ...some },
          { offset: 0, limit: Math.min(limit, there) },
          today,
        )
  const due = (from: IsoDate | null, to: IsoDate): ActionQuery => ({ due: { from, to } })
  const ahead = addDays(today, lookAheadDays)
  const [overdue, soon, later, unowned, undated, closed] = await Promise.all([
    list(due(null, addDays(today, -1)), reckoning.overdue, most.overdue),
    list(due(today, addDays(today, soonDays)), reckoning.dueWithin7, most.soon),
    list(due(addDays(today, soonDays + 1), ahead), reckoning.dueLater, most.later),
    list({ unowned: true }, reckoning.unowned, most.unowned),
    list({ undated: true }, reckoning.undated, most.refs),
    list({ statuses: actionStatuses.filter((status) => !isOpen(status)) }, reckoning.closed, most.refs),
  ])
  const before = comparable(past.last?.figures ?? null, filters)
  return {
    ...asked,
    board: name,
    scheme,
    reckoning,
    open: Object.values(reckoning.byColour).reduce((sum, many) => sum + many, 0),
    closed: { since, count: Math.max(0, reckoning.closed - (before?.closedThatDay ?? 0)) },
    before,
    lists: { overdue, soon, later, unowned, undated, closed },
  }
}

/** What is remembered of a digest, for the change since. */
export function figuresOf({ today, filters, open, reckoning }: Digest): Figures {
  const { byColour, overdue, unowned, undated, awaitingSignOff, closedToday } = reckoning
  return {
    on: today,
    filters,
    open,
    byColour,
    overdue,
    unowned,
    undated,
    awaitingSignOff,
    closedThatDay: closedToday,
  }
}

/** Whether there is nothing that a date makes anybody do. */
export function isQuiet({ reckoning, today, lookAheadDays }: Digest): boolean {
  const { overdue, dueWithin7, dueLater, clocks } = reckoning
  const ahead = addDays(today, lookAheadDays)
  return overdue + dueWithin7 + dueLater === 0 && !clocks.some(({ responseDueOn }) => responseDueOn <= ahead)
}
