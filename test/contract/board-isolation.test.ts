import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isoDate } from '../../src/calendar/date.ts'
import type { Id } from '../../src/core/ids.ts'
import { createDirectory } from '../../src/db/boards.ts'
import type { Database } from '../../src/db/connect.ts'
import { PrismaClient } from '../../src/db/generated/client.ts'
import { openStatuses } from '../../src/features/actions/lifecycle.ts'
import type { By } from '../../src/features/actions/store.ts'
import { defaultScheme } from '../../src/features/boards/schema.ts'
import { partsOfBoard } from '../../src/features/glance/store.ts'
import { sumOf } from '../../src/features/glance/sum.ts'
import { draftOf } from '../features/reports/draft.ts'
import { smallPlan } from '../features/reports/small-plan.ts'
import { createTestBoard, monday, type TestBoard } from '../support/board.ts'
import { openTestDatabase } from '../support/database.ts'
import { deliveryReads, deliveryWrites, uncertainOf } from './delivery-cases.ts'
import { digestReads, digestWrites } from './digest-cases.ts'
import { boardTables, everythingOf, furnish, idsOf } from './every-table.ts'
import { type Case, peopleReads, peopleWrites } from './people-cases.ts'
import { reminderReads, reminderWrites } from './reminder-cases.ts'

const today = isoDate('2026-11-23')
const page = { offset: 0, limit: 50 }
const plan = smallPlan()

const by = ({ people: { kate } }: TestBoard): By => ({
  personId: kate.personId,
  name: kate.personName,
  face: 'console',
  at: monday,
})

/** Every method that reads, with filters that the other board's rows would fit just as well. */
const reads: Readonly<Record<string, Case>> = {
  ...deliveryReads,
  ...peopleReads,
  ...digestReads,
  ...reminderReads,
  'boards.get': ({ stores, id }) => stores.boards.get(id),
  'boards.standing': ({ stores, id }) => stores.boards.standing(id, today),
  'glance.mark': async ({ stores, id }) => (await stores.glance.mark(id)).newest,
  'glance.changed': async ({ stores, prisma, id }) => {
    const about = await prisma.auditEvent.findFirstOrThrow({
      where: { boardId: id, subject: { notIn: ['action', 'digest'] } },
      orderBy: { seq: 'desc' },
    })
    const parts = await stores.glance.changed(id, { newest: String(about.seq), writing: [] })
    // In words: the first part of a board is 0, which would look like nothing.
    return parts?.map((part) => `part ${part}`)
  },
  'glance.organisations': ({ stores, id }) => stores.glance.organisations(id),
  'glance.reports': ({ stores, id }) => stores.glance.reports(id),
  'glance.reckon': async (own) => {
    const organisations = await own.stores.glance.organisations(own.id)
    const reports = await own.stores.glance.reports(own.id)
    const asked = {
      scheme: defaultScheme,
      today,
      soonDays: 14,
      reports: reports.map(({ id }) => id),
      // Words that the other board's rows would fit just as well, and no ids.
      organisations: organisations.map(({ name }) => ({ words: name, ids: [] })),
      only: { words: 'Northmere', ids: [] },
      days: [isoDate('2026-11-22'), today],
      due: { from: today, to: isoDate('2027-12-31') },
    }
    // A report of each board can be in the same part: all of them are asked for by number.
    const parts = Array.from({ length: partsOfBoard }, (_, part) => part)
    return sumOf([...(await own.stores.glance.reckon(own.id, asked, parts)).values()], asked)
  },
  'people.list': ({ stores, id }) => stores.people.list(id),
  'people.likenesses': ({ stores, id }) => stores.people.likenesses(id, ['ewilson', 'headofmidwifery']),
  'reports.list': ({ stores, id }) => stores.reports.list(id),
  'reports.get': async ({ stores, id }) =>
    stores.reports.get(id, (await stores.reports.list(id))[0]?.id ?? ''),
  'reports.bySha256': ({ stores, id }) => stores.reports.bySha256(id, plan.source.sha256),
  'recommendations.list': ({ stores, id }) =>
    stores.recommendations.list(
      id,
      {
        organisation: 'trust',
        report: 'northmere',
        joint: true,
        words: ['consent'],
        due: { from: null, to: today },
      },
      page,
    ),
  'recommendations.count': ({ stores, id }) => stores.recommendations.count(id, { organisation: 'NHT' }),
  'recommendations.byRef': ({ stores, id }) => stores.recommendations.byRef(id, '4.2'),
  'recommendations.refsLike': ({ stores, id }) => stores.recommendations.refsLike(id, '4.99'),
  'recommendations.search': ({ stores, id }) =>
    stores.recommendations.search(id, 'consent or template or supervision or audit', page),
  'actions.list': async (own) => [
    await own.stores.actions.list(own.id, {}, page, today),
    await own.stores.actions.list(
      own.id,
      {
        statuses: ['complete', 'not_started'],
        organisation: 'NHT',
        report: 'northmere',
        rating: { colours: ['green', 'red'], scheme: defaultScheme },
        words: ['consent'],
      },
      page,
      today,
    ),
  ],
  'actions.count': async (own) => [
    await own.stores.actions.count(own.id, { involves: own.people.kate.personId }, today),
    await own.stores.actions.count(own.id, { ownerNamed: { ids: [], asWritten: 'wilson' } }, today),
  ],
  'actions.page': async (own) => [
    await own.stores.actions.page(own.id, {}, page, today),
    await own.stores.actions.page(
      own.id,
      { statuses: openStatuses, involves: own.people.kate.personId },
      page,
      today,
    ),
  ],
  'actions.byRef': ({ stores, id }) => stores.actions.byRef(id, '4.1'),
  'actions.refsLike': ({ stores, id }) => stores.actions.refsLike(id, '4.99'),
  'actions.history': async (own) => own.stores.actions.history(own.id, (await own.action('4.1')).id),
}

