import { z } from 'zod'
import type { BoardId } from '../core/ids.ts'
import { openStatuses } from '../features/actions/lifecycle.ts'
import type { ReportStore, ReportSummary } from '../features/reports/store.ts'
import { flagsColumn } from './action-rows.ts'
import type { Queries } from './client.ts'
import { dateOrNull } from './dates.ts'
import type { Prisma, PrismaClient } from './generated/client.ts'
import { readReportClocks, reportOrder, setClock } from './report-clocks.ts'
import { commitDraft } from './report-commit.ts'

const summarySelect = {
  id: true,
  title: true,
  kind: true,
  area: true,
  publishedOn: true,
  marking: true,
  responseDays: true,
  responseDueOn: true,
  responseProvisional: true,
  responseKind: true,
  responseSentOn: true,
  _count: { select: { recommendations: true, findings: true } },
} as const satisfies Prisma.ReportSelect

const detailSelect = {
  ...summarySelect,
  regulator: true,
  inspectedFrom: true,
  inspectedTo: true,
  receivedOn: true,
  responseFrom: true,
  commissioningBody: true,
  inspector: true,
  providers: true,
  judgements: { select: { section: true, label: true, grade: true }, orderBy: { position: 'asc' } },
  sourceName: true,
  importedAt: true,
  flags: true,
  unrecognised: true,
} as const satisfies Prisma.ReportSelect

const unrecognisedColumn = z
  .array(z.object({ line: z.number(), text: z.string(), readAs: z.string().nullable().default(null) }))
  .catch([])

async function toSummary(
  db: Queries,
  board: BoardId,
  row: Prisma.ReportGetPayload<{ select: typeof summarySelect }>,
): Promise<ReportSummary> {
  const inReport = { boardId: board, recommendation: { boardId: board, reportId: row.id } }
  const [actions, openActions] = await Promise.all([
    db.action.count({ where: inReport }),
    db.action.count({ where: { ...inReport, status: { in: [...openStatuses] } } }),
  ])
  return {
    id: row.id,
    title: row.title,
    kind: row.kind,
    area: row.area,
    publishedOn: dateOrNull(row.publishedOn),
    marking: row.marking,
    recommendations: row._count.recommendations,
    actions,
    openActions,
    responseDays: row.responseDays,
    responseDueOn: dateOrNull(row.responseDueOn),
    responseProvisional: row.responseProvisional,
    responseKind: row.responseKind,
    responseSentOn: dateOrNull(row.responseSentOn),
  }
}

/** Reports and plans in the database. */
export function createReportStore(prisma: PrismaClient): ReportStore {
  return {
    async list(board) {
      const rows = await prisma.report.findMany({
        where: { boardId: board },
        select: summarySelect,
        orderBy: [...reportOrder],
      })
      return Promise.all(rows.map((row) => toSummary(prisma, board, row)))
    },
    async get(board, id) {
      const row = await prisma.report.findUnique({
        where: { boardId_id: { boardId: board, id } },
        select: detailSelect,
      })
      if (!row) return null
      return {
        ...(await toSummary(prisma, board, row)),
        regulator: row.regulator,
        inspectedFrom: dateOrNull(row.inspectedFrom),
        inspectedTo: dateOrNull(row.inspectedTo),
        receivedOn: dateOrNull(row.receivedOn),
        responseFrom: dateOrNull(row.responseFrom),
        commissioningBody: row.commissioningBody,
        inspector: row.inspector,
        providers: row.providers,
        judgements: row.judgements,
        findings: row._count.findings,
        sourceName: row.sourceName,
        importedAt: row.importedAt,
        flags: flagsColumn.parse(row.flags),
        unrecognised: unrecognisedColumn.parse(row.unrecognised),
      }
    },
    bySha256: (board, sha256) =>
      prisma.report.findUnique({
        where: { boardId_sourceSha256: { boardId: board, sourceSha256: sha256 } },
        select: { title: true, importedAt: true },
      }),
    clocks: (board) => readReportClocks(prisma, board),
    setClock: (board, change, by) => prisma.$transaction((tx) => setClock(tx, board, change, by)),
    commit: (board, draft, receivedOn, by, onStep) =>
      prisma.$transaction(
        (tx) => commitDraft(tx, board, draft, receivedOn, by, onStep ?? (() => undefined)),
        {
          timeout: 120_000,
        },
      ),
  }
}
