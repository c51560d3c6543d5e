import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { isoDate } from '../../../src/calendar/date.ts'
import { textOf } from '../../../src/core/view.ts'
import type { Database } from '../../../src/db/connect.ts'
import { toDelivery } from '../../../src/db/delivery-rows.ts'
import { PrismaClient } from '../../../src/db/generated/client.ts'
import type { Composed } from '../../../src/features/deliveries/jobs.ts'
import { composeDigest } from '../../../src/features/digests/jobs.ts'
import { askedForKey } from '../../../src/features/digests/rules.ts'
import { figures, type Subscription } from '../../../src/features/digests/schema.ts'
import { createTestBoard, type TestBoard } from '../../support/board.ts'
import { openTestDatabase } from '../../support/database.ts'
import { buttonsOf, fieldsOf, remarksOf, rowsOf, sectionsOf } from '../../support/shown.ts'
import { draftOf } from '../reports/draft.ts'
import { delivered, subscribe } from './channel.ts'

const monday = isoDate('2026-11-23')
const at = (text: string): Date => new Date(text)

let db: Database
let board: TestBoard
beforeAll(async () => {
  db = await openTestDatabase()
})
afterAll(() => db.close())
beforeEach(async () => {
  board = await createTestBoard(db)
})

/** What the delivery of a day says when it is sent. */
async function composed(
  subscription: Subscription,
  {
    period = monday,
    now = board.now,
    on = board,
  }: { period?: typeof monday; now?: Date; on?: TestBoard } = {},
): Promise<Composed> {
  const id = await delivered(on, subscription, { at: now, period, state: 'pending' })
  const row = await on.prisma.delivery.findUniqueOrThrow({ where: { boardId_id: { boardId: on.id, id } } })
  return composeDigest(on.stores)(toDelivery(row, on.id), now)
}

async function said(...asked: Parameters<typeof composed>) {
  const found = await composed(...asked)
  if (found.kind !== 'say') throw new Error(`Nothing was said: ${found.why}`)
  return found
}

