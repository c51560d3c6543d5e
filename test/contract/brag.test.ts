import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, type IsoDate, isoDate } from '../../src/calendar/date.ts'
import { naturalKey } from '../../src/core/text.ts'
import { whereRated } from '../../src/db/action-where.ts'
import type { Database } from '../../src/db/connect.ts'
import { columnDateOrNull } from '../../src/db/dates.ts'
import { actionStatuses, outlooks } from '../../src/features/actions/schema.ts'
import { type Rated, rate } from '../../src/features/boards/rules.ts'
import {
  type BragScheme,
  bragScheme,
  defaultScheme,
  type RatingCondition,
  type RatingRule,
} from '../../src/features/boards/schema.ts'
import { createTestBoard, type TestBoard } from '../support/board.ts'
import { openTestDatabase } from '../support/database.ts'

const today = isoDate('2026-11-23')
const colours = ['red', 'amber', 'green', 'blue', 'grey'] as const satisfies readonly RatingRule['colour'][]

const near = (days: number): fc.Arbitrary<IsoDate | null> =>
  fc.oneof(
    { weight: 1, arbitrary: fc.constant(null) },
    { weight: 5, arbitrary: fc.integer({ min: -days, max: days }).map((n) => addDays(today, n)) },
  )

const anyAction: fc.Arbitrary<Rated> = fc.record({
  status: fc.constantFrom(...actionStatuses),
  outlook: fc.constantFrom(...outlooks),
  dueOn: near(8),
  lastProgressOn: near(8),
})

const anyCondition: fc.Arbitrary<RatingCondition> = fc.oneof(
  fc.constant({ kind: 'overdue' as const }),
  fc.record({ kind: fc.constant('outlook' as const), is: fc.constantFrom(...outlooks) }),
  fc.record({
    kind: fc.constant('status' as const),
    in: fc.uniqueArray(fc.constantFrom(...actionStatuses), { minLength: 1, maxLength: 4 }),
  }),
  fc.record({
    kind: fc.constant('due soon and quiet' as const),
    dueWithinDays: fc.integer({ min: 0, max: 8 }),
    quietForDays: fc.integer({ min: 0, max: 8 }),
  }),
  { weight: 1, arbitrary: fc.constant({ kind: 'any' as const }) },
)

const anyRule: fc.Arbitrary<RatingRule> = fc.record({
  colour: fc.constantFrom(...colours),
  word: fc.constantFrom('Late', 'Worrying', 'Fine', 'Done'),
  means: fc.constant('as the board says'),
  when: fc.array(anyCondition, { minLength: 1, maxLength: 3 }),
})

const anyScheme: fc.Arbitrary<BragScheme> = fc
  .tuple(fc.array(anyRule, { minLength: 1, maxLength: 5 }), anyRule)
  .map(([rules, last]) => [...rules, { ...last, when: [...last.when, { kind: 'any' as const }] }])

let db: Database
let board: TestBoard
/** What the database holds, by reference. */
const held = new Map<string, Rated>()

beforeAll(async () => {
  db = await openTestDatabase()
  board = await createTestBoard(db)
  const recommendation = await board.stores.recommendations.byRef(board.id, '4.1')
  const actions = fc.sample(anyAction, { numRuns: 250, seed: 4 })
  await board.prisma.action.createMany({
    data: actions.map(({ dueOn, lastProgressOn, ...action }, index) => ({
      boardId: board.id,
      id: randomUUID(),
      recommendationId: recommendation?.id ?? '',
      ref: `9.${index}`,
      refSort: naturalKey(`9.${index}`),
      text: 'Rated',
      flags: [],
      dueOn: columnDateOrNull(dueOn),
      lastProgressOn: columnDateOrNull(lastProgressOn),
      ...action,
    })),
  })
  for (const [index, action] of actions.entries()) held.set(`9.${index}`, action)
})
afterAll(() => db.close())

async function ratedInDatabase(scheme: BragScheme, day: IsoDate): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>([...held.keys()].map((ref) => [ref, []]))
  for (const colour of colours) {
    const rows = await board.prisma.action.findMany({
      where: { boardId: board.id, ref: { startsWith: '9.' }, AND: [whereRated([colour], scheme, day)] },
      select: { ref: true },
    })
    for (const { ref } of rows) found.get(ref)?.push(colour)
  }
  return found
}

function ratedHere(scheme: BragScheme, day: IsoDate): Map<string, string[]> {
  return new Map([...held].map(([ref, action]) => [ref, [rate(action, scheme, day).colour]]))
}

describe('a rating', () => {
  it('is the same in the database as in the rules, and one colour for every action', async () => {
    await fc.assert(
      fc.asyncProperty(anyScheme, fc.integer({ min: -3, max: 3 }), async (scheme, shift) => {
        const day = addDays(today, shift)
        expect(bragScheme.parse(scheme)).toEqual(scheme)
        expect(await ratedInDatabase(scheme, day)).toEqual(ratedHere(scheme, day))
      }),
      { numRuns: 60 },
    )
  })

  it('agrees for the scheme of a board that has not chosen one, day by day', async () => {
    for (const shift of [-9, -1, 0, 1, 9, 40])
      expect(await ratedInDatabase(defaultScheme, addDays(today, shift))).toEqual(
        ratedHere(defaultScheme, addDays(today, shift)),
      )
  })

  it('of several colours is all of each, without doubles', async () => {
    const rating = { colours: ['red', 'amber'] as const, scheme: defaultScheme }
    const listed = await board.stores.actions.list(
      board.id,
      { rating, words: ['Rated'] },
      { offset: 0, limit: 1000 },
      today,
    )
    const wanted = [...ratedHere(defaultScheme, today)].filter(
      ([, [colour]]) => colour === 'red' || colour === 'amber',
    )
    expect(listed.map(({ ref }) => ref).sort()).toEqual(wanted.map(([ref]) => ref).sort())
    expect(await board.stores.actions.count(board.id, { rating, words: ['Rated'] }, today)).toBe(
      wanted.length,
    )
  })

  it('falls where the key says it does', () => {
    const of = (action: Partial<Rated>): string =>
      rate(
        { status: 'in_progress', outlook: 'on_track', dueOn: null, lastProgressOn: null, ...action },
        defaultScheme,
        today,
      ).word
    expect(of({})).toBe('Green')
    expect(of({ dueOn: today })).toBe('Amber')
    expect(of({ dueOn: today, lastProgressOn: addDays(today, -29) })).toBe('Green')
    expect(of({ dueOn: today, lastProgressOn: addDays(today, -30) })).toBe('Amber')
    expect(of({ dueOn: addDays(today, 14) })).toBe('Amber')
    expect(of({ dueOn: addDays(today, 15) })).toBe('Green')
    expect(of({ dueOn: addDays(today, -1) })).toBe('Red')
    expect(of({ outlook: 'at_risk' })).toBe('Amber')
    expect(of({ outlook: 'off_track' })).toBe('Red')
    expect(of({ status: 'complete', dueOn: addDays(today, -90), outlook: 'off_track' })).toBe('Green')
    expect(of({ status: 'assured' })).toBe('Blue')
    expect(of({ status: 'embedded' })).toBe('Blue')
    expect(of({ status: 'withdrawn', dueOn: addDays(today, -90) })).toBe('Withdrawn')
    expect(of({ status: 'handed_over', dueOn: addDays(today, -1) })).toBe('Red')
  })
})
