import { addDays, type IsoDate } from '../calendar/date.ts'
import type { BoardId } from '../core/ids.ts'
import { openStatuses } from '../features/actions/lifecycle.ts'
import { worstFirst } from '../features/boards/rules.ts'
import type { Reckon, Reckoning } from '../features/digests/store.ts'
import { whereActions, whereRated } from './action-where.ts'
import type { Queries } from './client.ts'
import { columnDate, dateOrNull } from './dates.ts'
import type { Prisma } from './generated/client.ts'
import { readRunningClocks } from './report-clocks.ts'

const open = { in: [...openStatuses] }
const finished = { notIn: [...openStatuses] }

/** What a digest counts. Every figure is one statement over the same condition, however many actions there are. */
export async function reckonDigest(
  db: Queries,
  board: BoardId,
  { query, scheme, today, since, lookAheadDays }: Reckon,
): Promise<Reckoning> {
  const asked = await whereActions(db, board, query, today)
  const count = (where: Prisma.ActionWhereInput): Promise<number> =>
    db.action.count({ where: { ...asked, ...where } })
  const due = (from: IsoDate, to: IsoDate): Promise<number> =>
    count({ status: open, dueOn: { not: null, gte: columnDate(from), lte: columnDate(to) } })
  const closed = (from: IsoDate): Promise<number> =>
    count({ status: finished, completedOn: { not: null, gte: columnDate(from), lte: columnDate(today) } })
  const rated = worstFirst.map((colour) =>
    db.action.count({ where: { ...asked, status: open, OR: [whereRated([colour], scheme, today)] } }),
  )
  const [red = 0, amber = 0, green = 0, blue = 0, grey = 0] = await Promise.all(rated)
  const [overdue, dueWithin7, dueAhead, unowned, undated, waiting, closedSince, closedToday, clocks] =
    await Promise.all([
      count({ status: open, dueOn: { not: null, lt: columnDate(today) } }),
      due(today, addDays(today, 7)),
      due(today, addDays(today, lookAheadDays)),
      count({ status: open, ownerId: null }),
      count({ status: open, dueOn: null }),
      db.action.aggregate({
        where: { ...asked, status: 'complete' },
        _count: { _all: true },
        _min: { completedOn: true },
      }),
      closed(since),
      closed(today),
      readRunningClocks(db, board, query.report),
    ])
  return {
    byColour: { red, amber, green, blue, grey },
    overdue,
    dueWithin7,
    dueLater: Math.max(0, dueAhead - dueWithin7),
    unowned,
    undated,
    awaitingSignOff: waiting._count._all,
    oldestWaiting: dateOrNull(waiting._min.completedOn),
    closed: closedSince,
    closedToday,
    clocks,
  }
}
