import { randomUUID } from 'node:crypto'
import type { IsoDate } from '../calendar/date.ts'
import type { BoardId, Id } from '../core/ids.ts'
import { nameKey, naturalKey } from '../core/text.ts'
import type { By } from '../features/actions/store.ts'
import type { Draft } from '../features/reports/import/schema.ts'
import { allocateReferences, type References, recommendationIndex } from '../features/reports/references.ts'
import type { Imported } from '../features/reports/store.ts'
import { appendAudit } from './audit.ts'
import type { Queries } from './client.ts'
import { columnDate, columnDateOrNull } from './dates.ts'
import { findOrAddOrganisation } from './organisations.ts'

/** Rows a statement: PostgreSQL takes 65,535 parameters at most, and progress is worth showing. */
const chunk = 500

type Names = { people: ReadonlyMap<string, Id>; organisations: ReadonlyMap<string, Id> }

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
  // Reference allocation reads what is taken: imports of one board go one after another.
  await tx.$queryRaw`SELECT 1 FROM "Board" WHERE "id" = ${board}::uuid FOR UPDATE`
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
  await writeFindings(tx, board, reportId, draft, steps)
  const names = await resolveNames(tx, board, draft)
  const references = allocateReferences(draft, await takenReferences(tx, board))
  const recommendationIds = await writeRecommendations(
    tx,
    board,
    reportId,
    draft,
    references,
    names,
    by,
    steps,
  )
  await writeActions(tx, board, draft, references, recommendationIds, names, by, steps)
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

async function writeFindings(
  tx: Queries,
  board: BoardId,
  reportId: Id,
  draft: Draft,
  steps: (more: number) => void,
): Promise<void> {
  const rows = draft.findings.map(({ number, heading, text, line }, position) => ({
    boardId: board,
    id: randomUUID(),
    reportId,
    position,
    number,
    heading,
    text,
    line,
  }))
  for (const part of chunks(rows)) {
    await tx.finding.createMany({ data: part })
    steps(part.length)
  }
}

/** Every reference and prefix the board uses, so that none is given twice. */
async function takenReferences(tx: Queries, board: BoardId): Promise<Set<string>> {
  const select = { where: { boardId: board }, select: { ref: true } } as const
  const rows = [...(await tx.recommendation.findMany(select)), ...(await tx.action.findMany(select))]
  return new Set(
    rows.flatMap(({ ref }) => (ref.includes('-') ? [ref, ref.slice(0, ref.indexOf('-'))] : [ref])),
  )
}

/** Organisations are added when new; people never are: a name is linked only when it is confirmed, or is their full name. */
async function resolveNames(tx: Queries, board: BoardId, draft: Draft): Promise<Names> {
  const organisations = new Map<string, Id>()
  const named = [
    ...draft.recommendations.flatMap((recommendation) => recommendation.organisations),
    ...draft.actions.flatMap((action) => [
      ...(action.leadOrganisation ? [action.leadOrganisation] : []),
      ...action.sharedWith,
    ]),
  ]
  for (const name of new Set(named)) {
    if (nameKey(name) !== '') organisations.set(name, await findOrAddOrganisation(tx, board, name))
  }
  const aliases = await tx.personAlias.findMany({
    where: { boardId: board },
    select: { aliasKey: true, personId: true },
  })
  const everybody = await tx.person.findMany({
    where: { boardId: board, active: true },
    select: { id: true, nameKey: true, displayName: true },
  })
  const full = everybody.filter(
    (person) =>
      /\p{L}{2,}\s+.*\p{L}{2,}/u.test(person.displayName) &&
      everybody.filter((other) => other.nameKey === person.nameKey).length === 1,
  )
  const people = new Map([
    ...full.map((person) => [person.nameKey, person.id] as const),
    ...aliases.map((alias) => [alias.aliasKey, alias.personId] as const),
  ])
  return { people, organisations }
}

