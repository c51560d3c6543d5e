import type { BoardId } from '../core/ids.ts'
import { naturalKey } from '../core/text.ts'
import type {
  RecommendationQuery,
  RecommendationStore,
  RecommendationSummary,
} from '../features/recommendations/store.ts'
import { flagsColumn } from './action-rows.ts'
import { escapeLike, organisationLike, reportLike } from './action-where.ts'
import { columnDate, dateOrNull } from './dates.ts'
import type { Prisma, PrismaClient } from './generated/client.ts'
import { searchBoard } from './search.ts'

const summarySelect = {
  id: true,
  ref: true,
  text: true,
  timescaleRaw: true,
  dueOn: true,
  joint: true,
  organisations: {
    select: { asWritten: true, organisation: { select: { name: true } } },
    orderBy: { position: 'asc' },
  },
  report: { select: { id: true, title: true, kind: true, area: true, marking: true, sourceName: true } },
  actions: {
    select: {
      ref: true,
      text: true,
      status: true,
      outlook: true,
      dueOn: true,
      duePrecision: true,
      lastProgressOn: true,
      completedOn: true,
      ownerAsWritten: true,
      owner: { select: { id: true, displayName: true } },
    },
    orderBy: { refSort: 'asc' },
  },
} as const satisfies Prisma.RecommendationSelect

function toSummary(
  row: Prisma.RecommendationGetPayload<{ select: typeof summarySelect }>,
): RecommendationSummary {
  return {
    id: row.id,
    ref: row.ref,
    text: row.text,
    timescaleRaw: row.timescaleRaw,
    dueOn: dateOrNull(row.dueOn),
    joint: row.joint,
    organisations: row.organisations.map(({ asWritten, organisation }) => organisation?.name ?? asWritten),
    report: {
      id: row.report.id,
      title: row.report.title,
      kind: row.report.kind,
      area: row.report.area,
      marking: row.report.marking,
    },
    actions: row.actions.map((action) => ({
      ...action,
      dueOn: dateOrNull(action.dueOn),
      lastProgressOn: dateOrNull(action.lastProgressOn),
      completedOn: dateOrNull(action.completedOn),
      owner: action.owner && { id: action.owner.id, name: action.owner.displayName },
    })),
  }
}

function whereRecommendations(board: BoardId, query: RecommendationQuery): Prisma.RecommendationWhereInput {
  const and: Prisma.RecommendationWhereInput[] = []
  if (query.organisation !== undefined) {
    const like = { contains: escapeLike(query.organisation), mode: 'insensitive' } as const
    const known = { organisation: organisationLike(query.organisation) }
    and.push({ organisations: { some: { OR: [{ asWritten: like }, known] } } })
  }
  if (query.report !== undefined) and.push({ report: reportLike(query.report) })
  if (query.joint) and.push({ joint: true })
  if (query.withoutAction) and.push({ actions: { none: {} } })
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
  for (const word of query.words ?? []) {
    const like = { contains: escapeLike(word), mode: 'insensitive' } as const
    and.push({ OR: [{ text: like }, { ref: like }] })
  }
  return { boardId: board, AND: and }
}

/** Recommendations in the database. */
export function createRecommendationStore(prisma: PrismaClient): RecommendationStore {
  return {
    async list(board, query, slice) {
      const rows = await prisma.recommendation.findMany({
        where: whereRecommendations(board, query),
        select: summarySelect,
        orderBy: [{ refSort: 'asc' }, { ref: 'asc' }],
        skip: slice.offset,
        take: slice.limit,
      })
      return rows.map(toSummary)
    },
    count: (board, query) => prisma.recommendation.count({ where: whereRecommendations(board, query) }),
    async byRef(board, ref) {
      const row = await prisma.recommendation.findUnique({
        where: { boardId_ref: { boardId: board, ref } },
        select: {
          ...summarySelect,
          jointBasis: true,
          baseDate: true,
          baseBasis: true,
          line: true,
          flags: true,
        },
      })
      if (!row) return null
      return {
        ...toSummary(row),
        jointBasis: row.jointBasis,
        baseDate: dateOrNull(row.baseDate),
        baseBasis: row.baseBasis,
        line: row.line,
        sourceName: row.report.sourceName,
        flags: flagsColumn.parse(row.flags),
      }
    },
    async refsLike(board, ref) {
      const rows = await prisma.recommendation.findMany({
        where: { boardId: board, refSort: { startsWith: naturalKey(ref).slice(0, 6) } },
        select: { ref: true },
        orderBy: { refSort: 'asc' },
        take: 200,
      })
      return rows.map((row) => row.ref)
    },
    search: (board, words, slice) => searchBoard(prisma, board, words, slice),
  }
}
