import { randomUUID } from 'node:crypto'
import type { BoardId, Id } from '../core/ids.ts'
import { nameKey, naturalKey } from '../core/text.ts'
import type { By } from '../features/actions/store.ts'
import type { Draft, DraftAction } from '../features/reports/import/schema.ts'
import { indexOf, type References } from '../features/reports/references.ts'
import { appendAudit } from './audit.ts'
import type { Queries } from './client.ts'
import { columnDateOrNull, dateOrNull } from './dates.ts'
import type { Names } from './report-names.ts'

/** What writing the rows of one draft needs to know. */
export type Writing = {
  tx: Queries
  board: BoardId
  by: By
  reportId: Id
  draft: Draft
  /** Told how many rows more are written. */
  steps: (more: number) => void
}

/** A writing whose names and references are settled. */
export type Settled = Writing & { names: Names; references: References }

/** Rows a statement: PostgreSQL takes 65,535 parameters at most, and progress is worth showing. */
const chunk = 500

/** Writes the findings, in the order of the report. */
export async function writeFindings({ tx, board, reportId, draft, steps }: Writing): Promise<void> {
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

/** Writes the recommendations with the organisations they address; returns their ids in the draft's order. */
export async function writeRecommendations(settled: Settled): Promise<Id[]> {
  const { tx, board, by, reportId, draft, steps, names, references } = settled
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

/** Writes the actions with the people and bodies they name, and the first line of each one's history. */
export async function writeActions(settled: Settled, recommendationIds: readonly Id[]): Promise<void> {
  const { tx, board, by, draft, steps, names, references } = settled
  const parentOf = indexOf(draft)
  const rows = draft.actions.map((action, index) => {
    const ref = references.actions[index] ?? ''
    const parent = parentOf(action.recommendation)
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
      ownerAsWritten: ownerText(action),
      originalDueOn: due,
      dueOn: due,
      dueAsWritten: action.dueRaw,
      duePrecision: action.duePrecision ?? (due ? ('day' as const) : null),
      status: action.handedOver ? ('handed_over' as const) : ('not_started' as const),
      progressAsWritten: action.progress,
      evidenceAsWritten: action.evidence,
      statusAsWritten: action.status,
      otherAsWritten: action.other,
      flags: action.flags,
      createdAt: by.at,
      updatedAt: by.at,
    }
  })
  for (const part of chunks(rows)) {
    await tx.action.createMany({ data: part })
    steps(part.length)
  }
  await writeNames(settled, rows)
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
        after: { dueOn: dateOrNull(row.dueOn), ownerAsWritten: row.ownerAsWritten },
      })),
    )
  }
}

/** The names of 'Assigned to' as the plan writes them, those that are known as contributors, and who shares an action. */
async function writeNames({ tx, board, draft, names }: Settled, rows: readonly { id: Id }[]): Promise<void> {
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
}

function chunks<T>(rows: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(rows.length / chunk) }, (_, i) =>
    rows.slice(i * chunk, (i + 1) * chunk),
  )
}

/** The owner as the plan writes it; where the columns had slipped, the names that were read from the right one. */
function ownerText({ ownerAsWritten, owners }: DraftAction): string | null {
  const slipped = owners.length > 0 && !owners.some((name) => ownerAsWritten?.includes(name))
  return slipped ? owners.join(' / ') : ownerAsWritten
}
