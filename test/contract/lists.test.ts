import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays } from '../../src/calendar/date.ts'
import type { Database } from '../../src/db/connect.ts'
import { isOpen, openStatuses } from '../../src/features/actions/lifecycle.ts'
import type { ActionQuery, Slice } from '../../src/features/actions/store.ts'
import { defaultScheme } from '../../src/features/boards/schema.ts'
import type { RecommendationQuery } from '../../src/features/recommendations/store.ts'
import { openTestDatabase } from '../support/database.ts'
import { type SownBoard, sowBoard, today } from '../support/sown-board.ts'
import { byRef, byUrgency, fits, recommendationFits } from './list-oracle.ts'

let db: Database
let sown: SownBoard
beforeAll(async () => {
  db = await openTestDatabase()
  sown = await sowBoard(db)
})
afterAll(() => db.close())

const everything: Slice = { offset: 0, limit: 1_000 }
const middle: Slice = { offset: 1, limit: 2 }
const pastTheEnd: Slice = { offset: 900, limit: 25 }
const rating = (...colours: NonNullable<ActionQuery['rating']>['colours']): ActionQuery => ({
  rating: { colours, scheme: defaultScheme },
})

type Filters<Query> = Readonly<Record<string, readonly (() => Query)[]>>

/** Every filter of the actions' list. The first of each is the one that is paired with all others. */
const actionFilters = {
  statuses: [
    () => ({ statuses: ['not_started', 'in_progress', 'complete', 'assured'] }),
    () => ({ statuses: ['blocked'] }),
    () => ({ statuses: ['withdrawn', 'embedded'] }),
  ],
  ownerNamed: [
    () => ({ ownerNamed: { ids: [sown.board.people.kate.personId], asWritten: 'wilson' } }),
    () => ({ ownerNamed: { ids: [], asWritten: 'slater' } }),
  ],
  involves: [() => ({ involves: sown.board.people.kate.personId })],
  organisation: [
    () => ({ organisation: 'hospitals' }),
    () => ({ organisation: 'nht' }),
    () => ({ organisation: 'pht' }),
    () => ({ organisation: 'DALE' }),
    () => ({ organisation: 'dale council' }),
  ],
  ledBy: [
    () => ({ ledBy: { words: 'hospitals' } }),
    () => ({ ledBy: { words: 'nht' } }),
    () => ({ ledBy: { words: 'DALE' } }),
  ],
  report: [
    () => ({ report: 'northmere' }),
    () => ({ report: 'dale letter' }),
    () => ({ report: '100%' }),
    () => ({ report: 'inspection' }),
  ],
  rating: [() => rating('red', 'amber'), () => rating('green'), () => rating('blue', 'grey')],
  due: [
    () => ({ due: { from: addDays(today, -10), to: addDays(today, 20) } }),
    () => ({ due: { from: null, to: addDays(today, -1) } }),
    () => ({ due: { from: today, to: null } }),
    () => ({ due: { from: null, to: null } }),
  ],
  unowned: [() => ({ unowned: true })],
  undated: [() => ({ undated: true })],
  joint: [() => ({ joint: true })],
  words: [
    () => ({ words: ['AUDIT'] }),
    () => ({ words: ['100%'] }),
    () => ({ words: ['health_visiting'] }),
    () => ({ words: ['wilson', 'consent'] }),
    () => ({ words: ['dal-1'] }),
  ],
} satisfies Record<keyof ActionQuery, readonly (() => ActionQuery)[]>

const recommendationFilters = {
  organisation: [() => ({ organisation: 'hospitals' }), () => ({ organisation: 'NHT' })],
  report: [() => ({ report: 'northmere' }), () => ({ report: 'dale' })],
  joint: [() => ({ joint: true })],
  withoutAction: [() => ({ withoutAction: true })],
  due: [
    () => ({ due: { from: null, to: addDays(today, 30) } }),
    () => ({ due: { from: today, to: addDays(today, 30) } }),
  ],
  words: [() => ({ words: ['of', 'audit'] }), () => ({ words: ['100%'] }), () => ({ words: ['4.1'] })],
} satisfies Record<keyof RecommendationQuery, readonly (() => RecommendationQuery)[]>

function pairsOf(filters: object): [string, string][] {
  const names = Object.keys(filters)
  return names.flatMap((one, at) => names.slice(at + 1).map((other): [string, string] => [one, other]))
}

const valuesOf = <Query>(filters: Filters<Query>, name: string): readonly (() => Query)[] =>
  filters[name] ?? []

function first<Query>(filters: Filters<Query>, name: string): Query {
  const [make] = valuesOf(filters, name)
  if (!make) throw new Error(`There is no filter ${name}.`)
  return make()
}

const refs = (rows: readonly { ref: string }[]): string[] => rows.map(({ ref }) => ref)

async function listed(query: ActionQuery, slice = everything): Promise<string[]> {
  return refs(await sown.board.stores.actions.list(sown.board.id, query, slice, today))
}

const expected = (query: ActionQuery): string[] =>
  refs(sown.actions.filter((action) => fits(action, query, today)).toSorted(byUrgency))

/** The list, its count, and what it ought to be; returns how many there were. */
async function agree(query: ActionQuery): Promise<number> {
  const wanted = expected(query)
  expect(await listed(query)).toEqual(wanted)
  expect(await sown.board.stores.actions.count(sown.board.id, query, today)).toBe(wanted.length)
  for (const slice of [middle, pastTheEnd]) {
    const { total, actions } = await sown.board.stores.actions.page(sown.board.id, query, slice, today)
    expect(total).toBe(wanted.length)
    expect(refs(actions)).toEqual(wanted.slice(slice.offset, slice.offset + slice.limit))
  }
  return wanted.length
}

