import { z } from 'zod'
import type { BoardId, Id } from '../core/ids.ts'
import { actionStatuses } from '../features/actions/schema.ts'
import type { ActionQuery, Slice } from '../features/actions/store.ts'
import type { Queries } from './client.ts'
import { Prisma } from './generated/client.ts'

/**
 * What is asked most: by state, date and person only. Said in SQL, because Prisma cannot say it so that an index
 * answers it: its count reads the rows themselves, its 'owner or contributor' looks at every row of the board, and
 * its list sorts all that fits before it keeps a page.
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
export function orderedPage(board: BoardId, query: PlainQuery, { offset, limit }: Slice): Prisma.Sql {
  const candidates =
    query.involves === undefined
      ? firstOfEachStatus(board, query, offset + limit)
      : ofPerson(board, query, query.involves)
  return Prisma.sql`
    SELECT id, row_number() OVER (ORDER BY "dueOn" NULLS LAST, "refSort", "ref") AS place
      FROM (${candidates}) candidate
     ORDER BY place LIMIT ${limit} OFFSET ${offset}`
}

/** An index holds each state's actions by date: as many as the page reaches to are read of each, and no more. */
function firstOfEachStatus(board: BoardId, query: PlainQuery, most: number): Prisma.Sql {
  return Prisma.sql`
    SELECT a.* FROM unnest(${statusesOf(query)}) AS asked(status)
     CROSS JOIN LATERAL (
       SELECT a."id", a."dueOn", a."refSort", a."ref" FROM "Action" a
        WHERE ${fits(board, query, Prisma.sql`a."status" = asked.status`)}
        ORDER BY a."dueOn", a."refSort", a."ref" LIMIT ${most}) a`
}

/** What a person owns, and what they contribute to: an index for each. UNION, for an owner may contribute too. */
function ofPerson(board: BoardId, query: PlainQuery, personId: Id): Prisma.Sql {
  const where = fits(board, query, anyStatus(query))
  return Prisma.sql`
    SELECT a."id", a."dueOn", a."refSort", a."ref" FROM "Action" a
     WHERE ${where} AND a."ownerId" = ${personId}::uuid
     UNION
    SELECT a."id", a."dueOn", a."refSort", a."ref"
      FROM "ActionContributor" c JOIN "Action" a ON a."boardId" = c."boardId" AND a."id" = c."actionId"
     WHERE c."boardId" = ${board}::uuid AND c."personId" = ${personId}::uuid AND ${where}`
}

function fits(board: BoardId, { due }: PlainQuery, status: Prisma.Sql): Prisma.Sql {
  const dated = due ? Prisma.sql`AND a."dueOn" IS NOT NULL` : Prisma.empty
  const from = due?.from ? Prisma.sql`AND a."dueOn" >= ${due.from}::date` : Prisma.empty
  const to = due?.to ? Prisma.sql`AND a."dueOn" <= ${due.to}::date` : Prisma.empty
  return Prisma.sql`a."boardId" = ${board}::uuid AND ${status} ${dated} ${from} ${to}`
}

function anyStatus(query: PlainQuery): Prisma.Sql {
  return Prisma.sql`a."status" = ANY(${statusesOf(query)})`
}

function statusesOf({ statuses = actionStatuses }: PlainQuery): Prisma.Sql {
  return Prisma.sql`${[...statuses]}::"ActionStatus"[]`
}
