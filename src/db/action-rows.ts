import { z } from 'zod'
import type { ActionDetail } from '../features/actions/schema.ts'
import { dateOrNull } from './dates.ts'
import type { Prisma } from './generated/client.ts'

/** Flags as the importer wrote them: [{code, message}]. */
export const flagsColumn = z.array(z.object({ code: z.string(), message: z.string() })).catch([])

/** What a card, a form or a decision reads of an action. */
export const detailSelect = {
  id: true,
  ref: true,
  text: true,
  status: true,
  outlook: true,
  outlookReason: true,
  dueOn: true,
  originalDueOn: true,
  dueAsWritten: true,
  duePrecision: true,
  lastProgressOn: true,
  completedOn: true,
  version: true,
  ownerAsWritten: true,
  leadAsWritten: true,
  owner: { select: { id: true, displayName: true } },
  leadOrganisation: { select: { name: true } },
  recommendation: {
    select: {
      id: true,
      ref: true,
      text: true,
      joint: true,
      report: { select: { id: true, title: true, kind: true, area: true, marking: true } },
    },
  },
  blockers: true,
  progress: {
    select: { at: true, narrative: true, author: { select: { displayName: true } } },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    take: 1,
  },
  progressAsWritten: true,
  evidenceAsWritten: true,
  statusAsWritten: true,
  otherAsWritten: true,
  flags: true,
  contributors: {
    select: { person: { select: { id: true, displayName: true } } },
    orderBy: { personId: 'asc' },
  },
  names: { select: { asWritten: true, personId: true }, orderBy: { position: 'asc' } },
  sharedWith: {
    select: { asWritten: true, organisation: { select: { name: true } } },
    orderBy: { position: 'asc' },
  },
  evidence: {
    select: { title: true, url: true, at: true, addedBy: { select: { displayName: true } } },
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
  },
} as const satisfies Prisma.ActionSelect

type DetailRow = Prisma.ActionGetPayload<{ select: typeof detailSelect }>

/** A row with everything that hangs on it. */
export function toDetail(row: DetailRow): ActionDetail {
  const [last] = row.progress
  const { report, ...recommendation } = row.recommendation
  return {
    id: row.id,
    ref: row.ref,
    text: row.text,
    status: row.status,
    outlook: row.outlook,
    outlookReason: row.outlookReason,
    dueOn: dateOrNull(row.dueOn),
    originalDueOn: dateOrNull(row.originalDueOn),
    dueAsWritten: row.dueAsWritten,
    duePrecision: row.duePrecision,
    lastProgressOn: dateOrNull(row.lastProgressOn),
    completedOn: dateOrNull(row.completedOn),
    version: row.version,
    owner: row.owner && { id: row.owner.id, name: row.owner.displayName },
    ownerAsWritten: row.ownerAsWritten,
    leadOrganisation: row.leadOrganisation?.name ?? row.leadAsWritten,
    recommendation,
    report,
    lastProgress: last ? { at: last.at, narrative: last.narrative, author: last.author.displayName } : null,
    blockers: row.blockers,
    progressAsWritten: row.progressAsWritten,
    evidenceAsWritten: row.evidenceAsWritten,
    statusAsWritten: row.statusAsWritten,
    otherAsWritten: row.otherAsWritten,
    flags: flagsColumn.parse(row.flags),
    contributors: row.contributors.map(({ person }) => ({ id: person.id, name: person.displayName })),
    unconfirmedNames: row.names.filter((name) => name.personId === null).map((name) => name.asWritten),
    sharedWith: row.sharedWith.map(({ asWritten, organisation }) => organisation?.name ?? asWritten),
    evidence: row.evidence.map(({ title, url, at, addedBy }) => ({
      title,
      url,
      at,
      addedBy: addedBy.displayName,
    })),
  }
}