/** Every method that writes. */
const writes: Readonly<Record<string, Case>> = {
  ...deliveryWrites,
  ...peopleWrites,
  ...digestWrites,
  ...reminderWrites,
  'people.add': ({ stores, id }) =>
    stores.people.add(id, { displayName: 'New Person', role: 'owner', organisation: 'NHT' }, operator),
  'people.confirmName': (own) =>
    own.stores.people.confirmName(own.id, own.people.owen.personId, 'E Wilson', by(own)),
  'reports.commit': ({ stores, id }) =>
    stores.reports.commit(id, draftOf({ recommendations: [{ ref: '4.1', text: 'Again' }] }), null, operator),
  'actions.apply': async (own) => claim(own, (await own.action('4.5')).id),
  'actions.add': async (own) => add(own, (await own.stores.recommendations.byRef(own.id, '4.2'))?.id ?? ''),
}

const operator: By = { personId: null, name: 'operator', face: 'cli', at: monday }

const claim = (own: TestBoard, actionId: Id): Promise<unknown> =>
  own.stores.actions.apply(
    own.id,
    {
      actionId,
      what: 'claimed',
      guard: { unowned: true },
      set: { ownerId: own.people.kate.personId },
      progress: { narrative: 'Mine', status: 'in_progress', outlook: 'on_track', blockers: null },
      evidence: [{ title: 'Minutes', url: null }],
    },
    by(own),
  )

const add = (own: TestBoard, recommendationId: Id): Promise<unknown> =>
  own.stores.actions.add(
    own.id,
    {
      recommendationId,
      text: 'Another',
      ownerId: own.people.kate.personId,
      leadOrganisation: 'NHT',
      dueOn: today,
      what: 'added',
      onlyIfFirst: false,
    },
    by(own),
  )

type Statement = { query: string; params: string }

let db: Database
let own: TestBoard
let other: TestBoard
const statements: Statement[] = []
/** What the reads gave while there was no other board. */
const alone = new Map<string, unknown>()

beforeAll(async () => {
  db = await openTestDatabase()
  const prisma = new PrismaClient({ adapter: db.adapter, log: [{ emit: 'event', level: 'query' }] })
  prisma.$on('query', ({ query, params }) => statements.push({ query, params }))
  own = await createTestBoard(db, { prisma })
  await furnish(own)
  for (const [name, read] of Object.entries(reads)) alone.set(name, await read(own))
  other = await createTestBoard(db)
  await furnish(other)
})
afterAll(() => db.close())

