import { describe, expect, it } from 'vitest'
import { allocateReferences } from '../../src/features/reports/references.ts'
import { codesOf, draftOf } from './read.ts'

const plan = (...rows: string[]): string =>
  ['CQC action plan', 'Hexwater Partnership NHS Trust', '', ...rows].join('\n')

describe('rows that are actions of their own stay apart', () => {
  it('without a number column, however their comments begin', () => {
    const draft = draftOf(
      plan(
        'Recommendation\tAction\tOwner\tDue\tComments',
        'Improve consent\tWrite a consent form\tJane Hart\t1 May 2027\tDraft ready',
        'Improve supervision\tStart group supervision\tMary Smith and John Brown\t1 June 2027\tawaiting room',
        'Improve records\tAudit forty records\tWard managers\t1 July 2027\ttemplate agreed',
      ),
    )
    expect(draft.recommendations.map(({ text }) => text)).toEqual([
      'Improve consent',
      'Improve supervision',
      'Improve records',
    ])
    expect(draft.actions.map(({ text, dueOn }) => [text, dueOn])).toEqual([
      ['Write a consent form', '2027-05-01'],
      ['Start group supervision', '2027-06-01'],
      ['Audit forty records', '2027-07-01'],
    ])
  })

  it('with an empty number and an action that begins with a small letter, which is asked about', () => {
    const draft = draftOf(
      plan(
        'No.\tRecommendation\tAction\tOwner\tDue\tProgress',
        '1\tImprove consent\tWrite a consent form\tJane Hart\t1 May 2027\tDraft ready',
        '\tImprove supervision\teLearning module written\tWard managers\t1 June 2027\tStarted',
        '2\tImprove records\tAudit forty records\tQA lead\t1 July 2027\tTemplate agreed',
      ),
    )
    expect(draft.recommendations.map((each) => [each.text, codesOf(each)])).toEqual([
      ['Improve consent', []],
      ['Improve supervision', ['number-missing']],
      ['Improve records', []],
    ])
    expect(draft.actions.map(({ dueOn }) => dueOn)).toEqual(['2027-05-01', '2027-06-01', '2027-07-01'])
  })

  it("across the title of a part, and with numbers such as 'A1.'", () => {
    const draft = draftOf(
      plan(
        'RECOMMENDATION\tACTION\tRESPONSIBLE\tCOMPLETION DATE\tCOMMENTS',
        'Theme A: Leadership',
        "A1. Strengthen the board's oversight\tQuarterly report to Board\tChief Nurse\t1 May 2027\tNot yet",
        'A2. Recruit to named nurse post\tAdvert out\tHR\t1 May 2027\tno replies',
        'Theme B: Practice',
        'B1. Improve records\ta) audit b) train\tWard managers\ta) 1/2/27 b) 1/3/27\t',
        'B2. Improve transitions\tjoint protocol\tMary Smith\t1 June 2027\tawaiting ICB',
      ),
    )
    expect(draft.recommendations.map(({ ref, text, heading }) => [ref, text, heading])).toEqual([
      ['A1', "Strengthen the board's oversight", 'Theme A: Leadership'],
      ['A2', 'Recruit to named nurse post', 'Theme A: Leadership'],
      ['B1', 'Improve records', 'Theme B: Practice'],
      ['B2', 'Improve transitions', 'Theme B: Practice'],
    ])
    expect(allocateReferences(draft, new Set()).actions).toEqual(['A1', 'A2', 'B1.1', 'B1.2', 'B2'])
  })

  it('while what a page cut is still put together', () => {
    const draft = draftOf(
      plan(
        'No.\tRecommendation\tAction\tOwner\tDue',
        '1\tImprove consent before every\tWrite a form and\tHead of\t1 May 2027',
        '\tassessment\ttrain staff in it\tSafeguarding\t',
      ),
    )
    expect(draft.actions.map(({ text, owners }) => [text, owners])).toEqual([
      ['Write a form and train staff in it', ['Head of Safeguarding']],
    ])
  })
})

describe('several actions in one cell', () => {
  const header = 'No\tRecommendation\tAction\tLead\tDue'

  it("numbered with the recommendation's number, and their dates", () => {
    const draft = draftOf(
      plan(
        header,
        '1\tImprove strategy discussions\t1.1 Revise the protocol. 1.2 Train all managers.\tA Hill\t1.1 by end of April 2024; 1.2 by 28/06/24',
      ),
    )
    expect(draft.actions.map(({ number, text, dueOn }) => [number, text, dueOn])).toEqual([
      [1, 'Revise the protocol.', '2024-04-30'],
      [2, 'Train all managers.', '2024-06-28'],
    ])
    expect(allocateReferences(draft, new Set()).actions).toEqual(['1.1', '1.2'])
  })

  it('on lines of their own, which is asked about', () => {
    const draft = draftOf(
      plan(header, '1\tImprove consent\tTemplate letter for GPs<br>Audit of returns\tA Hill\t1.6.24'),
    )
    expect(draft.actions.map((each) => [each.text, codesOf(each).includes('split-at-lines')])).toEqual([
      ['Template letter for GPs', true],
      ['Audit of returns', true],
    ])
  })

  it('a sentence that was broken over lines stays one', () => {
    for (const cell of [
      'Agree the template<br>with the Trust',
      'Meet with<br>Health Visitors',
      'Review<br>IT',
    ]) {
      const draft = draftOf(plan(header, `1\tImprove consent\t${cell}\tA Hill\t1.6.24`))
      expect(draft.actions, cell).toHaveLength(1)
    }
  })
})
