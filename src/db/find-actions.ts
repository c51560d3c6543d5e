import { z } from 'zod'
import type { BoardId } from '../core/ids.ts'
import { openStatuses } from '../features/actions/lifecycle.ts'
import { actionStatuses, outlooks } from '../features/actions/schema.ts'
import type { Likely, Typed } from '../features/actions/store.ts'
import type { Queries } from './client.ts'
import { dateOrNull } from './dates.ts'
import { Prisma } from './generated/client.ts'

const date = z.date().nullable().transform(dateOrNull)

const rows = z.array(
  z
    .object({
      ref: z.string(),
      text: z.string(),
      status: z.enum(actionStatuses),
      outlook: z.enum(outlooks),
      dueOn: date,
      duePrecision: z.enum(['day', 'month']).nullable(),
      lastProgressOn: date,
      completedOn: date,
      ownerAsWritten: z.string().nullable(),
      ownerId: z.string().nullable(),
      ownerName: z.string().nullable(),
      theirs: z.boolean(),
    })
    .transform(
      ({ ownerId, ownerName, ...row }): Likely => ({
        ...row,
        owner: ownerId && ownerName ? { id: ownerId, name: ownerName } : null,
      }),
    ),
)

/** The words of a text, exactly as the indexes of the migration 'finding_actions' have them. */
const wordsOf = (table: 'a' | 'r'): Prisma.Sql =>
  Prisma.raw(`to_tsvector('simple', translate(${table}."text", '-–—/.:_@+’''', '           '))`)

/** Of what each way finds, so many are put in order: more are never read, and a person who types on needs no more. */
const most = 100

/**
 * Finds what somebody may mean who is still typing. Each way in is an index with a limit of its own, the reader's own
 * and the open ones apart, so that a beginning which a hundred thousand texts share costs no more than a rare one and
 * still shows theirs first. Words are compared as written: a stemmed index would lose a word shortly before its end.
 */
export async function findActions(
  db: Queries,
  board: BoardId,
  { reference, words, personId }: Typed,
  limit: number,
): Promise<Likely[]> {
  const asked = words.length > 0 ? words.map((word) => `'${word.replace(/['\\]/g, '')}':*`).join(' & ') : null
  const from = reference?.toLowerCase() ?? null
  // After every reference that begins so, in the order of the index.
  const to = from && `${from}\u{10FFFF}`
  const open = [...openStatuses]
  const found = await db.$queryRaw`
    WITH hit AS (
      (SELECT a."id" FROM "Action" a
        WHERE a."boardId" = ${board}::uuid
          AND lower(a."ref") COLLATE "C" >= ${from} AND lower(a."ref") COLLATE "C" < ${to}
        ORDER BY lower(a."ref") COLLATE "C" LIMIT ${3 * most})
      UNION
      (SELECT a."id" FROM "Action" a
        WHERE a."boardId" = ${board}::uuid AND a."ownerId" = ${personId}::uuid
          AND ${wordsOf('a')} @@ to_tsquery('simple', ${asked}) LIMIT ${most})
      UNION
      (SELECT a."id" FROM "ActionContributor" c
         JOIN "Action" a ON a."boardId" = c."boardId" AND a."id" = c."actionId"
        WHERE c."boardId" = ${board}::uuid AND c."personId" = ${personId}::uuid
          AND ${wordsOf('a')} @@ to_tsquery('simple', ${asked}) LIMIT ${most})
      UNION
      (SELECT a."id" FROM "Action" a
        WHERE a."boardId" = ${board}::uuid AND a."status" = ANY(${open}::text[]::"ActionStatus"[])
          AND ${wordsOf('a')} @@ to_tsquery('simple', ${asked}) LIMIT ${most})
      UNION
      (SELECT a."id" FROM "Action" a
        WHERE a."boardId" = ${board}::uuid
          AND ${wordsOf('a')} @@ to_tsquery('simple', ${asked}) LIMIT ${most})
      UNION
      (SELECT a."id"
         FROM (SELECT r."boardId", r."id" FROM "Recommendation" r
                WHERE r."boardId" = ${board}::uuid
                  AND ${wordsOf('r')} @@ to_tsquery('simple', ${asked}) LIMIT ${most}) said
         JOIN "Action" a ON a."boardId" = said."boardId" AND a."recommendationId" = said."id" LIMIT ${3 * most})
    ),
    ranked AS (
      SELECT a."ref", a."refSort", a."text", a."status"::text, a."outlook"::text, a."dueOn", a."duePrecision"::text,
             a."lastProgressOn", a."completedOn", a."ownerAsWritten", a."ownerId", p."displayName" AS "ownerName",
             a."ownerId" IS NOT DISTINCT FROM ${personId}::uuid
               OR EXISTS (SELECT 1 FROM "ActionContributor" c WHERE c."boardId" = a."boardId"
                            AND c."actionId" = a."id" AND c."personId" = ${personId}::uuid) AS theirs
        FROM hit JOIN "Action" a ON a."boardId" = ${board}::uuid AND a."id" = hit."id"
        LEFT JOIN "Person" p ON p."boardId" = a."boardId" AND p."id" = a."ownerId"
    )
    SELECT * FROM ranked
     ORDER BY (lower("ref") = ${from}) DESC NULLS LAST, theirs DESC, ("status" = ANY(${open}::text[])) DESC, "refSort", "ref"
     LIMIT ${limit}`
  return rows.parse(found)
}
