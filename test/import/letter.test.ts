import { describe, expect, it } from 'vitest'
import { codesOf, draftOf, draftOfFixture, fixtureText, recommendationsOf } from './read.ts'

describe('a letter that sums up a review', () => {
  const draft = draftOfFixture('letter.txt')

  it('reads date, people and marking', () => {
    expect(draft.report).toMatchObject({
      kind: 'letter',
      title: 'CQC Safeguarding Review',
      marking: 'PRIVATE AND CONFIDENTIAL',
      letterDate: '2014-07-23',
      sender: 'Dr Ravi Stone, Chief Nurse',
      recipient: 'Dr Nora Field, Chair of Brackenford Local Health and Wellbeing Board',
      publishedOn: '2014-07-23',
      publishedBasis: 'inferred',
    })
  })

  it('takes four of its eight bullets, and says that there are more', () => {
    expect(draft.recommendations.map(({ organisations }) => organisations.length)).toEqual([4, 5, 3, 4])
    expect(codesOf(draft.report)).toEqual(['partial-list', 'publication-date-inferred'])
    expect(draft.report.flags[1]?.message).toContain('Wed 23 Jul 2014')
  })

  it('takes a sentence that recommends, and asks', () => {
    const text = fixtureText('letter.txt').replace(
      'We are pulling together',
      'The report also recommends that Brackenford Hospitals NHS Trust reviews its policy. We are pulling together',
    )
    const last = draftOf(text).recommendations.at(-1)
    expect(last).toMatchObject({
      text: 'Brackenford Hospitals NHS Trust reviews its policy.',
      organisations: ['Brackenford Hospitals NHS Trust'],
    })
    expect(last && codesOf(last)).toContain('from-running-text')
  })
})

describe('a letter of inspectors with headings', () => {
  const draft = draftOfFixture('letter-areas.txt')

  it('takes what must improve and never what is praised', () => {
    expect(draft.recommendations.map(({ heading, ref, line }) => [heading, ref, line])).toEqual([
      ['What needs to improve?', null, 30],
      ['What needs to improve?', null, 31],
      ['What needs to improve?', null, 32],
      ['Areas for priority action', '1', 41],
      ['Areas for priority action', '2', 42],
    ])
    expect(draft.unrecognised.filter(({ readAs }) => readAs === 'praise').map(({ line }) => line)).toEqual([
      34, 36, 37,
    ])
  })

  it('reads when the inspection was, who inspected, and by when an answer is asked', () => {
    expect(draft.report).toMatchObject({
      inspectedFrom: '2023-01-23',
      inspectedTo: '2023-01-27',
      regulator: 'Ofsted and Care Quality Commission',
      recipient: "Mr Alan Thorpe, Director of Children's Services",
    })
    expect(draft.report.flags).toEqual([
      {
        code: 'publication-date-inferred',
        message:
          "The letter is the report itself, so it was dated by the letter's day, Tue 14 Mar 2023. Is that the date of the report?",
      },
      {
        code: 'response-clock-unclear',
        message: 'Line 54 asks for the answer by Fri 23 Jun 2023. No date for it was set from this.',
      },
    ])
  })
})

describe('a letter with dashes and wrapped lines', () => {
  it('rejoins lines and asks which body is meant', () => {
    expect(recommendationsOf(draftOfFixture('letter-dashes.txt'))).toEqual([
      '- | NHS Kelham CCG needs to commission a designated nurse for looked after children. | NHS Kelham CCG',
      '- | Kelham Constabulary needs to share police notifications within 24 hours | Kelham Constabulary',
      '- | The Council and the Trust must agree a protocol | ',
      '- | all agencies attend strategy meetings. | ',
    ])
  })

  it('reads letters under a lead-in, and a recommendation in the sentence before the list', () => {
    const draft = draftOf(
      'NHS Dunmere CCG\n\n4/9/2015\n\nDear colleagues\n\nCQC review\n\nOn 1 September 2015 CQC published its report.\n\n' +
        'CQC recommended that Dunmere Hospitals NHS Trust reviews its policy. It made the following recommendations:\n\n' +
        '1. Dunmere Hospitals NHS Trust should ensure that\n\n   a. staff check the list\n   b. letters go to health visitors.\n\n' +
        '2. All practices must name a lead\n\nBest wishes\n\nDr Lee Pound\n',
    )
    expect(draft.recommendations.map(({ ref, text }) => [ref, text])).toEqual([
      [null, 'Dunmere Hospitals NHS Trust reviews its policy.'],
      ['1a', 'staff check the list'],
      ['1b', 'letters go to health visitors.'],
      ['2', 'All practices must name a lead'],
    ])
    expect(draft.report).toMatchObject({
      letterDate: '2015-09-04',
      publishedOn: '2015-09-01',
      publishedBasis: 'stated',
    })
  })
})

describe('the days a letter speaks of', () => {
  const letter = (...lines: string[]) =>
    draftOf(
      [
        '7 July 2014',
        '',
        'Dear Chief Executive',
        '',
        'Review of health services for looked after children in Hexwater',
        '',
        ...lines,
        '',
        'The following recommendations are made:',
        '(a) Fen NHS Trust should flag vulnerable children.',
        '',
        'Yours faithfully',
      ].join('\n'),
    ).report

  it.each([
    'We visited between 2 and 6 June 2014.',
    'Between 2 and 6 June 2014, Ofsted and the Care Quality Commission (CQC) carried out a joint inspection.',
    'Our review took place from 2 to 6 June 2014.',
  ])('%s', (sentence) => {
    const report = letter(sentence)
    expect(report).toMatchObject({ inspectedFrom: '2014-06-02', inspectedTo: '2014-06-06' })
    expect(codesOf(report)).toEqual(['date-missing'])
    expect(report.flags[0]?.message).toContain('when the report was published')
  })

  it('asks where it tells of a visit without its days', () => {
    const report = letter('Inspectors visited us in February. Their report came out on 28 August 2014.')
    expect(report).toMatchObject({ inspectedFrom: null, publishedOn: '2014-08-28', publishedBasis: 'stated' })
    expect(report.flags.map(({ message }) => message)).toEqual([
      'The letter speaks of an inspection, but no days of it could be read. Which days were they?',
    ])
  })
})
