import { describe, expect, it } from 'vitest'
import { codesOf, draftOf, draftOfFixture, fixtureText } from './read.ts'

const row = ({ text, timescale, dueOn, joint }: ReturnType<typeof draftOf>['recommendations'][number]) =>
  [text.slice(0, 40), timescale?.raw ?? null, dueOn, joint] as const

describe('a report that tags shared recommendations in front', () => {
  const draft = draftOfFixture('integrated-prefix.txt')

  it('reads the title block', () => {
    expect(draft.report).toMatchObject({
      kind: 'inspection report',
      area: 'Aldermere (West Aldermere)',
      regulator: 'Care Quality Commission (joint with Ofsted)',
      inspectedFrom: '2010-11-08',
      inspectedTo: '2010-11-19',
      publishedOn: '2011-01-14',
      commissioningBody: 'NHS West Aldermere',
      inspector: 'Petra Lowe',
      providers: [
        'Marsh and Tide Valley NHS Trust',
        'Brackenford Hospitals NHS Foundation Trust',
        'Aldermere and Quill NHS Partnership and Care Trust',
        'West Aldermere Community Health',
      ],
    })
    expect(codesOf(draft.report)).toContain('names-may-have-run-together')
  })

  it('takes findings for evidence and never for recommendations, whatever they are numbered', () => {
    expect(draft.findings.map(({ number, outcome }) => [number, outcome])).toEqual([
      ['1.1', null],
      ['1.2', null],
      ['1.4', null],
      ['2.1', 4],
      ['2.2', 4],
      ['3.1', 16],
    ])
    expect(draft.report.judgements).toHaveLength(4)
    expect(draft.report.judgements[2]).toEqual({
      section: 'Looked After children',
      label: 'Overall effectiveness of services for looked after children and young people',
      grade: 'Good',
    })
  })

  it('reads eight recommendations under three times', () => {
    expect(draft.recommendations.map(row)).toEqual(
      [
        ['Ensure that all partners understand the t', 'Immediately', '2011-01-14', true],
        ['West Aldermere PCT to improve audit of LA', 'Immediately', '2011-01-14', false],
        ['Review the [safeguarding] workforce acros', 'Within three months', '2011-04-14', true],
        ['Health partners improve the analysis of s', 'Within three months', '2011-04-14', true],
        ['Complete the strengthening of supervision', 'Within three months', '2011-04-14', false],
        ['Marsh and Tide Valley NHS Trust and the h', 'Within three months', '2011-04-14', false],
        ['Develop a screening tool for substance mi', 'Within six months', '2011-07-14', true],
        ['There is a clear strategy for the health ', 'Within six months', '2011-07-14', false],
      ].map(([text, ...rest]) => [String(text).slice(0, 40), ...rest]),
    )
  })

  it('asks about the one in italics without a tag, and about the one that a page break cut', () => {
    const fourth = draft.recommendations[3]
    expect(fourth?.text).toBe(
      'Health partners improve the analysis of safeguarding data to ensure risks are identified and acted on',
    )
    expect(fourth && codesOf(fourth)).toEqual(['joined-lines', 'joint-unclear', 'collective-responsibility'])
  })

  it('counts the answer from the report until the day of receipt is given', () => {
    expect(draft.report.responseClock).toMatchObject({
      workingDays: 20,
      from: '2011-01-14',
      dueOn: '2011-02-11',
      provisional: true,
    })
    expect(draft.report.flags.find(({ code }) => code === 'response-clock-provisional')?.message).toContain(
      'Fri 14 Jan 2011',
    )
  })
})

describe('a report that tags them behind', () => {
  it('reads three recommendations and their bodies', () => {
    const draft = draftOfFixture('integrated-suffix.md')
    expect(
      draft.recommendations.map(({ organisations, joint, dueOn }) => [organisations, joint, dueOn]),
    ).toEqual([
      [['NHS Fernbeck'], true, '2012-07-27'],
      [['North Vale Healthcare NHS Trust', "the looked after children's health team"], true, '2012-10-27'],
      [['North Vale Healthcare NHS Trust', 'Quillmarsh NHS Foundation Trust'], false, '2012-10-27'],
    ])
    expect(codesOf(draft.report)).toContain('organisation-alias')
  })
})

describe('a report that says bold means shared, with its times in another order', () => {
  const draft = draftOfFixture('integrated-bold.txt')

  it('reads bold, bullets and plain paragraphs', () => {
    expect(draft.recommendations.map(row)).toEqual(
      [
        [
          'NHS Cold Norton and Cold Norton NHS Found',
          'Within 6 months of the inspection',
          '2012-07-27',
          true,
        ],
        [
          'Purley Mental Health NHS Trust must ensur',
          'Within 6 months of the inspection',
          '2012-07-27',
          false,
        ],
        ['Ensure that all strategy meetings are att', 'Immediately', '2012-03-09', false],
        ['NHS Cold Norton must ensure that health a', 'Immediately', '2012-03-09', false],
        ['Cold Norton NHS Foundation Trust must ens', 'Within 3 months (from report)', '2012-06-09', true],
      ].map(([text, ...rest]) => [String(text).slice(0, 40), ...rest]),
    )
    expect(draft.recommendations[0]?.organisations).toEqual([
      'NHS Cold Norton',
      'Cold Norton NHS Foundation Trust',
    ])
  })

  it('takes a running header for one although it comes once', () => {
    expect(draft.unrecognised.filter(({ readAs }) => readAs === 'page').map(({ line }) => line)).toEqual([
      45, 47,
    ])
  })

  it('without a date it gives no dates and asks', () => {
    const undated = draftOf(fixtureText('integrated-bold.txt').replace(/^Date of final Report.*\n/m, ''))
    expect(undated.recommendations.at(-1)).toMatchObject({
      dueOn: null,
      flags: [{ code: 'timescale-base-missing' }],
    })
    expect(codesOf(undated.report)).toContain('date-missing')
  })

  it('without italics that its note speaks of it cannot tell which are shared', () => {
    const plain = draftOf(fixtureText('integrated-bold.txt').replaceAll('**', ''))
    expect(plain.recommendations.map(({ joint }) => joint)).toEqual([null, null, null, null, null])
    expect(plain.recommendations.every((each) => codesOf(each).includes('joint-unclear'))).toBe(true)
  })
})
