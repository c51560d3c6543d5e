import { describe, expect, it } from 'vitest'
import { actionsOf, codesOf, draftOf, draftOfFixture, refusalOf } from './read.ts'

describe('a plan in tabs', () => {
  const draft = draftOfFixture('plan-tabs.txt')
  const actions = actionsOf(draft)

  it('keeps the numbers in the order of the document', () => {
    expect(draft.recommendations.map(({ ref }) => ref)).toEqual([
      '1.1',
      '1.2',
      '1.9',
      '1.10',
      '1.11',
      '2.1',
      '2.2',
      '2.3',
      '2.4',
      '2.5',
      '3.1',
    ])
    expect(draft.report).toMatchObject({
      planOwner: 'Lantern NHS Trust',
      area: 'Tidewell',
      kind: 'action plan',
    })
  })

  it('puts together a row that a page cut, and says so', () => {
    expect(actions.get('2.1/-')?.text).toBe('Improve communication between Social Care and the nurses.')
    const second = draft.recommendations.find(({ ref }) => ref === '2.1')
    expect(second && [second.text, codesOf(second)]).toEqual([
      'Improve the collection of data so that assessments are planned in time.',
      ['joined-lines'],
    ])
  })

  it('hands over what another body must lead', () => {
    expect(actions.get('1.1/-')).toMatchObject({
      leadOrganisation: 'THT',
      handedOver: true,
      owners: [],
      flags: [{ code: 'led-elsewhere' }],
    })
  })

  it('splits numbered cells, and their dates by number', () => {
    expect(
      [...actions].filter(([key]) => key.startsWith('2.5')).map(([key, { dueOn }]) => [key, dueOn]),
    ).toEqual([
      ['2.5/1', '2017-09-30'],
      ['2.5/2', '2017-10-31'],
      ['2.5/-', '2017-12-01'],
    ])
  })

  it('gives no date where the cell has none', () => {
    expect(actions.get('1.9/1')).toMatchObject({ dueOn: null, dueRaw: 'Meeting planned for 14th September' })
    expect(actions.get('2.3/-')).toMatchObject({
      owners: ['C Holt'],
      sharedWith: ['CCG'],
      dueOn: null,
      dueRaw: 'C Holt',
    })
    expect(actions.get('2.4/-')).toMatchObject({
      dueOn: null,
      dueRaw: 'Immediate Actions complete in Childrens',
    })
  })

  it('keeps a date long before the others and asks, in words people read', () => {
    expect(actions.get('2.2/-')).toMatchObject({ dueOn: '2017-03-01' })
    expect(actions.get('2.2/-')?.flags[0]?.message).toContain(
      'Wed 1 Mar 2017 is 6 months before every other date',
    )
  })
})

describe('a plan with line feeds in its cells, a page break and other titles', () => {
  const draft = draftOfFixture('plan-wrapped.txt')

  it('knows its columns', () => {
    expect(draft.recommendations.map(({ ref }) => ref)).toEqual(['1', '2', '3', '4a', '4b', '5'])
    expect(draft.recommendations.at(-1)?.flags).toMatchObject([{ code: 'text-missing' }])
    expect(draft.report.marking).toBe('OFFICIAL SENSITIVE')
  })

  it('puts cells together over their lines', () => {
    expect(
      draft.actions.slice(0, 2).map(({ text, dueOn, status, evidence }) => [text, dueOn, status, evidence]),
    ).toEqual([
      ['Agree the change with IT', '2018-06-30', 'Amber', 'Minutes'],
      ['Train staff', '2018-07-31', 'Amber', 'Minutes'],
    ])
  })

  it('makes no organisation of a general word', () => {
    expect(draft.recommendations.flatMap(({ organisations }) => organisations)).toEqual([])
    expect(draft.actions[2]).toMatchObject({
      leadOrganisation: null,
      flags: [{ code: 'group-unresolved' }, { code: 'due-month-only' }],
    })
  })
})

describe('tables of other shapes', () => {
  it("'The Trust' of a trust's plan is that trust", () => {
    const draft = draftOf(
      'Action plan\n\nFen NHS Trust\n\nNo\tRecommendation\tAction\tLead\tDue\n1\tImprove audit\tThe Trust will buy a tool.\tA Poe\t1.2.26\n',
    )
    expect(draft.recommendations[0]?.organisations).toEqual(['Fen NHS Trust'])
  })

  it('two columns are a plan when both say so', () => {
    const draft = draftOf(
      'Action plan for Hexwater\n\nRecommendation\tAction\nImprove audit\tBuy a tool\nReview consent\t1. Agree a form 2. Train staff\n',
    )
    expect(draft.actions.map(({ recommendation, number, text }) => [recommendation, number, text])).toEqual([
      [0, null, 'Buy a tool'],
      [1, 1, 'Agree a form'],
      [1, 2, 'Train staff'],
    ])
  })

  it("'Recommendation 1: ...' above each part of the table", () => {
    const draft = draftOf(
      'Action plan\nRecommendation 1: Ensure that midwives have supervision\nAction\tLead\tDue by\nBook sessions\tA Hill\t1/3/20\n' +
        'Recommendation 2: Improve the recording of fathers\nAction\tLead\tDue by\nChange the template\tB Dale\t1/5/20\n',
    )
    expect(draft.recommendations.map(({ ref, text }) => [ref, text])).toEqual([
      ['1', 'Ensure that midwives have supervision'],
      ['2', 'Improve the recording of fathers'],
    ])
    expect(draft.actions.map(({ recommendation }) => recommendation)).toEqual(['1', '2'])
  })

  it('a column that is not understood is never lost', () => {
    const draft = draftOf('Plan\n\nNo\tRecommendation\tAction\tLead\tMood\n1\tImprove audit\t\t\tCautious\n')
    expect(draft.unrecognised).toContainEqual({
      line: 4,
      text: 'Cautious',
      readAs: 'rest of a row without an action',
    })
  })

  it('a row of data is no header', () => {
    expect(
      refusalOf(
        'Plan\n\n1.1\tImprove audit\tLead nurses to audit\tNamed leads\t1.2.26\n1.2\tReview\tDo it\tA Poe\t1.3.26\n',
      ),
    ).toContain('a table of 2 rows without such columns')
  })
})
