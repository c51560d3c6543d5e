import type { Membership, Role } from '../../../src/core/permission.ts'
import type { ActionDetail } from '../../../src/features/actions/schema.ts'

/** An action as the store would give it, in progress and unowned unless said otherwise. */
export function anAction(said: Partial<ActionDetail> = {}): ActionDetail {
  return {
    id: '00000000-0000-4000-8000-000000000042',
    ref: '4.2',
    text: 'Audit the records of under-18s',
    status: 'in_progress',
    outlook: 'on_track',
    outlookReason: null,
    dueOn: null,
    originalDueOn: null,
    dueAsWritten: null,
    duePrecision: null,
    lastProgressOn: null,
    completedOn: null,
    version: 3,
    owner: null,
    ownerAsWritten: null,
    leadOrganisation: null,
    recommendation: { id: 'r', ref: '4.2', text: 'Audit records', joint: null },
    report: {
      id: 'p',
      title: 'Northmere review',
      kind: 'inspection report',
      area: 'Northmere',
      marking: null,
    },
    lastProgress: null,
    blockers: null,
    contributors: [],
    unconfirmedNames: [],
    sharedWith: [],
    evidence: [],
    progressAsWritten: null,
    evidenceAsWritten: null,
    statusAsWritten: null,
    otherAsWritten: null,
    flags: [],
    ...said,
  }
}

/** Somebody of a board. */
export function aMember(role: Role, personName = 'Kate Slater'): Membership {
  return {
    boardId: 'b',
    boardSlug: 'northmere',
    boardName: 'Northmere',
    personId: `id of ${personName}`,
    personName,
    role,
    active: true,
  }
}

/** A member as an action names them. */
export function named({ personId, personName }: Membership): { id: string; name: string } {
  return { id: personId, name: personName }
}