describe('a board', () => {
  it('has a case here for every method of every store', () => {
    const methods = Object.entries(own.stores).flatMap(([store, methodsOf]) =>
      Object.keys(methodsOf).map((method) => `${store}.${method}`),
    )
    expect(Object.keys({ ...reads, ...writes }).sort()).toEqual(methods.sort())
  })

  it('has a twin that holds the same', async () => {
    expect(other.id).not.toBe(own.id)
    const held = await everythingOf(db, own)
    for (const [table, rows] of await everythingOf(db, other)) {
      expect(rows.length, `${table} is empty, so nothing about it is tested`).toBeGreaterThan(0)
      expect(rows.length, table).toBe(held.get(table)?.length)
    }
    expect((await other.action('4.1')).text).toBe((await own.action('4.1')).text)
  })

  it.each(Object.keys(reads))('%s reads what it read when it was alone', async (name) => {
    const found = await reads[name]?.(own)
    expect(found).toEqual(alone.get(name))
    expect(isEmpty(found), 'a case that finds nothing shows nothing').toBe(false)
  })

  it.each(Object.keys(writes))('%s leaves the other board as it was', async (name) => {
    const before = await everythingOf(db, other)
    const written = JSON.stringify(await writes[name]?.(own))
    expect(await everythingOf(db, other)).toEqual(before)
    const theirs = await idsOf(db, other)
    expect([...theirs].filter((id) => written.includes(id))).toEqual([])
  })

  it('cannot reach the other board’s rows by their ids', async () => {
    const before = await everythingOf(db, other)
    const theirAction = await other.action('4.9')
    const theirReport = (await other.stores.reports.list(other.id))[0]?.id ?? ''
    const theirRecommendation = (await other.stores.recommendations.byRef(other.id, '4.3'))?.id ?? ''
    expect(await claim(own, theirAction.id)).toEqual({ ok: false, reason: 'gone' })
    expect(await own.stores.actions.history(own.id, theirAction.id)).toEqual([])
    expect(await own.stores.reports.get(own.id, theirReport)).toBeNull()
    const theirDelivery = (await uncertainOf(other)).id
    expect(await own.stores.deliveries.get(own.id, theirDelivery)).toBeNull()
    expect(await own.stores.deliveries.resolve(own.id, theirDelivery, true, operator)).toBeNull()
    const { kate } = own.people
    expect(await own.stores.reminders.snooze(own.id, kate.personId, [theirAction.id], today)).toEqual([])
    expect(await own.stores.reminders.message(own.id, other.people.kate.personId, null)).toBeNull()
    const [clock] = await other.stores.reports.clocks(other.id)
    expect(clock).toBeDefined()
    if (clock)
      expect(
        await own.stores.reports.setClock(own.id, { reportId: clock.id, was: clock, set: clock }, by(own)),
      ).toEqual({ ok: false, reason: 'changed', by: null })
    const theirs = { involves: other.people.kate.personId }
    expect(await own.stores.actions.count(own.id, theirs, today)).toBe(0)
    await expect(add(own, theirRecommendation)).rejects.toThrow()
    await expect(
      own.stores.people.confirmName(own.id, other.people.kate.personId, 'Head of Midwifery', by(own)),
    ).rejects.toThrow()
    const mine = await own.action('4.9')
    await expect(
      own.stores.actions.apply(
        own.id,
        {
          actionId: mine.id,
          what: 'assigned',
          guard: { version: mine.version },
          set: { ownerId: other.people.kate.personId },
        },
        by(own),
      ),
    ).rejects.toThrow()
    expect(await own.action('4.9')).toEqual(mine)
    expect(await everythingOf(db, other)).toEqual(before)
  })

  it('shows the other board’s people nothing, whatever they type', async () => {
    const { kate } = other.people
    const shown = JSON.stringify([
      await other.tell(kate, 'actions mine'),
      await other.tell(kate, 'actions list status:any'),
      await other.tell(kate, 'recommendations search consent'),
      await other.tell(kate, 'actions history 4.1'),
    ])
    const ours = await idsOf(db, own)
    expect([...ours].filter((id) => shown.includes(id))).toEqual([])
  })

  it('is what the directory names as a person’s own', async () => {
    const members = await createDirectory(other.prisma).members(own.slug)
    expect(new Set(members.map(({ boardId }) => boardId))).toEqual(new Set([own.id]))
  })

  it('is named by every statement that touches its tables', async () => {
    const tables = await boardTables(db)
    const touching = statements.filter(({ query }) => tables.some((table) => query.includes(`"${table}"`)))
    expect(touching.length).toBeGreaterThan(200)
    const free = touching.filter(({ query, params }) => !params.includes(own.id) && !findsNothing(query))
    expect([...new Set(free.map(({ query }) => query))]).toEqual([])
    expect(statements.filter(({ params }) => params.includes(other.id))).toEqual([])
    for (const table of tables)
      expect(
        touching.some(({ query }) => query.includes(`"${table}"`)),
        `no statement on ${table}`,
      ).toBe(true)
  })

  it('has a table beside the boards themselves for nothing that is not a board’s', async () => {
    const { rows } = await db.pool.query<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1`,
    )
    const tables = new Set(await boardTables(db))
    expect(rows.map(({ name }) => name).filter((name) => !tables.has(name))).toEqual([
      'Board',
      'ChatReceipt',
      '_prisma_migrations',
    ])
  })
})

/** Prisma asks for the relations of no rows too, with a condition that nothing satisfies. */
function findsNothing(query: string): boolean {
  return query.includes('"boardId" IN (NULL)')
}

function isEmpty(found: unknown): boolean {
  if (Array.isArray(found)) return found.length === 0 || found.some(isEmpty)
  return found === null || found === 0
}