async function recommendationsAgree(query: RecommendationQuery): Promise<number> {
  const { board, actions, recommendations } = sown
  const planned = new Set(actions.map(({ recommendation }) => recommendation.ref))
  const wanted = refs(
    recommendations.filter((one) => recommendationFits(one, query, planned)).toSorted(byRef),
  )
  expect(refs(await board.stores.recommendations.list(board.id, query, everything))).toEqual(wanted)
  expect(await board.stores.recommendations.count(board.id, query)).toBe(wanted.length)
  return wanted.length
}

describe('a list of actions', () => {
  it('without a filter is all of them, by urgency', async () => {
    expect(await agree({})).toBe(sown.actions.length)
  })

  it.each(Object.keys(actionFilters))('by %s is what one would pick by hand', async (name) => {
    for (const make of valuesOf<ActionQuery>(actionFilters, name)) {
      const found = await agree(make())
      expect(found, 'a filter that finds all or nothing shows nothing').toBeGreaterThan(0)
      expect(found).toBeLessThan(sown.actions.length)
    }
  })

  it.each(pairsOf(actionFilters))('by %s and %s is what fits both', async (one, other) => {
    await agree({ ...first<ActionQuery>(actionFilters, one), ...first<ActionQuery>(actionFilters, other) })
  })

  it('by any number of filters is what fits them all', async () => {
    const values: (() => ActionQuery)[] = Object.values(actionFilters).flat()
    let found = 0
    await fc.assert(
      fc.asyncProperty(fc.subarray(values, { minLength: 2, maxLength: 6 }), async (makers) => {
        found += await agree(Object.assign({}, ...makers.map((make) => make())))
      }),
      { numRuns: 30, seed: 11 },
    )
    expect(found).toBeGreaterThan(20)
  })

  it('finds nothing for no status, no colour and nobody’s name', async () => {
    expect(await agree({ statuses: [] })).toBe(0)
    expect(await agree(rating())).toBe(0)
    expect(await agree({ organisation: '---' })).toBe(0)
    expect(await agree({ ownerNamed: { ids: [], asWritten: '%' } })).toBe(0)
  })

  it('cut anywhere is the same list: nothing stands twice, nothing is lost', async () => {
    const slice = fc.record({
      offset: fc.integer({ min: 0, max: 110 }),
      limit: fc.integer({ min: 1, max: 30 }),
    })
    // Where open actions end and finished ones begin, one query hands over to another.
    const open = sown.actions.filter(({ status }) => isOpen(status)).length
    const seam = (shift: number, limit: number): [ActionQuery, Slice] => [{}, { offset: open + shift, limit }]
    const { kate, owen } = sown.board.people
    const query = fc.constantFrom<ActionQuery>(
      {},
      { statuses: ['complete', 'withdrawn', 'blocked'] },
      { statuses: openStatuses, involves: kate.personId },
      { involves: owen.personId, due: { from: null, to: addDays(today, 20) } },
      { joint: true },
    )
    await fc.assert(
      fc.asyncProperty(query, slice, async (asked, { offset, limit }) => {
        expect(await listed(asked, { offset, limit })).toEqual(expected(asked).slice(offset, offset + limit))
      }),
      { numRuns: 40, examples: [seam(-1, 1), seam(0, 5), seam(-5, 5), seam(-3, 7), seam(1, 1)] },
    )
  })
})

describe('a list of recommendations', () => {
  it('without a filter is all of them, in the order people count', async () => {
    expect(await recommendationsAgree({})).toBe(23)
    const listedRefs = refs(await sown.board.stores.recommendations.list(sown.board.id, {}, everything))
    expect(listedRefs.slice(8, 13)).toEqual(['4.9', '4.10', '4.11', '4.12', 'DAL-1'])
  })

  it.each(Object.keys(recommendationFilters))('by %s is what one would pick by hand', async (name) => {
    for (const make of valuesOf<RecommendationQuery>(recommendationFilters, name)) {
      const found = await recommendationsAgree(make())
      expect(found, 'a filter that finds all or nothing shows nothing').toBeGreaterThan(0)
      expect(found).toBeLessThan(23)
    }
  })

  it.each(pairsOf(recommendationFilters))('by %s and %s is what fits both', async (one, other) => {
    await recommendationsAgree({
      ...first<RecommendationQuery>(recommendationFilters, one),
      ...first<RecommendationQuery>(recommendationFilters, other),
    })
  })

  it('cut into pages is the same list', async () => {
    const { board } = sown
    const pages = await Promise.all(
      [0, 7, 14, 21, 28].map((offset) =>
        board.stores.recommendations.list(board.id, {}, { offset, limit: 7 }),
      ),
    )
    expect(pages.map((page) => page.length)).toEqual([7, 7, 7, 2, 0])
    expect(refs(pages.flat())).toEqual(refs(sown.recommendations.toSorted(byRef)))
  })
})

describe('references that begin alike', () => {
  it('come in the order people count', async () => {
    const { board, actions } = sown
    const near = await board.stores.actions.refsLike(board.id, '4.99')
    expect(near).toEqual(refs(actions.filter(({ ref }) => ref.startsWith('4.')).toSorted(byRef)))
    expect(await board.stores.recommendations.refsLike(board.id, 'dal-99')).toEqual(
      Array.from({ length: 11 }, (_, n) => `DAL-${n + 1}`),
    )
  })
})
