import { z } from 'zod'
import type { IsoDate } from '../calendar/date.ts'
import type { BoardId, Id } from '../core/ids.ts'
import { isOpen } from '../features/actions/lifecycle.ts'
import { type ActionStatus, type ActionSummary, actionStatuses } from '../features/actions/schema.ts'
import type { ActionQuery, Slice } from '../features/actions/store.ts'
import { countPlain, isPlain, orderedIds } from './action-order.ts'
import { type SummaryRow, summarySelect, toSummary } from './action-rows.ts'
import { whereActions } from './action-where.ts'
import type { Queries } from './client.ts'

/** How many actions a list asks for. */
export async function countActions(
  db: Queries,
  board: BoardId,
  query: ActionQuery,
  today: IsoDate,
): Promise<number> {
  if (isPlain(query)) return countPlain(db, board, query)
  return db.action.count({ where: await whereActions(db, board, query, today) })
}

/** Open ones by urgency, then finished ones: two index ranges, so that neither sorts the other's rows. */
export async function listActions(
  db: Queries,
  board: BoardId,
  query: ActionQuery,
  slice: Slice,
  today: IsoDate,
): Promise<ActionSummary[]> {
  const asked: readonly ActionStatus[] = query.statuses ?? actionStatuses
  const open = { ...query, statuses: asked.filter(isOpen) }
  const finished = { ...query, statuses: asked.filter((status) => !isOpen(status)) }
  const first = open.statuses.length === 0 ? [] : await openRows(db, board, open, slice, today)
  if (finished.statuses.length === 0 || first.length === slice.limit) return withLastNotes(db, board, first)
  const openCount =
    open.statuses.length === 0
      ? 0
      : first.length > 0 || slice.offset === 0
        ? slice.offset + first.length
        : await countActions(db, board, open, today)
  const then = await db.action.findMany({
    where: await whereActions(db, board, finished, today),
    select: summarySelect,
    orderBy: [{ completedOn: { sort: 'desc', nulls: 'last' } }, { refSort: 'asc' }, { ref: 'asc' }],
    skip: Math.max(0, slice.offset - openCount),
    take: slice.limit - first.length,
  })
  return withLastNotes(db, board, [...first, ...then])
}

async function openRows(
  db: Queries,
  board: BoardId,
  query: ActionQuery & { statuses: readonly ActionStatus[] },
  slice: Slice,
  today: IsoDate,
): Promise<SummaryRow[]> {
  if (isPlain(query)) {
    const ids = await orderedIds(db, board, query, slice)
    if (ids.length === 0) return []
    const rows = await db.action.findMany({
      where: { boardId: board, id: { in: ids } },
      select: summarySelect,
    })
    const byId = new Map(rows.map((row) => [row.id, row]))
    return ids.flatMap((id) => byId.get(id) ?? [])
  }
  return db.action.findMany({
    where: await whereActions(db, board, query, today),
    select: summarySelect,
    orderBy: [{ dueOn: { sort: 'asc', nulls: 'last' } }, { refSort: 'asc' }, { ref: 'asc' }],
    skip: slice.offset,
    take: slice.limit,
  })
}

async function withLastNotes(
  db: Queries,
  board: BoardId,
  rows: readonly SummaryRow[],
): Promise<ActionSummary[]> {
  const notes = await readLastNotes(
    db,
    board,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => toSummary(row, notes.get(row.id) ?? null))
}

const noteRows = z.array(
  z.object({ actionId: z.string(), at: z.date(), narrative: z.string(), author: z.string() }),
)

/**
 * The last progress note of each action. Prisma's `take: 1` would read every note that was ever written about them
 * and keep the first: here each costs one step in an index.
 */
async function readLastNotes(
  db: Queries,
  board: BoardId,
  actionIds: readonly Id[],
): Promise<Map<Id, NonNullable<ActionSummary['lastProgress']>>> {
  if (actionIds.length === 0) return new Map()
  const found = await db.$queryRaw`
    SELECT "last".*, p."displayName" AS author
      FROM unnest(${actionIds}::uuid[]) AS asked(id)
     CROSS JOIN LATERAL (
       SELECT u."actionId", u."at", u."narrative", u."authorId" FROM "ProgressUpdate" u
        WHERE u."boardId" = ${board}::uuid AND u."actionId" = asked.id
        ORDER BY u."at" DESC, u."id" DESC LIMIT 1) AS "last"
      JOIN "Person" p ON p."boardId" = ${board}::uuid AND p."id" = "last"."authorId"`
  return new Map(noteRows.parse(found).map(({ actionId, ...last }) => [actionId, last]))
}
