import { addDays, type IsoDate } from '../calendar/date.ts'
import type { BoardId, Id } from '../core/ids.ts'
import { nameKey } from '../core/text.ts'
import { openStatuses } from '../features/actions/lifecycle.ts'
import type { ActionQuery } from '../features/actions/store.ts'
import type { BragScheme, RatingCondition, RatingRule } from '../features/boards/schema.ts'
import type { Queries } from './client.ts'
import { columnDate } from './dates.ts'
import type { Prisma } from './generated/client.ts'

const open = { in: [...openStatuses] }

/**
 * What no row, and what every row satisfies. Prisma leaves out empty conditions ({}, OR: []) wherever they are nested,
 * so that neither could be said with one: `OR: []` would find everything.
 */
const never = { id: { in: [] } } satisfies Prisma.ActionWhereInput & Prisma.OrganisationWhereInput
const always = { NOT: never } satisfies Prisma.ActionWhereInput

/**
 * The condition that gives exactly the actions a list asks for.
 * An organisation's names are looked up first, so that the main query needs no join it cannot index.
 */
export async function whereActions(
  db: Queries,
  board: BoardId,
  query: ActionQuery,
  today: IsoDate,
): Promise<Prisma.ActionWhereInput> {
  const and: Prisma.ActionWhereInput[] = []
  if (query.statuses) and.push({ status: { in: [...query.statuses] } })
  if (query.ownerNamed) {
    const like = { contains: escapeLike(query.ownerNamed.asWritten), mode: 'insensitive' } as const
    and.push({
      OR: [{ ownerId: { in: [...query.ownerNamed.ids] } }, { ownerId: null, ownerAsWritten: like }],
    })
  }
  if (query.involves) and.push(involving(board, query.involves))
  if (query.organisation !== undefined) and.push(await withOrganisation(db, board, query.organisation))
  if (query.ledBy) and.push(await ledBy(db, board, query.ledBy))
  if (query.report !== undefined) and.push({ recommendation: { report: reportLike(query.report) } })
  if (query.rating) and.push(whereRated(query.rating.colours, query.rating.scheme, today))
  if (query.due) {
    const { from, to } = query.due
    and.push({
      dueOn: {
        not: null,
        ...(from ? { gte: columnDate(from) } : {}),
        ...(to ? { lte: columnDate(to) } : {}),
      },
    })
  }
  if (query.unowned) and.push({ ownerId: null })
  if (query.undated) and.push({ dueOn: null })
  if (query.joint) and.push({ recommendation: { joint: true } })
  for (const word of query.words ?? []) {
    const like = { contains: escapeLike(word), mode: 'insensitive' } as const
    and.push({
      OR: [{ text: like }, { ref: like }, { ownerAsWritten: like }, { recommendation: { text: like } }],
    })
  }
  return { boardId: board, AND: and }
}

/** Looked up within the statement: what a person has contributed to grows for years, and would go over the wire each time. */
function involving(board: BoardId, personId: Id): Prisma.ActionWhereInput {
  return { OR: [{ ownerId: personId }, { contributors: { some: { boardId: board, personId } } }] }
}

async function ledBy(
  db: Queries,
  board: BoardId,
  lead: NonNullable<ActionQuery['ledBy']>,
): Promise<Prisma.ActionWhereInput> {
  if ('organisationId' in lead) return { leadOrganisationId: lead.organisationId }
  const like = { contains: escapeLike(lead.words), mode: 'insensitive' } as const
  return {
    OR: [
      { leadOrganisationId: { in: await organisationsLike(db, board, lead.words) } },
      { leadAsWritten: like },
    ],
  }
}

async function organisationsLike(db: Queries, board: BoardId, words: string): Promise<Id[]> {
  const found = await db.organisation.findMany({
    where: { boardId: board, ...organisationLike(words) },
    select: { id: true },
  })
  return found.map(({ id }) => id)
}

async function withOrganisation(
  db: Queries,
  board: BoardId,
  words: string,
): Promise<Prisma.ActionWhereInput> {
  const ids = await organisationsLike(db, board, words)
  const like = { contains: escapeLike(words), mode: 'insensitive' } as const
  return {
    OR: [
      { leadOrganisationId: { in: ids } },
      { leadAsWritten: like },
      { sharedWith: { some: { OR: [{ organisationId: { in: ids } }, { asWritten: like }] } } },
      {
        recommendation: {
          organisations: { some: { OR: [{ organisationId: { in: ids } }, { asWritten: like }] } },
        },
      },
    ],
  }
}

/** Organisations whose name has these words, or whose alias they are. Signs alone name nobody. */
export function organisationLike(words: string): Prisma.OrganisationWhereInput {
  const key = nameKey(words)
  if (key === '') return never
  return { OR: [{ nameKey: { contains: key } }, { aliases: { some: { aliasKey: key } } }] }
}

/** Reports whose title or area has these words; a name that a list has cut short still finds its own. */
export function reportLike(words: string): Prisma.ReportWhereInput {
  const parts = words.replace(/…/g, ' ').split(/\s+/).filter(Boolean).slice(0, 12)
  return {
    AND: parts.map((part) => {
      const like = { contains: escapeLike(part), mode: 'insensitive' } as const
      return { OR: [{ title: like }, { area: like }, { kind: like }] }
    }),
  }
}

/** % and _ are letters in what a person typed, not wild cards. */
export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, (letter) => `\\${letter}`)
}

/**
 * The rating rules as a query: a row has a rule's colour when the rule holds and no earlier one does.
 * Every comparison with a column that may be empty is guarded by 'is not null': SQL's unknown would otherwise
 * survive the negation and lose the row from every colour.
 */
export function whereRated(
  colours: readonly RatingRule['colour'][],
  scheme: BragScheme,
  today: IsoDate,
): Prisma.ActionWhereInput {
  const ways = scheme.flatMap((rule, index) =>
    colours.includes(rule.colour)
      ? [
          {
            AND: [
              whereAny(rule.when, today),
              ...scheme.slice(0, index).map((earlier) => ({ NOT: whereAny(earlier.when, today) })),
            ],
          },
        ]
      : [],
  )
  return ways.length > 0 ? { OR: ways } : never
}

function whereAny(conditions: readonly RatingCondition[], today: IsoDate): Prisma.ActionWhereInput {
  return { OR: conditions.map((condition) => whereCondition(condition, today)) }
}

function whereCondition(condition: RatingCondition, today: IsoDate): Prisma.ActionWhereInput {
  switch (condition.kind) {
    case 'any':
      return always
    case 'overdue':
      return { status: open, dueOn: { not: null, lt: columnDate(today) } }
    case 'outlook':
      return { status: open, outlook: condition.is }
    case 'status':
      return { status: { in: condition.in } }
    case 'due soon and quiet': {
      const quietSince = columnDate(addDays(today, -condition.quietForDays))
      return {
        status: open,
        dueOn: { not: null, lte: columnDate(addDays(today, condition.dueWithinDays)) },
        OR: [{ lastProgressOn: null }, { lastProgressOn: { not: null, lte: quietSince } }],
      }
    }
  }
}
