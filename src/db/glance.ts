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
import { rulesOf } from '../features/glance/sum.ts'
import type { Queries } from './client.ts'
import { dateOf } from './dates.ts'
import type { PrismaClient } from './generated/client.ts'
import { betweenBodies, partsSince, reckoningOf, withinBody } from './glance-counts.ts'
import { reportOrder } from './report-clocks.ts'

/** A board in figures. */
export function createGlanceStore(prisma: PrismaClient): GlanceStore {
  return {
    mark: (board) => readMark(prisma, board),
    changed: (board, since) => readChanged(prisma, board, since),
    organisations: (board) => readOrganisations(prisma, board),
    reports: (board) => readReports(prisma, board),
    reckon: (board, asked, parts) =>
      prisma.$transaction(async (tx) => {
        // One statement in a while, over many rows: compiling it takes longer than running it.
        await tx.$executeRaw`SET LOCAL jit = off`
        return reckon(tx, board, asked, parts)
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

const changedRow = z.object({ part: z.number().int().nullable() })

async function readChanged(db: Queries, board: BoardId, since: Mark): Promise<readonly number[] | null> {
  const rows = z.array(changedRow).parse(await db.$queryRaw(partsSince(board, since)))
  const parts = rows.flatMap(({ part }) => (part === null ? [] : [part]))
  return parts.length < rows.length ? null : parts
}

async function readOrganisations(db: Queries, board: BoardId): Promise<BoardNames['organisations']> {
  const found = await db.organisation.findMany({
    where: { boardId: board },
    select: { id: true, name: true, nameKey: true, aliases: { select: { aliasKey: true } } },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  })
  return found.map(({ id, name, nameKey, aliases }) => ({
    id,
    name,
    key: nameKey,
    aliases: aliases.map(({ aliasKey }) => aliasKey),
  }))
}

function readReports(db: Queries, board: BoardId): Promise<BoardNames['reports']> {
  return db.report.findMany({
    where: { boardId: board },
    select: { id: true, title: true, kind: true, area: true },
    orderBy: [...reportOrder],
  })
}

const number = z.coerce.number()
const groupCounts = z.tuple([number, number, number, number, number, number, number])
const figureRow = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('group'), part: number, at: number, bodies: z.string(), counts: groupCounts }),
  z.object({ kind: z.literal('late'), part: number, at: number, counts: z.tuple([number, number]) }),
  z.object({
    kind: z.literal('due'),
    part: number,
    day: z.date().transform(dateOf),
    counts: z.tuple([number]),
  }),
])
type FigureRow = z.infer<typeof figureRow>
type Group = Extract<FigureRow, { kind: 'group' }>

async function reckon(
  db: Queries,
  board: BoardId,
  asked: Reckon,
  parts: readonly number[] | null,
): Promise<ReadonlyMap<number, Reckoning>> {
  const rows = z.array(figureRow).parse(await db.$queryRaw(reckoningOf(board, asked, parts)))
  const byPart = new Map<number, FigureRow[]>((parts ?? []).map((part) => [part, []]))
  for (const row of rows) {
    const theirs = byPart.get(row.part)
    if (theirs) theirs.push(row)
    else byPart.set(row.part, [row])
  }
  const places = placesIn(asked.organisations)
  return new Map([...byPart].map(([part, theirs]) => [part, reckoningFrom(theirs, asked, places)]))
}

function reckoningFrom(rows: readonly FigureRow[], asked: Reckon, places: Places): Reckoning {
  const of = <K extends FigureRow['kind']>(kind: K) =>
    rows.filter((row): row is Extract<FigureRow, { kind: K }> => row.kind === kind)
  const groups = of('group')
  const sum = (place: 3 | 4 | 5 | 6): number => groups.reduce((total, { counts }) => total + counts[place], 0)
  const spans = of('late')
  const { theirs, others } = shared(groups, asked.organisations.length, places)
  return {
    byRule: byRuleOf(groups),
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

function byRuleOf(groups: readonly Group[]): ByRule {
  return rulesOf([
    groups.map(({ at: rule, counts: [count, open, overdue] }) => ({ rule, count, open, overdue })),
  ])
}

/** The places of the organisations that a body is, in the order they were asked for. */
type Places = (body: string) => readonly number[]

/** Each body is compared once: there are few of them, however many groups. */
function placesIn(organisations: Reckon['organisations']): Places {
  const known = new Map<string, readonly number[]>()
  return (body) => {
    const places = known.get(body) ?? [...organisations.keys()].filter((at) => means(organisations[at], body))
    known.set(body, places)
    return places
  }
}

/** What concerns each organisation. A group belongs to an organisation once, whatever it is in it. */
function shared(
  groups: readonly Group[],
  organisations: number,
  placesOf: Places,
): { theirs: Group[][]; others: Group[] } {
  const theirs = Array.from({ length: organisations }, (): Group[] => [])
  const others: Group[] = []
  for (const group of groups) {
    const places = new Set(group.bodies.split(betweenBodies).flatMap(placesOf))
    for (const place of places) theirs[place]?.push(group)
    if (places.size === 0) others.push(group)
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
