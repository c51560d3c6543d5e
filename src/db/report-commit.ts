import { randomUUID } from 'node:crypto'
import type { IsoDate } from '../calendar/date.ts'
import type { BoardId, Id } from '../core/ids.ts'
import type { By } from '../features/actions/store.ts'
import type { Draft } from '../features/reports/import/schema.ts'
import { allocateReferences } from '../features/reports/references.ts'
import type { Imported } from '../features/reports/store.ts'
import { appendAudit } from './audit.ts'
import type { Queries } from './client.ts'
import { columnDateOrNull } from './dates.ts'
import { resolveNames } from './report-names.ts'
import { writeActions, writeFindings, writeRecommendations } from './report-rows.ts'

/**
 * Writes a reviewed draft in the caller's transaction. The unique key on the file's sha256 decides when two people
 * import one file at the same moment: the second is told, and nothing of theirs is written.
 */
export async function commitDraft(
  tx: Queries,
  board: BoardId,
  draft: Draft,
  receivedOn: IsoDate | null,
  by: By,
  onStep: (done: number, all: number) => void,
): Promise<Imported> {
  // Reference allocation reads what is taken: imports of one board go one after another. 'No key', so that rows
  // which merely belong to the board can be added meanwhile.
  await tx.$queryRaw`SELECT 1 FROM "Board" WHERE "id" = ${board}::uuid FOR NO KEY UPDATE`
  const known = await tx.report.findUnique({
    where: { boardId_sourceSha256: { boardId: board, sourceSha256: draft.source.sha256 } },
    select: { title: true, importedAt: true },
  })
  if (known) return { ok: false, reason: 'already', ...known }
  const steps = stepCounter(
    draft.findings.length + draft.recommendations.length + draft.actions.length,
    onStep,
  )
  const reportId = await writeReport(tx, board, draft, receivedOn, by)
  const writing = { tx, board, by, reportId, draft, steps }
  await writeFindings(writing)
  const names = await resolveNames(tx, board, draft)
  const references = allocateReferences(draft, await takenReferences(tx, board))
  const settled = { ...writing, names, references }
  await writeActions(settled, await writeRecommendations(settled))
  await appendAudit(tx, board, by, [
    {
      what: 'imported',
      subject: 'report',
      subjectId: reportId,
      subjectRef: draft.report.title.slice(0, 200),
      after: {
        file: draft.source.name,
        sha256: draft.source.sha256,
        recommendations: draft.recommendations.length,
        actions: draft.actions.length,
        findings: draft.findings.length,
      },
    },
  ])
  return { ok: true, reportId, ...references, findings: draft.findings.length }
}

function stepCounter(all: number, onStep: (done: number, all: number) => void): (more: number) => void {
  let finished = 0
  return (more) => {
    finished += more
    onStep(finished, all)
  }
}

async function writeReport(
  tx: Queries,
  board: BoardId,
  draft: Draft,
  receivedOn: IsoDate | null,
  by: By,
): Promise<Id> {
  const { report, source } = draft
  const id = randomUUID()
  await tx.report.create({
    data: {
      boardId: board,
      id,
      title: report.title,
      kind: report.kind,
      area: report.area,
      regulator: report.regulator,
      inspectedFrom: columnDateOrNull(report.inspectedFrom),
      inspectedTo: columnDateOrNull(report.inspectedTo),
      publishedOn: columnDateOrNull(report.publishedOn),
      receivedOn: columnDateOrNull(receivedOn),
      commissioningBody: report.commissioningBody,
      inspector: report.inspector,
      providers: report.providers,
      marking: report.marking,
      sourceName: source.name,
      sourceSha256: source.sha256,
      sourceFormat: source.format,
      responseDays: report.responseClock?.workingDays ?? null,
      responseFrom: columnDateOrNull(report.responseClock?.from ?? null),
      responseDueOn: columnDateOrNull(report.responseClock?.dueOn ?? null),
      responseProvisional: report.responseClock?.provisional ?? false,
      flags: report.flags,
      unrecognised: draft.unrecognised,
      importedAt: by.at,
      importedById: by.personId,
    },
  })
  await tx.judgement.createMany({
    data: report.judgements.map((judgement, position) => ({
      boardId: board,
      id: randomUUID(),
      reportId: id,
      position,
      ...judgement,
    })),
  })
  return id
}

/** Every reference and prefix the board uses, so that none is given twice. */
async function takenReferences(tx: Queries, board: BoardId): Promise<Set<string>> {
  const select = { where: { boardId: board }, select: { ref: true } } as const
  const rows = [...(await tx.recommendation.findMany(select)), ...(await tx.action.findMany(select))]
  return new Set(
    rows.flatMap(({ ref }) => (ref.includes('-') ? [ref, ref.slice(0, ref.indexOf('-'))] : [ref])),
  )
}
