import { describe, expect, it } from 'vitest'
import type { DraftRecommendation } from '../../src/features/reports/import/schema.ts'
import { speaksOfTime } from '../../src/features/reports/import/time-words.ts'
import { codesOf, draftOf } from './read.ts'

/** A report whose second recommendation stands under these lines, its first under 'Immediately'. */
function report(...lines: string[]): string {
  return [
    'Report on the integrated inspection of safeguarding in Hexwater',
    '',
    'Date of Inspection\t10 January 2011 - 21 January 2011',
    'Date of final Report\t4 March 2011',
    'Commissioning PCT\tNHS Hexwater',
    'CQC Inspector name\tLea Example',
    '',
    'Recommendations',
    '',
    'Immediately',
    '',
    'NHS Hexwater must ensure that consent is obtained.',
    '',
    ...lines,
    '',
    'Next steps',
    '',
    'An action plan is required within 20 working days of receipt of this report.',
  ].join('\n')
}

const rest = 'NHS Hexwater must ensure that supervision is recorded.'
const under = (...lines: string[]): DraftRecommendation[] =>
  draftOf(report(...lines)).recommendations.slice(1)

describe('a heading that gives another time', () => {
  it.each([
    ['Within 3 months', '2011-06-04'],
    ['3 months', '2011-06-04'],
    ['3 months:', '2011-06-04'],
    ['Three months', '2011-06-04'],
    ['**Three months**', '2011-06-04'],
    ['## 3 months', '2011-06-04'],
    ['One year', '2012-03-04'],
    ['12 weeks', '2011-05-27'],
    ['90 days', '2011-06-02'],
    ['Up to 3 months', '2011-06-04'],
    ['Over the next six months', '2011-09-04'],
    ['Medium term (6 months)', '2011-09-04'],
    ['Within one quarter', '2011-06-04'],
  ])("'%s' is %s", (heading, dueOn) => {
    const [second] = under(heading, '', rest)
    expect(second).toMatchObject({ dueOn })
    expect(second && codesOf(second)).not.toContain('timescale-unclear')
  })

  it.each([
    ['0-3 months', '2011-06-04'],
    ['3 - 6 months', '2011-09-04'],
    ['Months 1 to 3', '2011-06-04'],
    ['June 2011', '2011-06-30'],
    ['Within 3/12', '2011-06-04'],
  ])("'%s' is %s at the latest, and asked about", (heading, dueOn) => {
    const [second] = under(heading, '', rest)
    expect(second).toMatchObject({ dueOn })
    expect(second && codesOf(second)).toContain('timescale-unclear')
  })

  it.each([
    'Within the year',
    'At the earliest opportunity',
    'By the end of the financial year',
    'By the end of the financial year:',
    'Long term',
    'As soon as possible',
    'Before the next inspection',
    'Six monthly',
    'Autumn 2011 and the coming months',
  ])("'%s' ends the time before it and is asked about", (heading) => {
    const [second] = under(heading, '', rest)
    expect(second).toMatchObject({ text: rest, dueOn: null })
    expect(second && codesOf(second)).toContain('timescale-without-length')
  })

  it('a lead-in with a time of its own ends the one before it', () => {
    const [second] = under(
      'Over the coming months NHS Hexwater should ensure that:',
      '- staff are trained',
      '- records are kept',
    )
    expect(second).toMatchObject({ text: 'staff are trained', dueOn: null })
    expect(second && codesOf(second)).toContain('timescale-without-length')
  })

  it('a theme or an age is no time', () => {
    for (const heading of ['Children aged 3 months', 'Early years', '16-17 year olds', 'Urgent care']) {
      expect(under(heading, '', rest)[0], heading).toMatchObject({ text: rest, dueOn: '2011-03-04' })
    }
    expect(speaksOfTime('The 0-19 years service should')).toBe(false)
  })

  it('a length that finishes a sentence or stands in the list of an item is part of it', () => {
    expect(under('NHS Hexwater must review each plan every', '3 months.')[0]?.text).toBe(
      'NHS Hexwater must review each plan every 3 months.',
    )
    const listed = under(
      '1. NHS Hexwater must review each plan after the following:',
      'a) 3 months',
      'b) 6 months',
    )
    expect(listed.map(({ dueOn }) => dueOn)).toEqual(listed.map(() => '2011-03-04'))
  })
})
