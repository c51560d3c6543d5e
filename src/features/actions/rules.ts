import type { IsoDate } from '../../calendar/date.ts'
import type { Id } from '../../core/ids.ts'
import { type Membership, may, whoMay } from '../../core/permission.ts'
import { inTheWay } from './in-the-way.ts'
import { findMove, isOpen, lifecycle, type Mover } from './lifecycle.ts'
import type { ActionDetail, ActionStatus, EvidenceItem, Outlook } from './schema.ts'
import type { ActionChange } from './store.ts'

/** What a rule decides: a change to make, or a refusal with its next step. Nothing is touched here. */
export type Decision =
  | { ok: true; change: ActionChange }
  | {
      ok: false
      reason: string
      next?: string
      field?: 'blockers' | 'evidence' | 'status'
    }

/** What of an action says how a person stands to it. */
export type Standing = Pick<ActionDetail, 'owner' | 'contributors'>

/** How a person stands to an action. */
export function standing(action: Standing, personId: Id): 'owner' | 'contributor' | 'none' {
  if (action.owner?.id === personId) return 'owner'
  return action.contributors.some((person) => person.id === personId) ? 'contributor' : 'none'
}

/** Whether a person may post progress on an action. */
export function mayWork(action: Standing, actor: Membership): boolean {
  if (may(actor.role, 'work on any action')) return true
  return may(actor.role, 'work on own action') && standing(action, actor.personId) !== 'none'
}

function mayMove(action: ActionDetail, actor: Membership, by: Mover): boolean {
  if (may(actor.role, 'work on any action')) return true
  if (!may(actor.role, 'work on own action')) return false
  const stands = standing(action, actor.personId)
  return by === 'owner' ? stands === 'owner' : by === 'involved' && stands !== 'none'
}

/** Claims an unowned action. Who wins a race is left to the store's guard. */
export function decideClaim(action: ActionDetail, actor: Membership): Decision {
  if (action.owner?.id === actor.personId) {
    return { ok: false, reason: `${action.ref} is already yours.`, next: `actions progress ${action.ref}` }
  }
  if (action.owner) {
    const owned = `${action.owner.name} owns ${action.ref}.`
    return may(actor.role, 'assign action')
      ? {
          ok: false,
          reason: `${owned} You can assign it to yourself.`,
          next: `actions assign ${action.ref} ${actor.personName}`,
        }
      : {
          ok: false,
          reason: `${owned} Only ${whoMay('assign action')} can give it to someone else.`,
          next: `actions show ${action.ref}`,
        }
  }
  if (!isOpen(action.status)) return closed(action)
  return {
    ok: true,
    change: {
      actionId: action.id,
      what: 'claimed',
      guard: { unowned: true },
      set: { ownerId: actor.personId },
    },
  }
}

/** Gives an action back to the unowned. */
export function decideRelease(action: ActionDetail, actor: Membership): Decision {
  if (!action.owner) {
    return { ok: false, reason: `${action.ref} has no owner.`, next: `actions claim ${action.ref}` }
  }
  if (action.owner.id !== actor.personId && !may(actor.role, 'work on any action')) {
    return {
      ok: false,
      reason: `${action.owner.name} owns ${action.ref}. Only they, or ${whoMay('work on any action')}, can release it.`,
      next: `actions show ${action.ref}`,
    }
  }
  if (!isOpen(action.status)) return closed(action)
  return {
    ok: true,
    change: {
      actionId: action.id,
      what: 'released',
      guard: { version: action.version },
      set: { ownerId: null },
    },
  }
}

/** Gives an action to a person. */
export function decideAssign(action: ActionDetail, person: Membership, version: number | null): Decision {
  if (action.owner?.id === person.personId) {
    return {
      ok: false,
      reason: `${person.personName} owns ${action.ref} already.`,
      next: `actions show ${action.ref}`,
    }
  }
  if (!may(person.role, 'work on own action')) {
    return {
      ok: false,
      reason: `${person.personName} may only read this board, so cannot own ${action.ref}. Choose ${whoMay('work on own action')}.`,
    }
  }
  if (!isOpen(action.status)) return closed(action)
  return {
    ok: true,
    change: {
      actionId: action.id,
      what: 'assigned',
      guard: { version: version ?? action.version },
      set: { ownerId: person.personId },
    },
  }
}

export type ProgressInput = {
  narrative: string
  /** null: leave it, or start it when it has not been started. */
  status: ActionStatus | null
  /** null: leave it. */
  outlook: Outlook | null
  /** What is in the way and what would help; null when nothing is. Absent: leave what stands. */
  blockers?: string | null
  evidence: readonly EvidenceItem[]
  /** The version the form was opened at; null for a note typed in one line, which changes nothing unseen. */
  version: number | null
}

