import { describe, expect, it } from 'vitest'
import { codesOf, draftOf, draftOfFixture, fixtureText, recommendationsOf } from './read.ts'

describe('a review whose lead-ins carry the bodies', () => {
  const draft = draftOfFixture('clas.txt')

  it('gives each item its number and the bodies of its lead-in', () => {
    expect(draft.recommendations.map(({ ref, organisations }) => [ref, organisations])).toEqual([
      ['1.1', ['NHS North Stowmere CCG', 'NHS South Stowmere CCG', 'Stowmere Royal NHS Foundation Trust']],
      ['1.2', ['NHS North Stowmere CCG', 'NHS South Stowmere CCG', 'Stowmere Royal NHS Foundation Trust']],
      ['2.1', ['Stowmere Royal NHS Foundation Trust']],
      ['2.10', ['Stowmere Royal NHS Foundation Trust']],
      ['3.1', ['NHS North Stowmere CCG', 'NHS South Stowmere CCG', 'Lantern CIC']],
    ])
  })

  it('keeps bullets inside an item with it, and rejoins what a page cut', () => {
    expect(draft.recommendations[3]?.text).toBe(
      'its electronic record has a flag for: • children looked after • children with a plan.',
    )
    expect(draft.recommendations[2]?.text).toBe(
      "midwives are supervised in line with the trust's policy and that compliance is reported to the board",
    )
  })

  it('reads the same with tabs, without full stops, and with a list inside under other numbers', () => {
    const tabs = fixtureText('clas.txt')
      .replace(/^(\d)\. /gm, '$1\t')
      .replace(/^(\d\.\d+) /gm, '$1\t')
    expect(recommendationsOf(draftOf(tabs))).toEqual(recommendationsOf(draft))
    const bare = fixtureText('clas.txt').replace(/^(\d)\. /gm, '$1 ')
    expect(recommendationsOf(draftOf(bare))).toEqual(recommendationsOf(draft))
  })
})

describe('a review with times as headings', () => {
  const draft = draftOfFixture('clas-timescales.txt')

  it('reads refs, letters under a lead-in, and a number on a line of its own', () => {
    expect(draft.recommendations.map(({ ref, timescale, dueOn }) => [ref, timescale?.raw, dueOn])).toEqual([
      ['1', 'Within 6 months', '2016-03-01'],
      ['2', 'Within 6 months', '2016-03-01'],
      ['3', 'Immediately', '2015-09-01'],
      ['4a', 'Immediately', '2015-09-01'],
      ['4b', 'Immediately', '2015-09-01'],
      ['5', 'By 31 March 2016', '2016-03-31'],
      ['6', 'As soon as possible', null],
    ])
    expect(draft.report.area).toBe('LOWBRIDGE')
  })

  it.each([
    ['Recommendation 1:', 'R1.'],
    ['Recommendation 1:', '1)'],
    ['Recommendation 1:', '(1)'],
    ['Recommendation 1:', '1.'],
    ['Recommendation 1:', '**Recommendation 1**:'],
    ['Recommendation 1:', 'Rec. 1 -'],
  ])('%s may be written %s', (_usual, other) => {
    const text = fixtureText('clas-timescales.txt').replace(
      /^Recommendation (\d):/gm,
      (_all, number: string) => other.replace('1', number),
    )
    expect(draftOf(text).recommendations.map(({ text: words }) => words)).toEqual(
      draft.recommendations.map(({ text: words }) => words),
    )
    expect(draftOf(text).recommendations[1]?.ref).toBe(other === 'R1.' ? 'R2' : '2')
  })

  it('two items on one line are two', () => {
    const run = draftOfFixture('report-run-on.txt')
    expect(run.recommendations.map(({ ref, lines }) => [ref, lines])).toEqual([
      ['1', [9]],
      ['2', [9]],
      ['3', [12, 13, 14]],
      ['4', [15]],
      ['5', [16]],
      [null, [19]],
    ])
  })

  it('a heading without a length ends the time before it', () => {
    const draftWithTerms = draftOf(
      'Recommendations\n\nWithin 3 months\n\n1. Improve audit.\n\nLong term\n\n2. Build a clinic.\n',
    )
    expect(draftWithTerms.recommendations.map(({ timescale }) => timescale?.months)).toEqual([3, null])
  })
})

describe('a review whose headings carry the bodies', () => {
  it('reads them and asks once', () => {
    const draft = draftOfFixture('report-by-body.md')
    expect(recommendationsOf(draft)).toEqual([
      '1 | Ensure that contracts are monitored. | NHS Wold CCG',
      '2 | Review GP attendance. | NHS Wold CCG',
      '1 | Improve ED records • adults • children | Wold Hospitals NHS Foundation Trust',
      '2 | Improve maternity records. | Wold Hospitals NHS Foundation Trust',
      '1 | Share learning. | ',
    ])
    expect(codesOf(draft.report)).toEqual(['duplicate-ref', 'from-heading'])
  })

  it('reads a table in the section', () => {
    const draft = draftOf(
      '# Inspection report: Holt\n\nDate of inspection: 1 May 2016\nDate of publication: 1 July 2016\n\n## Recommendations\n\n' +
        '| Ref | Recommendation | Responsible | Timescale |\n|---|---|---|---|\n' +
        '| R1 | Ensure that every child in care has a health passport. | NHS Holt CCG | Within 3 months |\n' +
        '| R2 | Review the referral pathway for speech therapy. | Holt NHS Trust; Holt Council | Immediately |\n',
    )
    expect(recommendationsOf(draft)).toEqual([
      'R1 | Ensure that every child in care has a health passport. | NHS Holt CCG',
      'R2 | Review the referral pathway for speech therapy. | Holt NHS Trust; Holt Council',
    ])
    expect(draft.recommendations.map(({ dueOn }) => dueOn)).toEqual(['2016-10-01', '2016-07-01'])
  })
})
