import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, isoDate } from '../../src/calendar/date.ts'
import { readPeriod } from '../../src/calendar/period.ts'
import { anyDate } from './any-date.ts'

const monday = isoDate('2026-11-23')

describe('a period typed on Mon 23 Nov 2026', () => {
  it.each([
    ['7d', '2026-11-23', '2026-11-30', 'within 7 days'],
    ['14d', '2026-11-23', '2026-12-07', 'within 14 days'],
    ['2w', '2026-11-23', '2026-12-07', 'within 2 weeks'],
    ['1d', '2026-11-23', '2026-11-24', 'within 1 day'],
    ['within the next 14 days', '2026-11-23', '2026-12-07', 'within 14 days'],
    ['within 10 working days', '2026-11-23', '2026-12-07', 'within 10 working days'],
    ['next 2 weeks', '2026-11-23', '2026-12-07', 'within 2 weeks'],
    ['today', '2026-11-23', '2026-11-23', 'today (Mon 23 Nov)'],
    ['Tomorrow', '2026-11-24', '2026-11-24', 'tomorrow (Tue 24 Nov)'],
    ['this week', '2026-11-23', '2026-11-29', 'this week (to Sun 29 Nov)'],
    ['next week', '2026-11-30', '2026-12-06', 'next week (Mon 30 Nov to Sun 6 Dec)'],
    ['this month', '2026-11-01', '2026-11-30', 'this month (to Mon 30 Nov)'],
    ['next month', '2026-12-01', '2026-12-31', 'next month (Tue 1 Dec to Thu 31 Dec)'],
    ['December', '2026-12-01', '2026-12-31', 'in December 2026'],
    ['in march 2027', '2027-03-01', '2027-03-31', 'in March 2027'],
    ['by 1 Dec', null, '2026-12-01', 'by Tue 1 Dec'],
    ['by 31 March', null, '2027-03-31', 'by Wed 31 Mar 2027'],
    ['by friday', null, '2026-11-27', 'by Fri 27 Nov'],
    ['by end of March', null, '2027-03-31', 'by Wed 31 Mar 2027'],
    ['before 1 December 2026', null, '2026-11-30', 'before Tue 1 Dec'],
    ['1 Dec', '2026-12-01', '2026-12-01', 'on Tue 1 Dec'],
    ['1.12.26', '2026-12-01', '2026-12-01', 'on Tue 1 Dec'],
    ['1 December to 14 December 2026', '2026-12-01', '2026-12-14', 'Tue 1 Dec to Mon 14 Dec'],
  ])('%s', (text, from, to, label) => {
    expect(readPeriod(text, monday)).toEqual({ ok: true, from, to, label })
  })

  const suggestion = 'Write one like 7d, 2w, this week, next month or by 28 Feb 2027.'

  it.each([
    ['overdue', `'overdue' is not a period. ${suggestion}`],
    ['', `No period was given. ${suggestion}`],
    ['0d', `'0d' is not a period. ${suggestion}`],
    ['999y', `'999y' is longer than 20 years. ${suggestion}`],
    ['31.2.27', "'31.2.27' is not a date. Write it like 28.2.27 or 28 Feb 2027."],
    ['by 31.2.27', "'31.2.27' is not a date. Write it like 28.2.27 or 28 Feb 2027."],
    ['by whenever', "'whenever' is not a date. Write it like 28.2.27 or 28 Feb 2027."],
    ['by March 2027', "'march 2027' names a month, not a day. Write it like 31.3.27 or 31 Mar 2027."],
  ])("'%s' is refused", (text, message) => {
    expect(readPeriod(text, monday)).toEqual({ ok: false, message })
  })

  it('never ends before it begins, and this week holds today', () => {
    const texts = fc.constantFrom(
      '7d',
      'this week',
      'next week',
      'this month',
      'next month',
      'december',
      'today',
    )
    fc.assert(
      fc.property(texts, anyDate, (text, today) => {
        const period = readPeriod(text, today)
        expect(period.ok && period.from !== null && period.from <= period.to).toBe(true)
        if (text === 'this week') {
          expect(period).toMatchObject({ ok: true })
          expect(period.ok && period.from !== null && period.to === addDays(period.from, 6)).toBe(true)
          expect(period.ok && period.from !== null && period.from <= today && today <= period.to).toBe(true)
        }
      }),
    )
  })
})
