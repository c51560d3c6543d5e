import { describe, expect, it } from 'vitest'
import { isoDate } from '../../../src/calendar/date.ts'
import { type Role, roles } from '../../../src/core/permission.ts'
import { decideDate } from '../../../src/features/actions/date-rules.ts'
import { isOpen } from '../../../src/features/actions/lifecycle.ts'
import {
  type Decision,
  decideAssign,
  decideClaim,
  decideComplete,
  decideProgress,
  decideRelease,
  mayWork,
  type ProgressInput,
  standing,
} from '../../../src/features/actions/rules.ts'
import { type ActionDetail, type ActionStatus, actionStatuses } from '../../../src/features/actions/schema.ts'
import { aMember, anAction, named } from './action.ts'

const today = isoDate('2026-11-23')
const other = aMember('owner', 'Owen Hart')
const stands = ['owner', 'contributor', 'stranger', 'nobody owns it'] as const
type Stands = (typeof stands)[number]

/** An action in a state, to which Kate stands like this. */
function actionFor(status: ActionStatus, how: Stands, more: Partial<ActionDetail> = {}): ActionDetail {
  const kate = named(aMember('owner'))
  return anAction({
    status,
    owner: how === 'owner' ? kate : how === 'nobody owns it' ? null : named(other),
    contributors: how === 'contributor' ? [kate] : [],
    ...(status === 'blocked' ? { blockers: 'Waits for the IT provider' } : {}),
    ...more,
  })
}

const note: ProgressInput = {
  narrative: 'First audit done',
  status: null,
  outlook: null,
  evidence: [],
  version: null,
}

/** Every state, standing and role there is. */
function everyCase(): { status: ActionStatus; how: Stands; role: Role; name: string }[] {
  return actionStatuses.flatMap((status) =>
    stands.flatMap((how) => roles.map((role) => ({ status, how, role, name: `${status}, ${how}, ${role}` }))),
  )
}

const leads = (role: Role): boolean => role === 'lead' || role === 'administrator'
const reasonOf = (decision: Decision): string => (decision.ok ? 'allowed' : decision.reason)

describe('how somebody stands to an action', () => {
  it('is owner, contributor or neither', () => {
    const me = aMember('owner').personId
    expect(stands.map((how) => standing(actionFor('in_progress', how), me))).toEqual([
      'owner',
      'contributor',
      'none',
      'none',
    ])
  })

  it('lets leads work on anything, owners on what is theirs, and viewers on nothing', () => {
    for (const { status, how, role, name } of everyCase()) {
      const involved = how === 'owner' || how === 'contributor'
      expect(mayWork(actionFor(status, how), aMember(role)), name).toBe(
        leads(role) || (role === 'owner' && involved),
      )
    }
  })
})

describe('claiming', () => {
  it('takes an unowned open action and nothing else', () => {
    for (const { status, how, role, name } of everyCase()) {
      const decision = decideClaim(actionFor(status, how), aMember(role))
      expect(decision.ok, name).toBe(how === 'nobody owns it' && isOpen(status))
    }
  })

  it('is guarded by there being no owner, whatever version it was read at', () => {
    expect(decideClaim(actionFor('blocked', 'nobody owns it'), aMember('owner'))).toEqual({
      ok: true,
      change: {
        actionId: anAction().id,
        what: 'claimed',
        guard: { unowned: true },
        set: { ownerId: aMember('owner').personId },
      },
    })
  })

  it('says who has it, and who could give it', () => {
    expect(reasonOf(decideClaim(actionFor('in_progress', 'owner'), aMember('owner')))).toBe(
      '4.2 is already yours.',
    )
    expect(reasonOf(decideClaim(actionFor('in_progress', 'stranger'), aMember('owner')))).toBe(
      'Owen Hart owns 4.2. Only a lead or an administrator can give it to someone else.',
    )
    for (const role of roles.filter(leads))
      expect(decideClaim(actionFor('in_progress', 'stranger'), aMember(role, 'Leila Morgan'))).toEqual({
        ok: false,
        reason: 'Owen Hart owns 4.2. You can assign it to yourself.',
        next: 'actions assign 4.2 Leila Morgan',
      })
    expect(reasonOf(decideClaim(actionFor('withdrawn', 'nobody owns it'), aMember('owner')))).toBe(
      '4.2 is withdrawn, so nothing is left to do on it.',
    )
  })
})

describe('releasing', () => {
  it('gives back what is open: one’s own, or anyone’s for a lead', () => {
    for (const { status, how, role, name } of everyCase()) {
      const decision = decideRelease(actionFor(status, how), aMember(role))
      const allowed = how === 'owner' || (how !== 'nobody owns it' && leads(role))
      expect(decision.ok, name).toBe(allowed && isOpen(status))
      if (decision.ok)
        expect(decision.change).toMatchObject({ guard: { version: 3 }, set: { ownerId: null } })
    }
  })
})