describe('a week’s digest', () => {
  it('says the week in a screen: figures, clocks, what is late and what is next, what nobody has', async () => {
    await board.tell(board.people.kate, 'actions claim 4.5')
    await board.tell(board.people.kate, 'actions complete 4.10 Published https://example.org/policy')
    const { view, origin, pings } = await said(await subscribe(board))
    expect(view.headline).toBe('Northmere safeguarding partnership · week of Mon 23 Nov')
    expect(view.audience).toBe('public')
    expect(remarksOf(view)[0]).toMatch(/^\d+ open: 2 Red, \d+ Amber, \d+ Green\.$/)
    expect(remarksOf(view)[1]).toBe(
      'Northmere plan: plan due in 6 working days (Tue 1 Dec), provisional until the date of receipt is known, not yet recorded as sent.',
    )
    expect(sectionsOf(view)).toMatchObject({
      'Overdue (2)': ['4.1', '4.2.1'],
      // Nothing is due before it, so that nothing comes 'then'.
      'Due by Mon 7 Dec (1)': ['4.5'],
    })
    const rows = rowsOf(view)
    const shown = (ref: string) => {
      const { when, detail = '', compact } = rows.find((row) => row.ref === ref) ?? {}
      return { when, detail: textOf(detail), compact }
    }
    expect(shown('4.1')).toEqual({
      when: '14 days',
      detail: expect.stringMatching(/^no owner, Northmere Hospitals NHS/),
      compact: true,
    })
    expect(shown('4.5')).toEqual({
      when: 'in 6 working days (Tue 1 Dec)',
      detail: 'Kate Slater',
      compact: true,
    })
    const unowned = Object.keys(sectionsOf(view)).find((title) => title.startsWith('No owner'))
    expect(sectionsOf(view)[unowned ?? '']).toHaveLength(4)
    expect(rows.filter(({ buttons }) => buttons?.some(({ label }) => label === 'Claim'))).toHaveLength(3)
    expect(rows.at(-1)).toMatchObject({ ref: '', text: expect.stringMatching(/^and \d+ more$/) })
    expect(buttonsOf(view)).toEqual({ 'My actions': 'actions mine', 'Full list': 'actions list' })
    expect(origin).toMatch(/^actions digest [0-9a-f-]{36}$/)
    expect(pings).toEqual([])
  })

  it('says what has changed since the one before, and what was closed since, each once', async () => {
    const subscription = await subscribe(board)
    const first = await said(subscription)
    const kept = figures.parse(first.figures)
    expect(kept).toMatchObject({ on: '2026-11-23', filters: '', overdue: 2, closedThatDay: 0 })
    await board.prisma.delivery.updateMany({
      where: { boardId: board.id },
      data: { state: 'sent', figures: { ...kept, closedThatDay: 1 } },
    })
    const { lead } = board.people
    await board.tell(lead, 'actions assign 4.5 Owen Hart')
    for (const ref of ['4.1', '4.5']) {
      // Completed on the day of the digest: one before it was posted, as its figures say, and one after.
      if (ref === '4.1') await board.tell(lead, 'actions assign 4.1 Owen Hart')
      await board.tell(lead, `actions complete ${ref} Done https://example.org/done`)
    }
    const next = await said(subscription, { period: isoDate('2026-11-30'), now: at('2026-11-30T09:00:00Z') })
    expect(remarksOf(next.view)[0]).toMatch(/1 Red \(1 fewer than last week\), /)
    expect(remarksOf(next.view)[0]).toMatch(/\. 1 closed since Mon 23 Nov\.$/)
    expect(fieldsOf(next.view)).toMatchObject({
      'Waiting for sign-off (2)': 'the oldest for 7 days',
      'Closed since Mon 23 Nov (1)': expect.stringMatching(/^4\.[15]$/),
    })
  })

  it('compares nothing with a digest of other actions', async () => {
    const subscription = await subscribe(board)
    const { figures: kept } = await said(subscription)
    await board.prisma.delivery.updateMany({
      where: { boardId: board.id },
      data: { state: 'sent', figures: { ...figures.parse(kept), filters: 'joint', open: 90 } },
    })
    const next = await said(subscription, { period: isoDate('2026-11-30'), now: at('2026-11-30T09:00:00Z') })
    expect(remarksOf(next.view)[0]).not.toMatch(/more|fewer/)
  })

  it('counts and lists what its filters leave, and takes them along to the lists', async () => {
    const { view } = await said(await subscribe(board, { filters: 'brag:red org:"Northmere Hospitals"' }))
    expect(view.headline).toBe(
      'Northmere safeguarding partnership · week of Mon 23 Nov · brag:red org:"Northmere Hospitals"',
    )
    expect(remarksOf(view)[0]).toBe('2 open: 2 Red.')
    expect(Object.keys(sectionsOf(view))).toEqual(['Overdue (2)', 'No owner (2)'])
    expect(buttonsOf(view)['Full list']).toBe('actions list brag:red org:"Northmere Hospitals"')
    const listed = await board.tell(board.people.viewer, buttonsOf(view)['Full list'] ?? '')
    expect(listed.headline).toMatch(/^2 open actions/)
  })

  it('says which ones never came', async () => {
    const subscription = await subscribe(board)
    for (const [period, state] of [
      ['2026-11-02', 'sent'],
      ['2026-11-09', 'failed'],
      ['2026-11-16', 'missed'],
    ] as const)
      await delivered(board, subscription, { at: at(`${period}T09:00:00Z`), period: isoDate(period), state })
    const { view } = await said(subscription)
    expect(remarksOf(view)).toContain('The digests of Mon 9 Nov and Mon 16 Nov could not be posted.')
    expect(view.blocks.length).toBeGreaterThan(4)
  })

  it('notifies owners of what is late where the channel wants that, and nobody else', async () => {
    const { lead, owen } = board.people
    await board.tell(lead, 'actions assign 4.1 Owen Hart')
    await board.tell(lead, 'actions assign 4.5 Kate Slater')
    expect((await said(await subscribe(board, { pings: true }))).pings).toEqual([owen.personId])
  })
})

