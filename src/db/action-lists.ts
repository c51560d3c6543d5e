import { z } from 'zod'
import type { IsoDate } from '../calendar/date.ts'
import type { BoardId, Id } from '../core/ids.ts'
import { isOpen } from '../features/actions/lifecycle.ts'
import { type ActionStatus, type ActionSummary, actionStatuses } from '../features/actions/schema.ts'
import type { ActionQuery, Slice } from '../features/actions/store.ts'
import { countPlain, isPlain, orderedPage, ownPage } from './action-order.ts'
import { readCounted, readPage, readSummaries } from './action-summaries.ts'
import { whereActions } from './action-where.ts'
import type { Queries } from './client.ts'

const identified = z.array(z.object({ id: z.string() }))

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
  const { statuses } = query
  if (statuses?.every(isOpen) && isPlain(query)) return readPage(db, board, orderedPage(board, query, slice))
  return readSummaries(db, board, await listedIds(db, board, query, slice, today))
}

/** A page of a list, and how many there are in all. */
export async function pageOfActions(
  db: Queries,
  board: BoardId,
  query: ActionQuery,
  slice: Slice,
  today: IsoDate,
): Promise<{ total: number; actions: ActionSummary[] }> {
  const { statuses, involves } = query
  if (involves !== undefined && statuses?.every(isOpen) && isPlain(query)) {
    const { total, actions } = await readCounted(db, board, ownPage(board, query, involves, slice))
    if (total !== null || slice.offset === 0) return { total: total ?? 0, actions }
  }
  const [total, actions] = await Promise.all([
    countActions(db, board, query, today),
    listActions(db, board, query, slice, today),
  ])
  return { total, actions }
}

async function listedIds(
  db: Queries,
  board: BoardId,
  query: ActionQuery,
  slice: Slice,
  today: IsoDate,
): Promise<Id[]> {
  const asked: readonly ActionStatus[] = query.statuses ?? actionStatuses
  const open = { ...query, statuses: asked.filter(isOpen) }
  const finished = { ...query, statuses: asked.filter((status) => !isOpen(status)) }
  const first = open.statuses.length === 0 ? [] : await openIds(db, board, open, slice, today)
  if (finished.statuses.length === 0 || first.length === slice.limit) return first
  const openCount =
    open.statuses.length === 0
      ? 0
      : first.length > 0 || slice.offset === 0
        ? slice.offset + first.length
        : await countActions(db, board, open, today)
  const then = await db.action.findMany({
    where: await whereActions(db, board, finished, today),
    select: { id: true },
    orderBy: [{ completedOn: { sort: 'desc', nulls: 'last' } }, { refSort: 'asc' }, { ref: 'asc' }],
    skip: Math.max(0, slice.offset - openCount),
    take: slice.limit - first.length,
  })
  return [...first, ...then.map(({ id }) => id)]
}

async function openIds(
  db: Queries,
  board: BoardId,
  query: ActionQuery & { statuses: readonly ActionStatus[] },
  slice: Slice,
  today: IsoDate,
): Promise<Id[]> {
  if (isPlain(query)) {
    const page = await db.$queryRaw(orderedPage(board, query, slice))
    return identified.parse(page).map(({ id }) => id)
  }
  const rows = await db.action.findMany({
    where: await whereActions(db, board, query, today),
    select: { id: true },
    orderBy: [{ dueOn: { sort: 'asc', nulls: 'last' } }, { refSort: 'asc' }, { ref: 'asc' }],
    skip: slice.offset,
    take: slice.limit,
  })
  return rows.map(({ id }) => id)
}
