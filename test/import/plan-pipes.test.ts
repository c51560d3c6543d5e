import { describe, expect, it } from 'vitest'
import { actionsOf, codesOf, draftOfFixture } from './read.ts'

describe('a plan in pipes', () => {
  const draft = draftOfFixture('plan-pipes.md')
  const actions = actionsOf(draft)

  it('reads columns in whatever order', () => {
    expect(draft.recommendations.map(({ ref, text }) => [ref, text])).toEqual([
      ['1.1', 'Ensure that staff use the paediatric documentation'],
      ['1.2', 'Review the capacity of the liaison service'],
      ['2.1', 'Ensure that midwives are supervised'],
      ['2.2', 'Put a flagging system in place'],
      ['2.3', 'Share learning with GPs'],
    ])
    expect(draft.report.marking).toBe('OFFICIAL-SENSITIVE')
  })

  it('a row without number is a further action of the row above', () => {
    expect([...actions.keys()]).toEqual(['1.1/1', '1.1/2', '1.1/-', '1.2/-', '2.1/-', '2.2/-'])
    expect(actions.get('1.1/-')).toMatchObject({
      text: 'Report to the board',
      owners: ['Head of Safeguarding and Quality'],
      dueOn: '2015-06-30',
      duePrecision: 'month',
    })
  })

  it('an empty action with an owner is the recommendation itself, and asked about', () => {
    expect(actions.get('2.1/-')?.text).toBe('Ensure that midwives are supervised')
    expect(codesOf(actions.get('2.1/-') ?? { flags: [] })).toContain('action-from-recommendation')
  })

  it('lists what is neither', () => {
    expect(draft.unrecognised.map(({ line, readAs }) => [line, readAs])).toEqual([
      [5, null],
      [7, 'table header'],
      [8, 'rule'],
      [16, null],
    ])
  })
})

describe('a joint plan in two tables with a lead agency column', () => {
  const draft = draftOfFixture('plan-lead-agency.md')

  it('keeps the headings of its parts', () => {
    expect(draft.recommendations.map(({ ref, heading }) => [ref, heading])).toEqual([
      ['1.1', '1. Leadership'],
      ['1.2', '1. Leadership'],
      ['2.1', '2. Practice'],
      ['2.9', '2. Practice'],
      ['2.10', '2. Practice'],
      ['2.11', '2. Practice'],
    ])
    expect(draft.report.planOwner).toBe('NHS Saltby CCG')
  })

  it("takes 'Council' for the only council it names, and asks", () => {
    const voice = draft.actions.find(({ recommendation }) => recommendation === '2.10')
    expect(voice).toMatchObject({ leadOrganisation: 'Saltby Council', dueOn: null, dueRaw: '12/13/2019' })
    expect(voice && codesOf(voice)).toEqual(['group-resolved', 'due-not-a-date', 'plan-status-differs'])
  })

  it('gives no date that is not one', () => {
    expect(draft.actions.map(({ dueOn }) => dueOn)).toEqual([
      '2019-12-31',
      null,
      null,
      null,
      '2019-11-01',
      null,
      null,
      null,
    ])
  })
})