/** Posts progress, and moves the action on when asked to. */
export function decideProgress(
  action: ActionDetail,
  actor: Membership,
  input: ProgressInput,
  today: IsoDate,
): Decision {
  if (!mayWork(action, actor)) return notInvolved(action)
  const status = input.status ?? (action.status === 'not_started' ? 'in_progress' : action.status)
  const move = findMove(action.status, status)
  if (status !== action.status && !move) {
    return {
      ok: false,
      field: 'status',
      reason: `${action.ref} is ${word(action.status)}; it cannot become ${word(status)} from there.`,
      next: `actions show ${action.ref}`,
    }
  }
  if (status === action.status && !isOpen(status)) return closed(action)
  if (move?.requires.includes('evidence')) {
    return {
      ok: false,
      field: 'status',
      reason: 'Completing needs evidence.',
      next: `actions complete ${action.ref}`,
    }
  }
  if (move && !mayMove(action, actor, move.by)) return notAllowedMove(action, move.by)
  const outlook = input.outlook ?? action.outlook
  const { outlookReason, blockers } = inTheWay(action, { ...input, status, outlook })
  if (outlook !== 'on_track' && !outlookReason) {
    return {
      ok: false,
      field: 'blockers',
      reason: 'Say in a few words why it is at risk or off track, and what would help.',
    }
  }
  if (status === 'blocked' && !blockers) {
    return { ok: false, field: 'blockers', reason: 'Say what it is waiting for, and on whom.' }
  }
  return {
    ok: true,
    change: {
      actionId: action.id,
      what: move?.called ?? 'progressed',
      guard: { version: input.version ?? action.version },
      set: {
        status,
        outlook,
        outlookReason,
        blockers,
        lastProgressOn: today,
        ...(move?.called === 'reopened' ? { completedOn: null } : {}),
      },
      progress: { narrative: input.narrative, status, outlook, blockers },
      evidence: input.evidence,
    },
  }
}

export type CompleteInput = {
  narrative: string | null
  evidence: readonly EvidenceItem[]
  version: number | null
}

/** Declares an action complete. It then waits for a sign-off by somebody else. */
export function decideComplete(
  action: ActionDetail,
  actor: Membership,
  input: CompleteInput,
  today: IsoDate,
): Decision {
  const move = findMove(action.status, 'complete')
  if (!move) {
    const wait =
      action.status === 'complete' ? ' It waits for somebody other than its owner to sign it off.' : ''
    return {
      ok: false,
      reason: `${action.ref} is ${word(action.status)}.${wait}`,
      next: `actions show ${action.ref}`,
    }
  }
  if (!action.owner) {
    return {
      ok: false,
      reason: `${action.ref} has no owner, and an action is completed by the person accountable for it.`,
      next: `actions claim ${action.ref}`,
    }
  }
  if (!mayMove(action, actor, move.by)) return notAllowedMove(action, move.by)
  // What the plan's own column says was written before the work was done: it is no evidence that it was.
  if (action.evidence.length + input.evidence.length === 0) {
    return {
      ok: false,
      field: 'evidence',
      reason: 'Completing needs evidence: a link to where it is kept, or what it is and where.',
    }
  }
  return {
    ok: true,
    change: {
      actionId: action.id,
      what: 'completed',
      guard: { version: input.version ?? action.version },
      set: {
        status: 'complete',
        completedOn: today,
        lastProgressOn: today,
        blockers: null,
        outlook: 'on_track',
        outlookReason: null,
      },
      ...(input.narrative
        ? {
            progress: { narrative: input.narrative, status: 'complete', outlook: 'on_track', blockers: null },
          }
        : {}),
      evidence: input.evidence,
    },
  }
}

/** The refusal for an action that is finished. */
export function closed(action: ActionDetail): Decision {
  return {
    ok: false,
    reason: `${action.ref} is ${word(action.status)}, so nothing is left to do on it.`,
    next: `actions show ${action.ref}`,
  }
}

function notInvolved(action: ActionDetail): Decision {
  const owner = action.owner ? `${action.owner.name} owns ${action.ref}.` : `${action.ref} has no owner.`
  const next = action.owner ? `actions show ${action.ref}` : `actions claim ${action.ref}`
  return {
    ok: false,
    reason: `${owner} Only its owner, its contributors, or ${whoMay('work on any action')} can post on it.`,
    next,
  }
}

function notAllowedMove(action: ActionDetail, by: Mover): Decision {
  const who = by === 'lead' ? whoMay('work on any action') : `its owner, or ${whoMay('work on any action')},`
  return {
    ok: false,
    reason: `Only ${who} can do that to ${action.ref}.`,
    next: `actions show ${action.ref}`,
  }
}

function word(status: ActionStatus): string {
  return lifecycle[status].word.toLowerCase()
}
