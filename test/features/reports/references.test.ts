import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { referencePattern } from '../../../src/core/dispatch.ts'
import type { Draft } from '../../../src/features/reports/import/schema.ts'
import { allocateReferences, prefixCandidates } from '../../../src/features/reports/references.ts'
import { draftOf, type SomeAction } from './draft.ts'

const none = new Set<string>()

/** A draft whose recommendations have these numbers, and whose actions belong to these. */
function numbered(
  refs: readonly (string | null)[],
  actions: readonly (Pick<SomeAction, 'recommendation'> & { number?: number | null })[] = [],
  report: Partial<Draft['report']> = {},
): Draft {
  return draftOf({
    report: { area: 'Leicester City', ...report },
    recommendations: refs.map((ref) => ({ ref, text: `Recommendation ${ref}` })),
    actions: actions.map((action) => ({ text: 'Do it', ...action })),
  })
}

describe('the references of a draft', () => {
  it('keeps the document’s own numbers where nothing on the board bears them', () => {
    expect(allocateReferences(numbered(['4.1', '4.2', '4.10']), none).recommendations).toEqual([
      '4.1',
      '4.2',
      '4.10',
    ])
  })

  it('counts recommendations without numbers, under a prefix from the area', () => {
    expect(allocateReferences(numbered([null, null, null]), none).recommendations).toEqual([
      'LEI-1',
      'LEI-2',
      'LEI-3',
    ])
  })

  it('gives a prefix when a number is taken, to all of the report, so that it reads as one', () => {
    const references = allocateReferences(numbered(['4.1', '4.2']), new Set(['4.2', '7']))
    expect(references.recommendations).toEqual(['LEI-4.1', 'LEI-4.2'])
  })

  it('takes a prefix only once: the second report of one place gets a longer one', () => {
    const first = allocateReferences(numbered([null]), none)
    expect(first.recommendations).toEqual(['LEI-1'])
    const second = allocateReferences(numbered([null]), new Set(['LEI-1', 'LEI']))
    expect(second.recommendations).toEqual(['LEIC-1'])
  })

  it('notices when an action’s reference is taken, not only a recommendation’s', () => {
    const draft = numbered(
      ['4.2'],
      [
        { recommendation: '4.2', number: 1 },
        { recommendation: '4.2', number: 2 },
      ],
    )
    expect(allocateReferences(draft, new Set(['4.2.2'])).actions).toEqual(['LEI-4.2.1', 'LEI-4.2.2'])
  })

  it('gives an only action its recommendation’s reference, and tells several apart by a last number', () => {
    const draft = numbered(
      ['4.1', '4.2'],
      [{ recommendation: '4.1' }, { recommendation: '4.2', number: 1 }, { recommendation: '4.2', number: 2 }],
    )
    expect(allocateReferences(draft, none)).toEqual({
      recommendations: ['4.1', '4.2'],
      actions: ['4.1', '4.2.1', '4.2.2'],
    })
  })

  it('leaves a recommendation’s own number to its own action', () => {
    const draft = numbered(
      ['4.2', '4.2.1'],
      [
        { recommendation: '4.2', number: 1 },
        { recommendation: '4.2', number: 2 },
        { recommendation: '4.2.1' },
      ],
    )
    expect(allocateReferences(draft, none).actions).toEqual(['4.2.2', '4.2.3', '4.2.1'])
  })

  it('tells actions apart that the document numbers alike, or not at all', () => {
    const same = { recommendation: '3', number: 1 }
    expect(allocateReferences(numbered(['3'], [same, same, same]), none).actions).toEqual([
      '3.1',
      '3.2',
      '3.3',
    ])
    const bare = { recommendation: '3', number: null }
    expect(allocateReferences(numbered(['3'], [bare, bare]), none).actions).toEqual(['3.1', '3.2'])
  })

  it('counts when a number stands twice, and finds each action’s own by its place', () => {
    const draft = numbered(['2', '2'], [{ recommendation: 1 }, { recommendation: 0 }])
    expect(allocateReferences(draft, none)).toEqual({
      recommendations: ['LEI-1', 'LEI-2'],
      actions: ['LEI-2', 'LEI-1'],
    })
  })

  it('counts where a number could not be typed, or would leave no room for an action’s, and keeps the others', () => {
    for (const ref of ['Recommendation 7', '1.2.3.4.5', '12345.12345.12345.12345', 'iv', null]) {
      expect(allocateReferences(numbered([ref, '9']), none).recommendations, String(ref)).toEqual([
        'LEI-1',
        '9',
      ])
    }
    expect(allocateReferences(numbered(['2', null]), new Set(['2'])).recommendations).toEqual([
      'LEI-2',
      'LEI-3',
    ])
  })

  it('keeps a letter of the number', () => {
    const draft = numbered(
      ['1', '3a', '3b', '4.2(a)', 'B2'],
      [{ recommendation: '3a' }, { recommendation: '3b' }, { recommendation: '3b' }],
    )
    expect(allocateReferences(draft, none)).toEqual({
      recommendations: ['1', '3A', '3B', '4.2A', 'B2'],
      actions: ['3A', '3B.1', '3B.2'],
    })
  })

  it('counts the two that bear one number, and all where each part counts from 1', () => {
    expect(allocateReferences(numbered(['1', '2', '2', '3', '4']), none).recommendations).toEqual([
      '1',
      'LEI-2',
      'LEI-3',
      '3',
      '4',
    ])
    expect(allocateReferences(numbered(['1', '2', '3', '1', '2']), none).recommendations).toEqual([
      'LEI-1',
      'LEI-2',
      'LEI-3',
      'LEI-4',
      'LEI-5',
    ])
  })

  it('writes numbers as they are stored, in capitals', () => {
    expect(allocateReferences(numbered(['sol-4.1']), none).recommendations).toEqual(['SOL-4.1'])
    expect(allocateReferences(numbered(['sol-4.1']), new Set(['SOL-4.1', 'SOL'])).recommendations).toEqual([
      'LEI-4.1',
    ])
  })

  it('will not guess which recommendation an action belongs to', () => {
    expect(() => allocateReferences(numbered(['1'], [{ recommendation: '2' }]), none)).toThrow(
      /belongs to no/,
    )
    expect(() => allocateReferences(numbered(['1'], [{ recommendation: 1 }]), none)).toThrow(/belongs to no/)
  })

  it('names a prefix for the place, not for the kind of body', () => {
    const prefix = (report: Partial<Draft['report']>): string | undefined =>
      prefixCandidates({ area: null, planOwner: null, title: '', ...report })[0]
    expect(prefix({ area: 'The City of Leicester' })).toBe('LEI')
    expect(prefix({ area: 'West Kent' })).toBe('KEN')
    expect(prefix({ area: 'London Borough of Bexley' })).toBe('BEX')
    expect(prefix({ planOwner: 'Solent NHS Trust' })).toBe('SOL')
    expect(prefix({ area: 'Évreux' })).toBe('EVR')
    expect(prefix({ title: 'NHS action plan' })).toBe('REP')
    expect(prefix({ title: 'Joint inspection of safeguarding and looked after children' })).toBe('REP')
    expect(prefix({ title: 'Letter of 3 September 2015' })).toBe('REP')
    expect(prefix({ area: 'North West London' })).toBe('NOR')
    expect(prefix({ title: '计划 2027' })).toBe('REP')
  })

  it('never runs out of prefixes for one place', () => {
    const candidates = prefixCandidates({ area: 'Bexley', planOwner: null, title: '' })
    expect(new Set(candidates).size).toBe(candidates.length)
    expect(candidates.length).toBeGreaterThan(600)
    expect(candidates.every((prefix) => referencePattern.test(`${prefix}-1`))).toBe(true)
  })

  it('is always unique and can always be typed, whatever the document and the board', () => {
    const digits = fc.stringMatching(/^\d{1,6}$/)
    const ref = fc.oneof(
      fc.constant(null),
      fc.array(digits, { minLength: 1, maxLength: 6 }).map((parts) => parts.join('.')),
      fc.constantFrom(
        '1',
        '1.1',
        '1.1.1',
        '2',
        '3a',
        'A1',
        '1a.1',
        'LEI-1',
        'lei-1',
        'LEI-1.1',
        'A',
        '4.2 (a)',
        '',
      ),
      fc.string({ maxLength: 30 }),
    )
    const given = fc.record({
      refs: fc.array(ref, { minLength: 1, maxLength: 8 }),
      parents: fc.array(fc.tuple(fc.nat(), fc.option(fc.integer({ min: 1, max: 200_000 }))), {
        maxLength: 10,
      }),
      area: fc.oneof(
        fc.constantFrom('Leicester', 'Kent and Medway', '计划', 'a b'),
        fc.string({ maxLength: 20 }),
      ),
      taken: fc.array(fc.oneof(ref, fc.constantFrom('LEI', 'LEIC', 'KEN', 'REP', 'LEIC-1')), {
        maxLength: 8,
      }),
    })
    fc.assert(
      fc.property(given, ({ refs, parents, area, taken }) => {
        const draft = numbered(
          refs,
          parents.map(([parent, number]) => ({ recommendation: parent % refs.length, number })),
          { area, title: area },
        )
        const board = new Set(taken.filter((one) => one !== null).map((one) => one.toUpperCase()))
        for (const one of [...board]) if (one.includes('-')) board.add(one.slice(0, one.indexOf('-')))
        const { recommendations, actions } = allocateReferences(draft, board)
        expect(recommendations).toHaveLength(refs.length)
        expect(actions).toHaveLength(parents.length)
        expect(new Set(recommendations).size).toBe(recommendations.length)
        expect(new Set(actions).size).toBe(actions.length)
        for (const one of [...recommendations, ...actions]) {
          expect(one).toMatch(referencePattern)
          expect(one).toBe(one.toUpperCase())
          expect(board.has(one), `${one} is taken`).toBe(false)
        }
        // An action never bears the number of somebody else's recommendation.
        actions.forEach((action, index) => {
          const owner = recommendations.indexOf(action)
          if (owner >= 0) expect(owner).toBe((parents[index]?.[0] ?? 0) % refs.length)
        })
      }),
      { numRuns: 400 },
    )
  })
})
