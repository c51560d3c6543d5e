import { addDays, type IsoDate } from '../calendar/date.ts'
import type { BoardId } from '../core/ids.ts'
import { openStatuses } from '../features/actions/lifecycle.ts'
import type { ActionStatus } from '../features/actions/schema.ts'
import type { BragScheme, RatingCondition } from '../features/boards/schema.ts'
import { type AskedOrganisation, type Mark, partsOfBoard, type Reckon } from '../features/glance/store.ts'
import { escapeLike } from './action-where.ts'
import { Prisma } from './generated/client.ts'

/** What stands between bodies, and between a body's id and what was written. */
export const betweenBodies = '\u001e'
export const withinBody = '\u001f'

/**
 * Everything that a board's figures are made of, in one statement: the actions are read once, each with its rating, and
 * counted in three ways. 'group': by rating and by the bodies they concern, of which there are few combinations however
 * many actions there are; which organisation is meant by which body is not for the database to ask of each row. 'late':
 * from which of the days on they were overdue, and until before which. 'due': by their date. Each row is of one part of
 * the board.
 */
export function reckoningOf(board: BoardId, asked: Reckon, parts: readonly number[] | null): Prisma.Sql {
  const { today, soonDays, days, due } = asked
  // Where all is counted, all is wanted: looking it up one by one would take longer.
  const ofBase = parts === null ? Prisma.empty : Prisma.sql`AND "actionId" IN (SELECT id FROM base)`
  const day = (date: IsoDate): Prisma.Sql => Prisma.sql`${date}::date`
  return Prisma.sql`
    WITH base AS MATERIALIZED (${base(board, asked, parts)}),
    named AS (
      SELECT "recommendationId" AS recommendation, ${bodies} AS bodies
        FROM "RecommendationOrganisation"
       WHERE "boardId" = ${board}::uuid ${isWithin('"recommendationId"', parts)}
       GROUP BY "recommendationId"),
    shared AS (
      SELECT "actionId" AS id, ${bodies} AS bodies
        FROM "ActionOrganisation"
       WHERE "boardId" = ${board}::uuid ${ofBase} GROUP BY "actionId")
    SELECT 'group' AS kind, part, rule AS at, NULL::date AS day,
           concat_ws(${betweenBodies}, lead, named.bodies, shared.bodies) AS bodies,
           ARRAY[count(*), count(*) FILTER (WHERE open), count(*) FILTER (WHERE open AND due < ${day(today)}),
                 count(*) FILTER (WHERE open AND due >= ${day(today)} AND due <= ${day(addDays(today, soonDays))}),
                 count(*) FILTER (WHERE open AND due IS NULL), count(*) FILTER (WHERE open AND unowned),
                 count(*) FILTER (WHERE complete)] AS counts
      FROM base LEFT JOIN named USING (recommendation) LEFT JOIN shared USING (id)
     GROUP BY part, rule, lead, named.bodies, shared.bodies
    UNION ALL
    SELECT 'late', part, late_from, NULL, '', ARRAY[late_until, count(*)]
      FROM (SELECT part, width_bucket(due, ${dates(days)}) AS late_from,
                   CASE WHEN open THEN ${days.length}::int
                        ELSE least(width_bucket(completed - 1, ${dates(days)}), ${days.length - 1}::int) END AS late_until
              FROM base WHERE due < ${day(today)} AND (open OR completed > ${day(days[0] ?? today)})) spans
     WHERE late_from < late_until GROUP BY part, late_from, late_until
    UNION ALL
    SELECT 'due', part, NULL, due, '', ARRAY[count(*)]
      FROM base WHERE open AND due >= ${day(due.from)} AND due <= ${day(due.to)} GROUP BY part, due`
}

/** The part of the board that a recommendation is in: by the first byte of its id, which is random. */
const partOf = (id: 'a."recommendationId"'): Prisma.Sql =>
  Prisma.raw(`get_byte(uuid_send(${id}), 0) / ${bytesOfPart}`)

const bytesOfPart = 256 / partsOfBoard

/** That a recommendation is in one of some parts: as ranges of ids, which an index knows. */
function isWithin(column: 'a."recommendationId"' | '"recommendationId"', parts: readonly number[] | null) {
  if (parts === null) return Prisma.empty
  const ranges = parts.map((part) => {
    const first = part * bytesOfPart
    return Prisma.sql`${Prisma.raw(column)} BETWEEN ${edge(first, '0')}::uuid AND ${edge(first + bytesOfPart - 1, 'f')}::uuid`
  })
  return Prisma.sql`AND (${Prisma.join(ranges, ' OR ')})`
}

