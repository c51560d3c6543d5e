import { describe, expect, it } from 'vitest'
import { isoDate } from '../../src/calendar/date.ts'
import { readDraft } from '../../src/features/reports/import/read-draft.ts'
import { codesOf, fixtureText } from './read.ts'

describe('the day of receipt', () => {
  const bytes = Buffer.from(fixtureText('integrated-prefix.txt'))
  const receivedOn = (day: string) => {
    const read = readDraft({ name: 'report.txt', bytes, receivedOn: isoDate(day) })
    if (!read.ok) throw new Error(read.message)
    return read.draft.report
  }
  const published = receivedOn('2026-01-01').publishedOn ?? ''

  it('is asked about when it lies before the day of the report', () => {
    const report = receivedOn('2001-02-05')
    expect(report.flags.at(-1)?.message).toMatch(
      /^It is said to have been received on Mon 5 Feb 2001, before its own date, .{9,20}\. .* Which of the two is wrong\?$/,
    )
    expect(report.responseClock).toMatchObject({ from: '2001-02-05', provisional: false })
  })

  it('may be the day of the report itself', () => {
    expect(codesOf(receivedOn(published))).not.toContain('received-before-publication')
  })
})