describe('assigning', () => {
  it('gives an open action to anybody who may work on it, and not to who has it', () => {
    for (const { status, how, role, name } of everyCase()) {
      const decision = decideAssign(actionFor(status, how), aMember(role), null)
      expect(decision.ok, name).toBe(role !== 'viewer' && how !== 'owner' && isOpen(status))
    }
  })

  it('holds to the version its form was opened at', () => {
    const to = (version: number | null): unknown => {
      const decision = decideAssign(actionFor('in_progress', 'stranger'), aMember('owner'), version)
      return decision.ok && decision.change.guard
    }
    expect(to(2)).toEqual({ version: 2 })
    expect(to(null)).toEqual({ version: 3 })
  })
})

describe('setting a date', () => {
  const day = isoDate('2027-03-31')

  it('is for open actions that have none, whoever owns them', () => {
    for (const { status, how, name } of everyCase())
      expect(decideDate(actionFor(status, how), day, today).ok, name).toBe(isOpen(status))
    expect(decideDate(anAction(), day, today)).toEqual({
      ok: true,
      change: {
        actionId: anAction().id,
        what: 'dated',
        guard: { undated: true },
        set: { firstDueOn: day },
      },
    })
  })

  it('keeps a date that is there', () => {
    const dated = (dueOn: string, duePrecision: 'day' | 'month'): string =>
      reasonOf(decideDate(anAction({ dueOn: isoDate(dueOn), duePrecision }), day, today))
    expect(dated('2026-11-30', 'day')).toBe('4.2 is due Mon 30 Nov; that date is kept.')
    expect(dated('2027-01-31', 'month')).toBe('4.2 is due end of Jan 2027; that date is kept.')
  })
})

/** Who may move an action by a note, besides leads: from where to where. A move that is not here is nobody's. */
const moversOf: Readonly<Record<string, readonly Stands[]>> = {
  'not_started > in_progress': ['owner', 'contributor'],
  'not_started > blocked': ['owner', 'contributor'],
  'in_progress > in_progress': ['owner', 'contributor'],
  'in_progress > blocked': ['owner', 'contributor'],
  'blocked > blocked': ['owner', 'contributor'],
  'blocked > in_progress': ['owner', 'contributor'],
  'handed_over > handed_over': ['owner', 'contributor'],
  'handed_over > in_progress': [],
  'complete > in_progress': ['owner'],
  // A note may say 'still not started' only by staying silent: what is worked on has been started.
  'not_started > not_started': ['owner', 'contributor'],
}