/** '3f000000-0000-0000-0000-000000000000' for 63 and '0'. */
function edge(byte: number, rest: '0' | 'f'): string {
  const hex = byte.toString(16).padStart(2, '0').padEnd(32, rest)
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

/**
 * The parts of what a board's trail says since a mark; null for a line about more than one action. What digests do changes
 * no figure. A line of whoever was writing at the mark may have a lower number than lines that were there: it is known by
 * its writer. That no index knows, and it is rarely asked.
 */
export function partsSince(board: BoardId, { newest, writing }: Mark): Prisma.Sql {
  const late =
    writing.length === 0
      ? Prisma.empty
      : Prisma.sql`OR e.xmin = ANY(ARRAY(SELECT xid(w::xid8) FROM unnest(${[...writing]}::text[]) w))`
  return Prisma.sql`
    SELECT DISTINCT CASE WHEN e."subject" = 'action' THEN ${partOf('a."recommendationId"')} END AS part
      FROM "AuditEvent" e
      LEFT JOIN "Action" a ON a."boardId" = e."boardId" AND a."id" = e."subjectId"
     WHERE e."boardId" = ${board}::uuid AND (e."seq" > ${newest}::bigint ${late}) AND e."subject" <> 'digest'`
}

function base(
  board: BoardId,
  { scheme, today, reports, only }: Reckon,
  parts: readonly number[] | null,
): Prisma.Sql {
  const ofReports =
    reports === null
      ? Prisma.empty
      : Prisma.sql`AND a."recommendationId" IN (
          SELECT r."id" FROM "Recommendation" r
           WHERE r."boardId" = ${board}::uuid AND r."reportId" = ANY(${[...reports]}::uuid[]))`
  return Prisma.sql`
    SELECT a."id" AS id, a."recommendationId" AS recommendation, a."dueOn" AS due, a."completedOn" AS completed,
           a."ownerId" IS NULL AS unowned, ${open} AS open, ${isOneOf(complete)} AS complete,
           ${ruleOf(scheme, today)} AS rule, ${bodyOf('a."leadOrganisationId"', 'a."leadAsWritten"')} AS lead,
           ${partOf('a."recommendationId"')} AS part
      FROM "Action" a
     WHERE a."boardId" = ${board}::uuid ${isWithin('a."recommendationId"', parts)} ${ofReports} ${only ? concerning(board, only) : Prisma.empty}`
}

/** As a list filtered by an organisation finds them: led by it, shared with it, or of a recommendation that names it. */
function concerning(board: BoardId, { words, ids }: AskedOrganisation): Prisma.Sql {
  const like = `%${escapeLike(words)}%`
  const meant = (id: string, text: string): Prisma.Sql =>
    Prisma.sql`(${Prisma.raw(id)} = ANY(${[...ids]}::uuid[]) OR ${Prisma.raw(text)} ILIKE ${like})`
  const known = meant('"organisationId"', '"asWritten"')
  return Prisma.sql`
    AND (${meant('a."leadOrganisationId"', 'a."leadAsWritten"')}
         OR a."id" IN (
              SELECT "actionId" FROM "ActionOrganisation" WHERE "boardId" = ${board}::uuid AND ${known})
         OR a."recommendationId" IN (
              SELECT "recommendationId" FROM "RecommendationOrganisation"
               WHERE "boardId" = ${board}::uuid AND ${known}))`
}

const complete = ['complete', 'assured', 'embedded'] as const satisfies readonly ActionStatus[]

/** An organisation as it stands in a row, known or only written, as one text: nothing when there is neither. */
function bodyOf(id: string, text: string): Prisma.Sql {
  const plain = `translate(${text}, '${betweenBodies}', ' ')`
  return Prisma.raw(`nullif(concat(${id}, '${withinBody}', ${plain}), '${withinBody}')`)
}

const bodies = Prisma.sql`string_agg(${bodyOf('"organisationId"', '"asWritten"')}, ${Prisma.raw(`'${betweenBodies}'`)} ORDER BY "position")`

/**
 * The place of the first rule that holds. Where a column is empty a condition is neither true nor false, and the next
 * rule is asked: so an action without a date is never overdue.
 */
function ruleOf(scheme: BragScheme, today: IsoDate): Prisma.Sql {
  const rules = scheme.map(({ when }, rule) => {
    const any = Prisma.join(
      when.map((condition) => conditionOf(condition, today)),
      ' OR ',
    )
    return Prisma.sql`WHEN ${any} THEN ${rule}::int`
  })
  return Prisma.sql`CASE ${Prisma.join(rules, ' ')} END`
}

function conditionOf(condition: RatingCondition, today: IsoDate): Prisma.Sql {
  switch (condition.kind) {
    case 'any':
      return Prisma.sql`true`
    case 'overdue':
      return Prisma.sql`(${open} AND a."dueOn" < ${today}::date)`
    case 'outlook':
      return Prisma.sql`(${open} AND a."outlook" = ${condition.is}::"Outlook")`
    case 'status':
      return isOneOf(condition.in)
    case 'due soon and quiet': {
      const soon = Prisma.sql`a."dueOn" <= ${addDays(today, condition.dueWithinDays)}::date`
      const quietSince = Prisma.sql`${addDays(today, -condition.quietForDays)}::date`
      return Prisma.sql`(${open} AND ${soon} AND (a."lastProgressOn" IS NULL OR a."lastProgressOn" <= ${quietSince}))`
    }
  }
}

function isOneOf(statuses: readonly ActionStatus[]): Prisma.Sql {
  // The states are our own words, and part of the statement: a value that is compared so often is not to be looked up.
  return Prisma.raw(`a."status" IN (${statuses.map((status) => `'${status}'`).join(', ')})`)
}

const open = isOneOf(openStatuses)

function dates(days: readonly IsoDate[]): Prisma.Sql {
  return Prisma.sql`${[...days]}::date[]`
}
