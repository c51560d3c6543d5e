import { z } from 'zod'
import type { BoardId } from '../core/ids.ts'
import type { BoardNames, ByRule, GlanceStore, Mark, Reckon, Reckoning } from '../features/glance/store.ts'
import type { Queries } from './client.ts'
import { dateOf } from './dates.ts'
import type { PrismaClient } from './generated/client.ts'
import { reckoningOf } from './glance-counts.ts'
import { reportOrder } from './report-clocks.ts'

/** A board in figures. */
export function createGlanceStore(prisma: PrismaClient): GlanceStore {
  return {
    mark: (board) => readMark(prisma, board),
    names: (board) => readNames(prisma, board),
    reckon: (board, asked) => reckon(prisma, board, asked),
  }
}

const markRow = z.tuple([z.object({ newest: z.string(), snapshot: z.string() })])

/** The snapshot is written 'oldest:next:number,number': who writes stands after the second colon. */
async function readMark(db: Queries, board: BoardId): Promise<Mark> {
  const found = await db.$queryRaw`
    SELECT coalesce((SELECT max("seq") FROM "AuditEvent" WHERE "boardId" = ${board}::uuid), 0)::text AS newest,
           pg_current_snapshot()::text AS snapshot`
  const [{ newest, snapshot }] = markRow.parse(found)
  return { newest, writing: (snapshot.split(':')[2] ?? '').split(',').filter(Boolean) }
}

async function readNames(db: Queries, board: BoardId): Promise<BoardNames> {
  const [organisations, reports] = await Promise.all([
    db.organisation.findMany({
      where: { boardId: board },
      select: { id: true, name: true, nameKey: true, aliases: { select: { aliasKey: true } } },
      orderBy: [{ name: 'asc' }, { id: 'asc' }],
    }),
    db.report.findMany({
      where: { boardId: board },
      select: { id: true, title: true, kind: true, area: true },
      orderBy: [...reportOrder],
    }),
  ])
  return {
    organisations: organisations.map(({ id, name, nameKey, aliases }) => ({
      id,
      name,
      key: nameKey,
      aliases: aliases.map(({ aliasKey }) => aliasKey),
    })),
    reports,
  }
}

const number = z.coerce.number()
const figureRow = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('all'),
    at: number,
    counts: z.tuple([number, number, number, number, number, number, number]),
  }),
  z.object({
    kind: z.literal('organisation'),
    at: number,
    counts: z.tuple([number, number, number, number]),
  }),
  z.object({ kind: z.literal('late'), at: number, counts: z.tuple([number, number]) }),
  z.object({ kind: z.literal('due'), day: z.date().transform(dateOf), counts: z.tuple([number]) }),
])

async function reckon(db: Queries, board: BoardId, asked: Reckon): Promise<Reckoning> {
  const rows = z.array(figureRow).parse(await db.$queryRaw(reckoningOf(board, asked)))
  const of = <K extends (typeof rows)[number]['kind']>(kind: K) =>
    rows.filter((row): row is Extract<(typeof rows)[number], { kind: K }> => row.kind === kind)
  const all = of('all')
  const sum = (place: 3 | 4 | 5 | 6): number => all.reduce((total, { counts }) => total + counts[place], 0)
  const spans = of('late')
  return {
    byRule: all.map(({ at: rule, counts: [count, open, overdue] }) => ({ rule, count, open, overdue })),
    soon: sum(3),
    undated: sum(4),
    unowned: sum(5),
    complete: sum(6),
    organisations: asked.organisations.map(
      (_, place): ByRule =>
        of('organisation')
          .filter(({ at }) => at === place)
          .map(({ counts: [rule, count, open, overdue] }) => ({ rule, count, open, overdue })),
    ),
    // Overdue from the first of these days on, until before the last.
    overdue: asked.days.map((_, day) =>
      spans
        .filter(({ at: from, counts: [until] }) => from <= day && day < until)
        .reduce((total, { counts: [, count] }) => total + count, 0),
    ),
    due: of('due')
      .map(({ day, counts: [count] }) => ({ day, count }))
      .toSorted((a, b) => (a.day < b.day ? -1 : 1)),
  }
}