async function writeRecommendations(
  tx: Queries,
  board: BoardId,
  reportId: Id,
  draft: Draft,
  references: References,
  names: Names,
  by: By,
  steps: (more: number) => void,
): Promise<Id[]> {
  const rows = draft.recommendations.map((recommendation, position) => {
    const ref = references.recommendations[position] ?? ''
    return {
      boardId: board,
      id: randomUUID(),
      reportId,
      ref,
      refSort: naturalKey(ref),
      numberInReport: recommendation.ref,
      position,
      text: recommendation.text,
      timescaleRaw: recommendation.timescale?.raw ?? null,
      timescaleMonths: recommendation.timescale?.months ?? null,
      baseDate: columnDateOrNull(recommendation.timescale?.base?.on ?? null),
      baseBasis: recommendation.timescale?.base?.basis ?? null,
      dueOn: columnDateOrNull(recommendation.dueOn),
      joint: recommendation.joint,
      jointBasis: recommendation.jointBasis,
      line: recommendation.line,
      flags: recommendation.flags,
      createdAt: by.at,
    }
  })
  for (const part of chunks(rows)) {
    await tx.recommendation.createMany({ data: part })
    steps(part.length)
  }
  const organisations = draft.recommendations.flatMap((recommendation, index) =>
    recommendation.organisations.map((asWritten, position) => ({
      boardId: board,
      recommendationId: rows[index]?.id ?? '',
      position,
      asWritten,
      organisationId: names.organisations.get(asWritten) ?? null,
    })),
  )
  for (const part of chunks(organisations)) await tx.recommendationOrganisation.createMany({ data: part })
  return rows.map((row) => row.id)
}

async function writeActions(
  tx: Queries,
  board: BoardId,
  draft: Draft,
  references: References,
  recommendationIds: readonly Id[],
  names: Names,
  by: By,
  steps: (more: number) => void,
): Promise<void> {
  const rows = draft.actions.map((action, index) => {
    const ref = references.actions[index] ?? ''
    const parent = recommendationIndex(draft, action.recommendation)
    const due = columnDateOrNull(
      action.dueOn ?? (action.dueRaw === null ? (draft.recommendations[parent]?.dueOn ?? null) : null),
    )
    const owner = action.owners[0]
    return {
      boardId: board,
      id: randomUUID(),
      recommendationId: recommendationIds[parent] ?? '',
      ref,
      refSort: naturalKey(ref),
      text: action.text,
      leadOrganisationId: names.organisations.get(action.leadOrganisation ?? '') ?? null,
      leadAsWritten: action.leadOrganisation,
      ownerId: owner ? (names.people.get(nameKey(owner)) ?? null) : null,
      ownerAsWritten: action.ownerAsWritten,
      originalDueOn: due,
      dueOn: due,
      dueAsWritten: action.dueRaw,
      duePrecision: action.duePrecision ?? (due ? ('day' as const) : null),
      status: action.handedOver ? ('handed_over' as const) : ('not_started' as const),
      progressAsWritten: action.progress,
      evidenceAsWritten: action.evidence,
      flags: action.flags,
      createdAt: by.at,
      updatedAt: by.at,
    }
  })
  for (const part of chunks(rows)) {
    await tx.action.createMany({ data: part })
    steps(part.length)
  }
  const actionNames = draft.actions.flatMap((action, index) =>
    action.owners.map((asWritten, position) => ({
      boardId: board,
      actionId: rows[index]?.id ?? '',
      position,
      asWritten,
      nameKey: nameKey(asWritten),
      personId: names.people.get(nameKey(asWritten)) ?? null,
    })),
  )
  for (const part of chunks(actionNames)) await tx.actionName.createMany({ data: part })
  const contributors = actionNames.flatMap(({ boardId, actionId, personId, position }) =>
    personId && position > 0 ? [{ boardId, actionId, personId }] : [],
  )
  for (const part of chunks(contributors))
    await tx.actionContributor.createMany({ data: part, skipDuplicates: true })
  const shared = draft.actions.flatMap((action, index) =>
    action.sharedWith.map((asWritten, position) => ({
      boardId: board,
      actionId: rows[index]?.id ?? '',
      position,
      asWritten,
      organisationId: names.organisations.get(asWritten) ?? null,
    })),
  )
  for (const part of chunks(shared)) await tx.actionOrganisation.createMany({ data: part })
  for (const part of chunks(rows)) {
    await appendAudit(
      tx,
      board,
      by,
      part.map((row) => ({
        what: 'imported' as const,
        subject: 'action' as const,
        subjectId: row.id,
        subjectRef: row.ref,
        subjectVersion: 1,
        after: {
          dueOn: row.dueOn ? row.dueOn.toISOString().slice(0, 10) : null,
          ownerAsWritten: row.ownerAsWritten,
        },
      })),
    )
  }
}

function chunks<T>(rows: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(rows.length / chunk) }, (_, i) =>
    rows.slice(i * chunk, (i + 1) * chunk),
  )
}
