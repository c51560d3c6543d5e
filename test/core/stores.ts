import { isoDate } from '../../src/calendar/date.ts'
import type { Membership } from '../../src/core/permission.ts'
import type { ActionDetail } from '../../src/features/actions/schema.ts'
import { defaultScheme } from '../../src/features/boards/schema.ts'
import type { PersonFile } from '../../src/features/people/store.ts'
import type { RecommendationDetail } from '../../src/features/recommendations/store.ts'
import { defaultEscalation } from '../../src/features/reminders/schema.ts'
import type { ReportDetail } from '../../src/features/reports/store.ts'
import type { Stores } from '../../src/features/stores.ts'

const id = (digit: number): string => `${String(digit).repeat(8)}-0000-4000-8000-000000000000`

const none = { overdue: 0, today: 0, soon: 0, undated: 0 }

/** Stores of a board on which there is nothing yet. */
export function emptyStores(actor: Membership): Stores {
  return {
    actions: {
      list: async () => [],
      count: async () => 0,
      page: async () => ({ total: 0, actions: [] }),
      byRef: async () => null,
      find: async () => [],
      refsLike: async () => [],
      apply: async () => ({ ok: false, reason: 'gone' }),
      add: async () => null,
      history: async () => [],
    },
    boards: {
      get: async () => ({
        id: actor.boardId,
        slug: actor.boardSlug,
        name: actor.boardName,
        scheme: defaultScheme,
      }),
      standing: async () => ({
        open: 0,
        byColour: { red: 0, amber: 0, green: 0, blue: 0, grey: 0 },
        overdue: 0,
        unowned: 0,
        undated: 0,
        awaitingSignOff: 0,
        clocks: [],
      }),
      reportNames: async () => [],
      settings: async () => ({
        name: actor.boardName,
        scheme: defaultScheme,
        escalation: defaultEscalation,
        version: 1,
        workspaces: [],
      }),
      change: async () => ({ ok: false, reason: 'changed', by: null }),
    },
    deliveries: {
      get: async () => null,
      ofSubscription: async () => [],
      troubled: async () => [],
      subscribed: async () => new Map(),
      resolve: async () => null,
    },
    digests: {
      list: async () => [],
      get: async () => null,
      byChannel: async () => null,
      set: async () => null,
      change: async () => ({ ok: false, reason: 'gone' }),
      pause: async () => false,
      postNow: async () => 'gone',
      before: async () => ({ last: null, missed: [] }),
      reckon: async () => nothingCounted,
    },
    glance: {
      mark: async () => ({ newest: '0', writing: [] }),
      organisations: async () => [],
      reports: async () => [],
      changed: async () => null,
      reckon: async () => new Map(),
    },
    people: {
      list: async () => [],
      everybody: async () => [],
      count: async () => ({ active: 0, left: 0 }),
      get: async () => null,
      change: async () => ({ ok: false, reason: 'gone' }),
      organisations: async () => [],
      newcomers: async () => ({ total: 0, newest: [] }),
      newcomer: async () => null,
      admit: async () => ({ ok: false, reason: 'gone' }),
      turnAway: async () => false,
      likenesses: async () => [],
      confirmName: async () => ({ ok: false, reason: 'no such name' }),
      add: async () => ({ ...actor, email: null, organisation: null, aliases: [] }),
    },
    recommendations: {
      list: async () => [],
      count: async () => 0,
      byRef: async () => null,
      refsLike: async () => [],
      search: async () => ({ total: 0, hits: [] }),
    },
    reminders: {
      pace: async () => 'every_step',
      setPace: async () => undefined,
      snooze: async () => [],
      message: async () => null,
      now: async () => ({ own: { ids: [], first: [], figures: none }, escalated: { ids: [], first: [] } }),
      reach: async () => ({ unreachable: [], refused: [], idleSteps: [] }),
    },
    reports: {
      clocks: async () => [],
      setClock: async () => ({ ok: false, reason: 'changed', by: null }),
      list: async () => [],
      get: async () => null,
      bySha256: async () => null,
      commit: async () => ({ ok: false, reason: 'already', title: 'A report', importedAt: new Date(0) }),
    },
  }
}

const nothingCounted = {
  byColour: { red: 0, amber: 0, green: 0, blue: 0, grey: 0 },
  overdue: 0,
  dueWithin7: 0,
  dueLater: 0,
  unowned: 0,
  undated: 0,
  awaitingSignOff: 0,
  oldestWaiting: null,
  closed: 0,
  closedToday: 0,
  clocks: [],
}

