import { z } from 'zod'
import type { BoardId, Id } from '../core/ids.ts'
import { type ActionSummary, actionStatuses, outlooks } from '../features/actions/schema.ts'
import type { Queries } from './client.ts'
import { dateOrNull } from './dates.ts'
import { Prisma } from './generated/client.ts'

const text = z.string()
const textOrNull = z.string().nullable()
const day = z.date().nullable().transform(dateOrNull)

const summaryRow = z.object({
  id: text,
  ref: text,
  text,
  status: z.enum(actionStatuses),
  outlook: z.enum(outlooks),
  outlookReason: textOrNull,
  dueOn: day,
  originalDueOn: day,
  dueAsWritten: textOrNull,
  duePrecision: z.enum(['day', 'month']).nullable(),
  lastProgressOn: day,
  completedOn: day,
  version: z.number(),
  ownerId: textOrNull,
  ownerName: textOrNull,
  ownerAsWritten: textOrNull,
  lead: textOrNull,
  recommendationId: text,
  recommendationRef: text,
  recommendationText: text,
  joint: z.boolean().nullable(),
  reportId: text,
  reportTitle: text,
  reportKind: text,
  reportArea: textOrNull,
  reportMarking: textOrNull,
  noteAt: z.date().nullable(),
  noteText: textOrNull,
  noteAuthor: textOrNull,
  total: z.coerce.number().nullable(),
})

/** What a list shows of these actions, in the order of their ids. */
export async function readSummaries(
  db: Queries,
  board: BoardId,
  ids: readonly Id[],
): Promise<ActionSummary[]> {
  if (ids.length === 0) return []
  const asked = Prisma.sql`
    SELECT *, NULL::bigint AS total FROM unnest(${[...ids]}::uuid[]) WITH ORDINALITY AS given(id, place)`
  return readPage(db, board, asked)
}

/** What a list shows of the actions of a query of ids and places. */
export async function readPage(db: Queries, board: BoardId, asked: Prisma.Sql): Promise<ActionSummary[]> {
  return (await readCounted(db, board, asked)).actions
}

/**
 * The same with the query's own total, where it has one and there is a row to tell it: everything in one statement.
 * Prisma would send one for each table that an action hangs on, and read every progress note that was ever written to
 * find the last.
 */
export async function readCounted(
  db: Queries,
  board: BoardId,
  asked: Prisma.Sql,
): Promise<{ total: number | null; actions: ActionSummary[] }> {
  const found = await db.$queryRaw`
    SELECT a."id", a."ref", a."text", a."status"::text AS status, a."outlook"::text AS outlook, a."outlookReason",
           a."dueOn", a."originalDueOn", a."dueAsWritten", a."duePrecision"::text AS "duePrecision",
           a."lastProgressOn", a."completedOn", a."version", a."ownerAsWritten",
           a."ownerId", owner."displayName" AS "ownerName", coalesce(lead."name", a."leadAsWritten") AS lead,
           r."id" AS "recommendationId", r."ref" AS "recommendationRef", r."text" AS "recommendationText", r."joint",
           report."id" AS "reportId", report."title" AS "reportTitle", report."kind" AS "reportKind",
           report."area" AS "reportArea", report."marking" AS "reportMarking",
           note."at" AS "noteAt", note."narrative" AS "noteText", author."displayName" AS "noteAuthor",
           asked.total
      FROM (${asked}) asked
      JOIN "Action" a ON a."boardId" = ${board}::uuid AND a."id" = asked.id
      JOIN "Recommendation" r ON r."boardId" = a."boardId" AND r."id" = a."recommendationId"
      JOIN "Report" report ON report."boardId" = r."boardId" AND report."id" = r."reportId"
      LEFT JOIN "Person" owner ON owner."boardId" = a."boardId" AND owner."id" = a."ownerId"
      LEFT JOIN "Organisation" lead ON lead."boardId" = a."boardId" AND lead."id" = a."leadOrganisationId"
      LEFT JOIN LATERAL (
        SELECT u."at", u."narrative", u."authorId" FROM "ProgressUpdate" u
         WHERE u."boardId" = a."boardId" AND u."actionId" = a."id"
         ORDER BY u."at" DESC, u."id" DESC LIMIT 1) note ON true
      LEFT JOIN "Person" author ON author."boardId" = a."boardId" AND author."id" = note."authorId"
     ORDER BY asked.place`
  const rows = z.array(summaryRow).parse(found)
  return { total: rows[0]?.total ?? null, actions: rows.map(toSummary) }
}

function toSummary(row: z.infer<typeof summaryRow>): ActionSummary {
  return {
    id: row.id,
    ref: row.ref,
    text: row.text,
    status: row.status,
    outlook: row.outlook,
    outlookReason: row.outlookReason,
    dueOn: row.dueOn,
    originalDueOn: row.originalDueOn,
    dueAsWritten: row.dueAsWritten,
    duePrecision: row.duePrecision,
    lastProgressOn: row.lastProgressOn,
    completedOn: row.completedOn,
    version: row.version,
    owner: row.ownerId !== null && row.ownerName !== null ? { id: row.ownerId, name: row.ownerName } : null,
    ownerAsWritten: row.ownerAsWritten,
    leadOrganisation: row.lead,
    recommendation: {
      id: row.recommendationId,
      ref: row.recommendationRef,
      text: row.recommendationText,
      joint: row.joint,
    },
    report: {
      id: row.reportId,
      title: row.reportTitle,
      kind: row.reportKind,
      area: row.reportArea,
      marking: row.reportMarking,
    },
    lastProgress:
      row.noteAt !== null && row.noteText !== null && row.noteAuthor !== null
        ? { at: row.noteAt, narrative: row.noteText, author: row.noteAuthor }
        : null,
  }
}
