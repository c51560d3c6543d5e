import { z } from 'zod'
import type { BoardId } from '../core/ids.ts'
import type {
  AskedOrganisation,
  BoardNames,
  ByRule,
  GlanceStore,
  Mark,
  Reckon,
  Reckoning,
} from '../features/glance/store.ts'
import type { Queries } from './client.ts'
import { dateOf } from './dates.ts'
import type { PrismaClient } from './generated/client.ts'
import { betweenBodies, reckoningOf, withinBody } from './glance-counts.ts'
import { reportOrder } from './report-clocks.ts'

/** A board in figures. */
export function createGlanceStore(prisma: PrismaClient): GlanceStore {
  return {
    mark: (board) => readMark(prisma, board),
    names: (board) => readNames(prisma, board),
    reckon: (board, asked) =>
      prisma.$transaction(async (tx) => {
        // One statement in a while, over many rows: compiling it takes longer than running it.
        await tx.$executeRaw`SET LOCAL jit = off`
        return reckon(tx, board, asked)
      }),
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
const partCounts = z.tuple([number, number, number, number, number, number, number])
const figureRow = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('part'), at: number, bodies: z.string(), counts: partCounts }),
  z.object({ kind: z.literal('late'), at: number, counts: z.tuple([number, number]) }),
  z.object({ kind: z.literal('due'), day: z.date().transform(dateOf), counts: z.tuple([number]) }),
])
type FigureRow = z.infer<typeof figureRow>
type Part = Extract<FigureRow, { kind: 'part' }>

async function reckon(db: Queries, board: BoardId, asked: Reckon): Promise<Reckoning> {
  const rows = z.array(figureRow).parse(await db.$queryRaw(reckoningOf(board, asked)))
  const of = <K extends FigureRow['kind']>(kind: K) =>
    rows.filter((row): row is Extract<FigureRow, { kind: K }> => row.kind === kind)
  const parts = of('part')
  const sum = (place: 3 | 4 | 5 | 6): number => parts.reduce((total, { counts }) => total + counts[place], 0)
  const spans = of('late')
  const { theirs, others } = partsOf(asked.organisations, parts)
  return {
    byRule: byRuleOf(parts),
    soon: sum(3),
    undated: sum(4),
    unowned: sum(5),
    complete: sum(6),
    organisations: theirs.map(byRuleOf),
    others: byRuleOf(others),
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

function byRuleOf(parts: readonly Part[]): ByRule {
  const byRule = new Map<number, ByRule[number]>()
  for (const { at: rule, counts } of parts) {
    const { count, open, overdue } = byRule.get(rule) ?? { count: 0, open: 0, overdue: 0 }
    byRule.set(rule, {
      rule,
      count: count + counts[0],
      open: open + counts[1],
      overdue: overdue + counts[2],
    })
  }
  return [...byRule.values()]
}

/** What concerns each organisation. Each body is compared once, and each part belongs to an organisation once. */
function partsOf(
  organisations: Reckon['organisations'],
  parts: readonly Part[],
): { theirs: Part[][]; others: Part[] } {
  const theirs = organisations.map((): Part[] => [])
  const known = new Map<string, readonly number[]>()
  const placesOf = (body: string): readonly number[] => {
    const places = known.get(body) ?? [...organisations.keys()].filter((at) => means(organisations[at], body))
    known.set(body, places)
    return places
  }
  const others: Part[] = []
  for (const part of parts) {
    const places = new Set(part.bodies.split(betweenBodies).flatMap(placesOf))
    for (const place of places) theirs[place]?.push(part)
    if (places.size === 0) others.push(part)
  }
  return { theirs, others }
}

/** By its id, or by words where only a text was written: as a list of actions is filtered. */
function means(organisation: AskedOrganisation | undefined, body: string): boolean {
  if (!organisation || body === '') return false
  const [id = '', ...text] = body.split(withinBody)
  const written = text.join(withinBody).toLowerCase()
  return organisation.ids.includes(id) || written.includes(organisation.words.toLowerCase())
}