/** Stores of a board where every reference is an action of the actor's, and every change succeeds. */
export function obligingStores(actor: Membership): Stores {
  const empty = emptyStores(actor)
  const action = anAction(actor)
  const recommendation = aRecommendation()
  const person = aPerson(actor)
  const settings = {
    name: actor.boardName,
    scheme: defaultScheme,
    escalation: defaultEscalation,
    version: 1,
    workspaces: [{ id: id(7), platform: 'slack', name: 'Northmere', guests: false, outsiders: false }],
  }
  const asked = (ref: string): ActionDetail => ({ ...action, ref })
  return {
    ...empty,
    actions: {
      ...empty.actions,
      list: async () => [action],
      count: async () => 40,
      byRef: async (_board, ref) => asked(ref),
      find: async () => [{ ...action, theirs: true }],
      refsLike: async () => [action.ref],
      apply: async () => ({ ok: true, action }),
      add: async () => action,
    },
    boards: {
      ...empty.boards,
      reportNames: async () => [report],
      settings: async () => settings,
      change: async () => ({ ok: true, changed: true, settings }),
    },
    people: {
      ...empty.people,
      list: async () => [person],
      everybody: async () => [person],
      count: async () => ({ active: 40, left: 1 }),
      get: async () => person,
      change: async () => ({ ok: true, before: person, person, owned: [action.ref], contributed: [] }),
      organisations: async () => [{ id: id(6), name: 'Northmere NHS Trust' }],
      newcomers: async () => ({ total: 40, newest: [newcomer] }),
      newcomer: async () => ({ ...newcomer, formerly: null }),
      admit: async () => ({ ok: true, person }),
      turnAway: async () => true,
      likenesses: async () => [{ asWritten: 'A Example', actions: 2 }],
      confirmName: async () => ({ ok: true, owned: [action.ref], contributed: [] }),
    },
    recommendations: {
      ...empty.recommendations,
      list: async () => [recommendation],
      count: async () => 40,
      byRef: async (_board, ref) => ({ ...recommendation, ref }),
      refsLike: async () => [recommendation.ref],
      search: async (_board, words) => ({
        total: 1,
        hits: [
          {
            kind: 'action',
            ref: action.ref,
            context: 'A review',
            passage: [{ type: 'mark', text: words }],
          },
        ],
      }),
    },
    reminders: {
      ...empty.reminders,
      snooze: async () => [action.ref],
      message: async () => ({
        id: id(9),
        personId: actor.personId,
        period: isoDate('2026-11-23'),
        subject: {
          kind: 'daily',
          own: [{ actionId: action.id, reason: 'overdue' }],
          escalated: [{ actionId: action.id, step: 'lead' }],
          clocks: [{ reportId: report.id }],
        },
      }),
      now: async () => ({
        own: { ids: [action.id], first: [action], figures: { ...none, overdue: 1 } },
        escalated: { ids: [action.id], first: [action] },
      }),
      reach: async () => ({
        unreachable: [{ id: actor.personId, name: actor.personName }],
        refused: [],
        idleSteps: defaultEscalation.slice(0, 1),
      }),
    },
    reports: {
      ...empty.reports,
      list: async () => [aReport()],
      get: async () => aReport(),
      clocks: async () => [{ ...aReport(), number: 1 }],
      setClock: async () => ({ ok: true, changed: true }),
    },
  }
}

/** The stores, with every call told to `seen`: which method, and the board it was given. */
export function watched(stores: Stores, seen: (method: string, board: unknown) => void): Stores {
  return new Proxy(stores, {
    get: (all, name) =>
      new Proxy(Reflect.get(all, name), {
        get:
          (store, method) =>
          (...args: unknown[]) => {
            seen(`${String(name)}.${String(method)}`, args[0])
            return Reflect.apply(Reflect.get(store, method), store, args)
          },
      }),
  })
}

const report = {
  id: id(3),
  title: 'Northmere joint review',
  kind: 'inspection',
  area: 'Northmere',
  marking: null,
}

const newcomer = {
  id: id(8),
  platform: 'slack',
  workspaceId: 'T1',
  displayName: 'Ada Example',
  seenAt: new Date('2026-11-20T09:00:00Z'),
}

function aPerson(actor: Membership): PersonFile {
  return {
    ...actor,
    email: 'ada@northmere.example',
    organisation: 'Northmere NHS Trust',
    organisationId: id(6),
    aliases: ['A Example'],
    version: 3,
    accounts: [{ platform: 'slack', workspaceId: 'T1' }],
    openActions: 2,
  }
}

function anAction(owner: Membership): ActionDetail {
  return {
    id: id(4),
    ref: '4.2.3',
    text: 'Audit the records of under-18s every month',
    status: 'in_progress',
    outlook: 'on_track',
    outlookReason: null,
    dueOn: isoDate('2026-11-09'),
    originalDueOn: isoDate('2026-11-09'),
    dueAsWritten: '9 November 2026',
    duePrecision: 'day',
    lastProgressOn: isoDate('2026-10-21'),
    completedOn: null,
    version: 7,
    owner: { id: owner.personId, name: owner.personName },
    ownerAsWritten: 'A Example',
    leadOrganisation: 'Northmere NHS Trust',
    recommendation: { id: id(5), ref: '4.2', text: 'Records are audited', joint: true },
    report,
    lastProgress: { at: new Date('2026-10-21T09:00:00Z'), narrative: 'Under way', author: 'Ada Example' },
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
  }
}

function aRecommendation(): RecommendationDetail {
  return {
    id: id(5),
    ref: '4.2',
    text: 'Records are audited',
    timescaleRaw: 'Within 3 months',
    dueOn: isoDate('2027-02-28'),
    joint: true,
    organisations: ['Northmere NHS Trust'],
    report,
    actions: [],
    jointBasis: null,
    baseDate: null,
    baseBasis: null,
    line: 12,
    sourceName: 'report.txt',
    flags: [],
  }
}

function aReport(): ReportDetail {
  return {
    ...report,
    publishedOn: isoDate('2026-09-01'),
    recommendations: 1,
    actions: 1,
    openActions: 1,
    responseDays: 70,
    responseDueOn: isoDate('2026-12-01'),
    responseProvisional: false,
    responseKind: null,
    responseFrom: isoDate('2026-08-25'),
    responseSentOn: null,
    regulator: null,
    inspectedFrom: null,
    inspectedTo: null,
    receivedOn: null,
    commissioningBody: null,
    inspector: null,
    providers: [],
    judgements: [],
    findings: 0,
    sourceName: 'report.txt',
    importedAt: new Date('2026-09-02T09:00:00Z'),
    flags: [],
    unrecognised: [],
  }
}
