import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, isoDate } from '../../src/calendar/date.ts'
import { londonTimeToInstant } from '../../src/calendar/london.ts'
import type { Glance, GlanceWish } from '../../src/core/glance.ts'
import type { Database } from '../../src/db/connect.ts'
import { type BragScheme, bragScheme, defaultScheme } from '../../src/features/boards/schema.ts'
import { createGlance } from '../../src/features/glance/glance.ts'
import { openTestDatabase } from '../support/database.ts'
import { council, type SownBoard, sowBoard, today, trust } from '../support/sown-board.ts'
import { countedOf, glanceByHand } from './glance-oracle.ts'

let db: Database
let sown: SownBoard
let names: string[]
beforeAll(async () => {
  db = await openTestDatabase()
  sown = await sowBoard(db)
  const organisations = await sown.board.stores.glance.organisations(sown.board.id)
  names = organisations.map(({ name }) => name)
})
afterAll(() => db.close())

/** Counted anew: what was planted by hand left no trail that would tell of it. */
async function glance(wish: Partial<GlanceWish> = {}, day = today, scheme?: BragScheme): Promise<Glance> {
  const { stores, people } = sown.board
  const boards = scheme
    ? { ...stores.boards, get: async () => ({ ...(await stores.boards.get(sown.board.id)), scheme }) }
    : stores.boards
  const ask = createGlance({ ...stores, boards })
  const glanced = await ask(
    people.viewer,
    { organisation: null, report: null, ...wish },
    londonTimeToInstant(day, 12, 0),
  )
  if (glanced.kind !== 'glance') throw new Error(`There was no glance: ${JSON.stringify(glanced)}`)
  return glanced.glance
}

const mondays = ['2026-11-09', '2026-11-16', '2026-11-23', '2026-11-30'].map(isoDate)

/** The trend's days written out: eleven Sundays and the day itself. */
function momentOf(day: typeof today, soonDays = 14) {
  const monday = mondays.findLast((one) => one <= day) ?? day
  const sundays = Array.from({ length: 11 }, (_, at) => addDays(monday, -1 - 7 * (10 - at)))
  return { today: day, monday, names, days: [...sundays, day], soonDays }
}

const wishes: GlanceWish[] = [null, trust, council].flatMap((organisation) =>
  [null, 'Northmere report', 'Dale letter'].map((report) => ({ organisation, report })),
)

const anyCondition = fc.oneof(
  fc.constant({ kind: 'overdue' as const }),
  fc.record({ kind: fc.constant('outlook' as const), is: fc.constantFrom('at_risk', 'off_track') }),
  fc.record({
    kind: fc.constant('status' as const),
    in: fc.subarray(['blocked', 'complete', 'assured', 'withdrawn', 'handed_over'], { minLength: 1 }),
  }),
  fc.record({
    kind: fc.constant('due soon and quiet' as const),
    dueWithinDays: fc.integer({ min: 0, max: 30 }),
    quietForDays: fc.integer({ min: 0, max: 30 }),
  }),
)
const anyRule = fc.record({
  colour: fc.constantFrom('blue', 'green', 'amber', 'red', 'grey'),
  word: fc.constantFrom('Late', 'Worrying', 'Fine', 'Done'),
  means: fc.constant('as the board says'),
  when: fc.array(anyCondition, { minLength: 1, maxLength: 3 }),
})
const anyScheme = fc
  .tuple(fc.array(anyRule, { minLength: 1, maxLength: 5 }), anyRule)
  .map(([rules, last]) => bragScheme.parse([...rules, { ...last, when: [{ kind: 'any' }] }]))

const warningOf = (scheme: BragScheme): number =>
  scheme
    .flatMap(({ when }) => when)
    .flatMap((condition) => (condition.kind === 'due soon and quiet' ? [condition.dueWithinDays] : []))[0] ??
  14

describe('a board in figures', () => {
  it.each(wishes)('of $organisation and $report is what one would count by hand', async (wish) => {
    const wanted = glanceByHand(sown.actions, defaultScheme, wish, momentOf(today))
    expect(wanted.actions.total, 'a part without actions shows nothing').toBeGreaterThan(0)
    expect(countedOf(await glance(wish))).toEqual(wanted)
  })

  it('is right on any day, for any part and any scheme', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...wishes),
        fc.integer({ min: -12, max: 12 }),
        anyScheme,
        async (wish, shift, scheme) => {
          const day = addDays(today, shift)
          const wanted = glanceByHand(sown.actions, scheme, wish, momentOf(day, warningOf(scheme)))
          expect(countedOf(await glance(wish, day, scheme))).toEqual(wanted)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('adds up, and moves week by week', async () => {
    const { actions, ratings, trend } = await glance()
    expect(ratings.reduce((sum, { count }) => sum + count, 0)).toBe(actions.total)
    expect(trend).toHaveLength(12)
    expect(trend.map(({ day }) => day).slice(-3)).toEqual(['2026-11-15', '2026-11-22', '2026-11-23'])
    expect(trend.at(-1)).toEqual({ day: today, overdue: actions.overdue })
    expect(new Set(trend.map(({ overdue }) => overdue)).size).toBeGreaterThan(3)
  })

  it('counts what its commands list', async () => {
    const { board } = sown
    const { organisations, due } = await glance({ report: 'Northmere report' })
    expect(organisations.length).toBeGreaterThan(1)
    for (const { command, open } of organisations)
      expect((await board.tell(board.people.viewer, command)).headline).toMatch(
        new RegExp(`^${open} open action`),
      )
    expect(due.length).toBeGreaterThan(3)
    for (const { command, count } of due)
      expect((await board.tell(board.people.viewer, command)).headline).toMatch(
        new RegExp(`^${count} open action`),
      )
  })

  it('of a Sunday ends its trend there, and its last week with it', async () => {
    const { trend, due } = await glance({}, isoDate('2026-11-29'))
    expect(trend.map(({ day }) => day).slice(-2)).toEqual(['2026-11-22', '2026-11-29'])
    expect(due.every(({ day }) => day >= '2026-11-23' && day <= '2027-01-03')).toBe(true)
  })
})