describe('a quiet week', () => {
  /** Nothing is late on this board, nothing is due, and no clock runs. */
  const quietBoard = () =>
    createTestBoard(db, { draft: draftOf({ recommendations: [{ ref: '1', text: 'Keep it up' }] }) })

  it('says so, or nothing, as the channel chose', async () => {
    board = await quietBoard()
    const { view } = await said(await subscribe(board))
    expect(remarksOf(view).slice(0, 2)).toEqual([
      'Nothing is open.',
      'Nothing is overdue and nothing is due by Mon 7 Dec.',
    ])
    const silent = await subscribe(board, { whenQuiet: 'silent', lookAheadDays: 28 }, 'quiet')
    expect(await composed(silent)).toEqual({ kind: 'nothing', why: 'quiet' })
    // Somebody who asks for one all the same is not left waiting.
    const asked = {
      at: board.now,
      period: monday,
      state: 'pending',
      key: `${askedForKey(silent.id)}x`,
    } as const
    const id = await delivered(board, silent, asked)
    const delivery = await board.stores.deliveries.get(board.id, id)
    if (!delivery) throw new Error('It was not written.')
    expect(await composeDigest(board.stores)(delivery, board.now)).toMatchObject({ kind: 'say' })
  })

  it('is not silent about a digest that never came', async () => {
    board = await quietBoard()
    const silent = await subscribe(board, { whenQuiet: 'silent' })
    const missed = { at: at('2026-11-16T09:00:00Z'), period: isoDate('2026-11-16'), state: 'missed' } as const
    await delivered(board, silent, missed)
    expect(remarksOf((await said(silent)).view)).toContain('The digest of Mon 16 Nov could not be posted.')
  })

  it('is none while something is late', async () => {
    expect((await composed(await subscribe(board, { whenQuiet: 'silent' }))).kind).toBe('say')
  })
})

describe('a digest that nobody is to read any more', () => {
  it('says nothing when its channel was stopped meanwhile', async () => {
    const subscription = await subscribe(board)
    const by = { personId: null, name: 'operator', face: 'cli', at: board.now } as const
    await board.stores.digests.pause(board.id, subscription.id, 'off', by)
    expect(await composed(subscription)).toEqual({ kind: 'nothing', why: 'paused' })
  })
})

describe('what a digest costs', () => {
  it('is as many statements for three hundred actions as for thirty', async () => {
    const counts: number[] = []
    for (const many of [30, 300]) {
      let statements = 0
      const prisma = new PrismaClient({ adapter: db.adapter, log: [{ emit: 'event', level: 'query' }] })
      prisma.$on('query', ({ query }) => {
        if (/"Action"|"Subscription"|"Delivery"|"Report"|"Board"/.test(query)) statements += 1
      })
      const big = await createTestBoard(db, { prisma, draft: manyActions(many) })
      const subscription = await subscribe(big, { filters: 'org:northmere' })
      statements = 0
      const { view } = await said(subscription, { on: big })
      counts.push(statements)
      expect(rowsOf(view).length).toBeLessThan(24)
      expect(remarksOf(view)[0]).toContain(`${many} open`)
    }
    expect(counts[1]).toBe(counts[0])
    expect(counts[0]).toBeLessThan(45)
  })
})

/** So many actions: late, due soon, due later and without a date, a quarter each; none has an owner. */
function manyActions(many: number) {
  const numbers = Array.from({ length: many }, (_, n) => n)
  const dueOn = [isoDate('2026-11-02'), isoDate('2026-11-26'), isoDate('2026-12-04')]
  return draftOf({
    recommendations: [{ ref: '9', text: 'All of it', organisations: ['Northmere Trust'] }],
    actions: numbers.map((n) => ({
      recommendation: '9',
      number: n + 1,
      text: `Piece ${n + 1}`,
      dueOn: dueOn[n % 4] ?? null,
      duePrecision: 'day' as const,
    })),
  })
}
