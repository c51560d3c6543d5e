import { addDays, type IsoDate } from '../calendar/date.ts'
import type { BoardId } from '../core/ids.ts'
import { openStatuses } from '../features/actions/lifecycle.ts'
import type { ActionStatus } from '../features/actions/schema.ts'
import type { BragScheme, RatingCondition } from '../features/boards/schema.ts'
import type { Reckon } from '../features/glance/store.ts'
import { escapeLike } from './action-where.ts'
import { Prisma } from './generated/client.ts'

/**
 * Everything that a board's figures are made of, in one statement: the actions are read once, each with its rating, and
 * counted in several ways. A row is one figure or several of a kind: what it is, of what, and how many.
 */
export function reckoningOf(board: BoardId, asked: Reckon): Prisma.Sql {
  const { today, soonDays, days, due } = asked
  const day = (date: IsoDate): Prisma.Sql => Prisma.sql`${date}::date`
  return Prisma.sql`
    WITH ${base(board, asked)}, ${concerned(board, asked)},
    chosen AS (
      SELECT base.* FROM base ${asked.only ? Prisma.sql`WHERE id IN (SELECT id FROM concerned)` : Prisma.empty})
    SELECT 'all' AS kind, rule AS at, NULL::date AS day,
           ARRAY[count(*), count(*) FILTER (WHERE open), count(*) FILTER (WHERE open AND due < ${day(today)}),
                 count(*) FILTER (WHERE open AND due >= ${day(today)} AND due <= ${day(addDays(today, soonDays))}),
                 count(*) FILTER (WHERE open AND due IS NULL), count(*) FILTER (WHERE open AND unowned),
                 count(*) FILTER (WHERE complete)] AS counts
      FROM chosen GROUP BY rule
    UNION ALL
    SELECT 'organisation', concerned.place, NULL,
           ARRAY[rule, count(*), count(*) FILTER (WHERE open),
                 count(*) FILTER (WHERE open AND due < ${day(today)})]
      FROM concerned JOIN base USING (id) GROUP BY concerned.place, rule
    UNION ALL
    SELECT 'late', late_from, NULL, ARRAY[late_until, count(*)]
      FROM (SELECT width_bucket(due, ${dates(days)}) AS late_from,
                   CASE WHEN open THEN ${days.length}::int
                        ELSE least(width_bucket(completed - 1, ${dates(days)}), ${days.length - 1}::int) END AS late_until
              FROM chosen WHERE due < ${day(today)} AND (open OR completed > ${day(days[0] ?? today)})) spans
     WHERE late_from < late_until GROUP BY late_from, late_until
    UNION ALL
    SELECT 'due', NULL, due, ARRAY[count(*)]
      FROM chosen WHERE open AND due >= ${day(due.from)} AND due <= ${day(due.to)} GROUP BY due`
}

function base(board: BoardId, { scheme, today, reports }: Reckon): Prisma.Sql {
  const ofReports =
    reports === null
      ? Prisma.empty
      : Prisma.sql`AND a."recommendationId" IN (
          SELECT r."id" FROM "Recommendation" r
           WHERE r."boardId" = ${board}::uuid AND r."reportId" = ANY(${[...reports]}::uuid[]))`
  return Prisma.sql`
    base AS MATERIALIZED (
      SELECT a."id" AS id, a."recommendationId" AS recommendation, a."dueOn" AS due, a."completedOn" AS completed,
             a."ownerId" IS NULL AS unowned, ${open} AS open, ${isOneOf(complete)} AS complete,
             ${ruleOf(scheme, today)} AS rule, ${bodyOf('a."leadOrganisationId"', 'a."leadAsWritten"')} AS body
        FROM "Action" a WHERE a."boardId" = ${board}::uuid ${ofReports})`
}

const complete = ['complete', 'assured', 'embedded'] as const satisfies readonly ActionStatus[]

/**
 * Which actions concern which of the organisations, as a list filtered by one finds them: led by it, shared with it, or
 * under a recommendation that names it; by its id, or by words where only a text was written. What is written is
 * compared once for each text there is, not once for each action.
 */
function concerned(board: BoardId, { organisations }: Reckon): Prisma.Sql {
  const places = [...organisations.keys()]
  const patterns = organisations.map(({ words }) => `%${escapeLike(words)}%`)
  const pairs = organisations.flatMap(({ ids }, place) => ids.map((id) => ({ place, id })))
  const written = bodyOf('"organisationId"', '"asWritten"')
  return Prisma.sql`
    written AS (
      SELECT "leadOrganisationId" AS organisation, "leadAsWritten" AS text FROM "Action" WHERE "boardId" = ${board}::uuid
      UNION SELECT "organisationId", "asWritten" FROM "ActionOrganisation" WHERE "boardId" = ${board}::uuid
      UNION SELECT "organisationId", "asWritten" FROM "RecommendationOrganisation" WHERE "boardId" = ${board}::uuid),
    meant AS MATERIALIZED (
      SELECT ${bodyOf('written.organisation', 'written.text')} AS body, asked.place
        FROM written
        JOIN unnest(${places}::int[], ${patterns}::text[]) AS asked(place, pattern)
          ON written.text ILIKE asked.pattern
          OR (asked.place, written.organisation) IN (
               SELECT * FROM unnest(${pairs.map(({ place }) => place)}::int[], ${pairs.map(({ id }) => id)}::uuid[]))),
    concerned AS (
      SELECT base.id, meant.place FROM base JOIN meant USING (body)
      UNION
      SELECT shared."actionId", meant.place
        FROM (SELECT "actionId", ${written} AS body FROM "ActionOrganisation" WHERE "boardId" = ${board}::uuid) shared
        JOIN meant USING (body)
      UNION
      SELECT base.id, meant.place
        FROM (SELECT "recommendationId" AS recommendation, ${written} AS body
                FROM "RecommendationOrganisation" WHERE "boardId" = ${board}::uuid) named
        JOIN meant USING (body) JOIN base USING (recommendation))`
}

/** An organisation as it stands in a row, known or only written, as one text to join by. */
function bodyOf(id: string, text: string): Prisma.Sql {
  return Prisma.raw(`concat(${id}, ' ', ${text})`)
}

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
