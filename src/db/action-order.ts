import { z } from 'zod'
import type { BoardId, Id } from '../core/ids.ts'
import { isOpen, openStatuses } from '../features/actions/lifecycle.ts'
import { actionStatuses } from '../features/actions/schema.ts'
import type { ActionQuery, Slice } from '../features/actions/store.ts'
import type { Queries } from './client.ts'
import { Prisma } from './generated/client.ts'

/**
 * What is asked most: by state, date and person only. Said in SQL, because Prisma cannot say it so that an index
 * answers it: its count reads the rows themselves, its 'owner or contributor' looks at every row of the board, and
 * its list sorts all that fits before it keeps a page.
 *
 * Planning such a statement takes longer than running it. A server keeps a plan only when it costs no more than one
 * made for the very values, so these are kept out of its sight (`unseen`), and the numbers of a first page are
 * written out: unknown, they would be taken for a tenth of the board.
 */
type PlainQuery = Pick<ActionQuery, 'statuses' | 'involves' | 'due'>

const plain: ReadonlySet<string> = new Set(['statuses', 'involves', 'due'] satisfies (keyof PlainQuery)[])

export function isPlain(query: ActionQuery): boolean {
  return Object.entries(query).every(
    ([name, value]) => plain.has(name) || value === undefined || value === false,
  )
}

const counted = z.tuple([z.object({ total: z.coerce.number() })])

/** Counts from an index alone, where nobody has written to its pages since they were vacuumed. */
export async function countPlain(db: Queries, board: BoardId, query: PlainQuery): Promise<number> {
  const found = await db.$queryRaw(
    query.involves === undefined
      ? Prisma.sql`SELECT count(*) AS total FROM "Action" a WHERE ${fits(board, query, anyStatus(query))}`
      : Prisma.sql`SELECT count(*) AS total FROM (${ofPerson(board, query, query.involves)}) mine`,
  )
  return counted.parse(found)[0].total
}

/** One page, as a query of ids and places: earliest due first, undated last. */
export function orderedPage(board: BoardId, query: PlainQuery, slice: Slice): Prisma.Sql {
  if (query.involves !== undefined) return ownPage(board, query, query.involves, slice)
  const { offset, limit } = slice
  const most = offset === 0 ? written(limit) : Prisma.sql`${offset + limit}`
  return pageOf(firstOfEachStatus(board, query, most), Prisma.sql`NULL::bigint`, slice)
}

/** The same of one person, with how many there are in all: every one of theirs is looked at to find the first. */
export function ownPage(board: BoardId, query: PlainQuery, personId: Id, slice: Slice): Prisma.Sql {
  return pageOf(ofPerson(board, query, personId), Prisma.sql`count(*) OVER ()`, slice)
}

function pageOf(candidates: Prisma.Sql, total: Prisma.Sql, { offset, limit }: Slice): Prisma.Sql {
  return Prisma.sql`
    SELECT id, row_number() OVER (ORDER BY "dueOn" NULLS LAST, "refSort", "ref") AS place, ${total} AS total
      FROM (${candidates}) candidate
     ORDER BY place LIMIT ${written(limit)} OFFSET ${offset === 0 ? written(0) : offset}`
}

/** An index holds each state's actions by date: as many as the page reaches to are read of each, and no more. */
function firstOfEachStatus(board: BoardId, query: PlainQuery, most: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    SELECT a.* FROM unnest(${unseen(statusesOf(query))}) AS asked(status)
     CROSS JOIN LATERAL (
       SELECT a."id", a."dueOn", a."refSort", a."ref" FROM "Action" a
        WHERE ${fits(board, query, Prisma.sql`a."status" = asked.status`)}
        ORDER BY a."dueOn", a."refSort", a."ref" LIMIT ${most}) a`
}

/**
 * What a person owns, and what they contribute to: an index for each. UNION, for an owner may contribute too. LIMIT 1
 * on a key changes nothing but how it is read: row by row, where a plan for anybody would read the whole board.
 */
function ofPerson(board: BoardId, query: PlainQuery, personId: Id): Prisma.Sql {
  const where = fits(board, query, anyStatus(query))
  const person = unseen(Prisma.sql`${personId}::uuid`)
  return Prisma.sql`
    SELECT a."id", a."dueOn", a."refSort", a."ref" FROM "Action" a
     WHERE ${where} AND a."ownerId" = ${person}
     UNION
    SELECT a."id", a."dueOn", a."refSort", a."ref" FROM "ActionContributor" c
     CROSS JOIN LATERAL (
       SELECT a."id", a."dueOn", a."refSort", a."ref" FROM "Action" a
        WHERE ${where} AND a."id" = c."actionId" LIMIT 1) a
     WHERE c."boardId" = ${board}::uuid AND c."personId" = ${person}`
}

function fits(board: BoardId, { due }: PlainQuery, status: Prisma.Sql): Prisma.Sql {
  const dated = due ? Prisma.sql`AND a."dueOn" IS NOT NULL` : Prisma.empty
  const from = due?.from
    ? Prisma.sql`AND a."dueOn" >= ${unseen(Prisma.sql`${due.from}::date`)}`
    : Prisma.empty
  const to = due?.to ? Prisma.sql`AND a."dueOn" <= ${unseen(Prisma.sql`${due.to}::date`)}` : Prisma.empty
  return Prisma.sql`a."boardId" = ${board}::uuid AND ${status} ${dated} ${from} ${to}`
}

/** What is open is said in letters: two indexes hold nothing else, and serve who asks in the very words of theirs. */
function anyStatus(query: PlainQuery): Prisma.Sql {
  const { statuses = actionStatuses } = query
  return statuses.every(isOpen) && openStatuses.every((status) => statuses.includes(status))
    ? Prisma.sql`a."status" IN (${open})`
    : Prisma.sql`a."status" = ANY(${unseen(statusesOf(query))}::"ActionStatus"[])`
}

const open = Prisma.raw(openStatuses.map((status) => `'${status}'`).join(', '))

function statusesOf({ statuses = actionStatuses }: PlainQuery): Prisma.Sql {
  return Prisma.sql`${[...statuses]}::"ActionStatus"[]`
}

/** A value that no plan is made for. */
function unseen(value: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(SELECT ${value})`
}

/** A number of rows as part of the statement: our own page sizes only, for each makes another statement. */
function written(rows: number): Prisma.Sql {
  return Prisma.raw(String(Math.trunc(rows)))
}