describe('posting progress', () => {
  it('moves an action only as the table says, for whom the table says', () => {
    for (const { status, how, role, name } of everyCase()) {
      for (const to of actionStatuses) {
        const decision = decideProgress(
          actionFor(status, how),
          aMember(role),
          { ...note, status: to, blockers: 'Waits for funding' },
          today,
        )
        const movers = moversOf[`${status} > ${to}`]
        const allowed = movers !== undefined && (leads(role) || (role === 'owner' && movers.includes(how)))
        expect(decision.ok, `${name} > ${to}: ${reasonOf(decision)}`).toBe(allowed)
      }
    }
  })

  it('starts what was not started, and leaves anything else as it is', () => {
    for (const status of actionStatuses.filter(isOpen)) {
      const decision = decideProgress(actionFor(status, 'owner'), aMember('owner'), note, today)
      expect(decision.ok && decision.change, status).toMatchObject({
        what: status === 'not_started' ? 'started' : 'progressed',
        guard: { version: 3 },
        set: { status: status === 'not_started' ? 'in_progress' : status, lastProgressOn: today },
        progress: { narrative: 'First audit done' },
      })
    }
  })

  it('never completes: that wants evidence, and says so', () => {
    const decision = decideProgress(
      actionFor('in_progress', 'owner'),
      aMember('owner'),
      { ...note, status: 'complete' },
      today,
    )
    expect(decision).toMatchObject({ ok: false, field: 'status', next: 'actions complete 4.2' })
  })

  it('wants to know what is in the way of what is blocked, at risk or off track', () => {
    const decide = (input: Partial<ProgressInput>, more: Partial<ActionDetail> = {}): Decision =>
      decideProgress(actionFor('in_progress', 'owner', more), aMember('owner'), { ...note, ...input }, today)
    for (const input of [{ status: 'blocked' }, { outlook: 'at_risk' }, { outlook: 'off_track' }] as const) {
      expect(decide(input)).toMatchObject({ ok: false, field: 'blockers' })
      expect(decide({ ...input, blockers: null })).toMatchObject({ ok: false, field: 'blockers' })
      expect(decide({ ...input, blockers: 'No funding' })).toMatchObject({
        ok: true,
        change: { set: { blockers: 'No funding' }, progress: { blockers: 'No funding' } },
      })
    }
    // What stood there stays when a note does not speak of it, and goes when somebody takes it out.
    const risky = { outlook: 'at_risk', outlookReason: 'IT is late', blockers: 'IT is late' } as const
    expect(decide({}, risky)).toMatchObject({
      ok: true,
      change: { set: { outlook: 'at_risk', outlookReason: 'IT is late', blockers: 'IT is late' } },
    })
    expect(decide({ blockers: null }, risky)).toMatchObject({ ok: false, field: 'blockers' })
    expect(decide({ blockers: null, outlook: 'on_track' }, risky)).toMatchObject({
      ok: true,
      change: { set: { outlook: 'on_track', outlookReason: null, blockers: null } },
    })
  })

  it('takes what was in the way for overcome when all is well again and nobody touched it', () => {
    const blocked = actionFor('blocked', 'owner')
    const decide = (blockers: string): Decision =>
      decideProgress(
        blocked,
        aMember('owner'),
        { ...note, status: 'in_progress', outlook: 'on_track', blockers },
        today,
      )
    expect(decide('Waits for the IT provider')).toMatchObject({
      ok: true,
      change: { what: 'unblocked', set: { blockers: null } },
    })
    expect(decide('Now waits for training')).toMatchObject({
      ok: true,
      change: { set: { blockers: 'Now waits for training' } },
    })
  })

  it('a note in one line erases nothing', () => {
    const noted = actionFor('in_progress', 'owner', { blockers: 'Half of the staff are new' })
    expect(decideProgress(noted, aMember('owner'), note, today)).toMatchObject({
      ok: true,
      change: { set: { blockers: 'Half of the staff are new', outlook: 'on_track' } },
    })
  })

  it('reopening takes the day of completion away', () => {
    const done = actionFor('complete', 'owner', { completedOn: isoDate('2026-11-20') })
    expect(decideProgress(done, aMember('owner'), { ...note, status: 'in_progress' }, today)).toMatchObject({
      ok: true,
      change: { what: 'reopened', set: { completedOn: null } },
    })
    expect(reasonOf(decideProgress(done, aMember('owner'), note, today))).toContain(
      'complete, awaiting sign-off',
    )
  })

  it('tells who could have posted', () => {
    const decision = decideProgress(actionFor('in_progress', 'stranger'), aMember('owner'), note, today)
    expect(reasonOf(decision)).toBe(
      'Owen Hart owns 4.2. Only its owner, its contributors, or a lead or an administrator can post on it.',
    )
    const unowned = decideProgress(actionFor('in_progress', 'nobody owns it'), aMember('owner'), note, today)
    expect(unowned).toMatchObject({ ok: false, next: 'actions claim 4.2' })
  })
})

describe('completing', () => {
  const shown = { narrative: null, evidence: [{ title: 'Audit report', url: null }], version: null }

  it('is for the accountable owner, or a lead, of what is under way', () => {
    for (const { status, how, role, name } of everyCase()) {
      const decision = decideComplete(actionFor(status, how), aMember(role), shown, today)
      const underWay = ['not_started', 'in_progress', 'blocked'].includes(status)
      const allowed = how === 'owner' ? role !== 'viewer' : how !== 'nobody owns it' && leads(role)
      expect(decision.ok, `${name}: ${reasonOf(decision)}`).toBe(underWay && allowed)
    }
  })

  it('wants evidence, new or given before; what the plan’s own column says is none', () => {
    const bare = { ...shown, evidence: [] }
    const decide = (more: Partial<ActionDetail>): Decision =>
      decideComplete(actionFor('in_progress', 'owner', more), aMember('owner'), bare, today)
    expect(decide({})).toMatchObject({ ok: false, field: 'evidence' })
    expect(decide({ evidenceAsWritten: 'Minutes' })).toMatchObject({ ok: false, field: 'evidence' })
    const before = { title: 'Minutes', url: null, at: new Date(), addedBy: 'Kate Slater' }
    expect(decide({ evidence: [before] }).ok).toBe(true)
  })

  it('clears what stood in the way, and dates it', () => {
    const decision = decideComplete(actionFor('blocked', 'owner'), aMember('owner'), shown, today)
    expect(decision).toMatchObject({
      ok: true,
      change: {
        what: 'completed',
        guard: { version: 3 },
        set: {
          status: 'complete',
          completedOn: today,
          lastProgressOn: today,
          blockers: null,
          outlook: 'on_track',
          outlookReason: null,
        },
      },
    })
  })

  it('says what a finished one waits for', () => {
    const decision = decideComplete(actionFor('complete', 'owner'), aMember('owner'), shown, today)
    expect(reasonOf(decision)).toBe(
      '4.2 is complete, awaiting sign-off. It waits for somebody other than its owner to sign it off.',
    )
  })
})
