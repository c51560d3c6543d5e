import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, isoDate } from '../../src/calendar/date.ts'
import { describeDistance, describeDue } from '../../src/calendar/distance.ts'
import { anyDate } from './any-date.ts'

const monday = isoDate('2026-11-23')
const friday = isoDate('2026-11-27')

describe('how far a due date is', () => {
  it.each([
    ['2026-11-23', 'due today'],
    ['2026-11-24', 'tomorrow'],
    ['2026-11-25', 'in 2 working days'],
    ['2026-12-01', 'in 6 working days'],
    ['2027-01-07', 'in 30 working days'],
    ['2027-01-08', 'in 6 weeks'],
    ['2027-01-29', 'in 9 weeks'],
    ['2027-02-22', 'in 13 weeks'],
    ['2027-02-23', 'in 3 months'],
    ['2027-04-30', 'in 5 months'],
    ['2027-11-23', 'in 12 months'],
    ['2028-11-23', 'in 2 years'],
    ['2026-11-22', '1 day overdue'],
    ['2026-11-11', '12 days overdue'],
    ['2026-09-24', '60 days overdue'],
    ['2026-09-23', '8 weeks overdue'],
    ['2025-11-24', '52 weeks overdue'],
    ['2025-11-23', '1 year overdue'],
    ['2025-11-22', 'over 1 year overdue'],
    ['2017-09-10', 'over 9 years overdue'],
  ])('%s, seen on Mon 23 Nov 2026, is %s', (due, words) => {
    expect(describeDistance(isoDate(due), monday)).toBe(words)
  })

  it('over a weekend is in days when no working day is left', () => {
    expect(describeDistance(addDays(friday, 1), friday)).toBe('tomorrow')
    expect(describeDistance(addDays(friday, 2), friday)).toBe('in 2 days')
    expect(describeDistance(addDays(friday, 3), friday)).toBe('in 1 working day')
    expect(describeDistance(isoDate('2026-12-28'), isoDate('2026-12-24'))).toBe('in 4 days')
  })

  it('is followed by the date', () => {
    expect(describeDue(isoDate('2026-12-01'), monday)).toBe('in 6 working days (Tue 1 Dec)')
    expect(describeDue(isoDate('2026-11-09'), isoDate('2026-11-21'))).toBe('12 days overdue (Mon 9 Nov)')
    expect(describeDue(isoDate('2026-12-01'), isoDate('2026-12-01'))).toBe('today (Tue 1 Dec)')
    expect(describeDue(isoDate('2026-12-02'), isoDate('2026-12-01'))).toBe('tomorrow (Wed 2 Dec)')
    expect(describeDue(isoDate('2027-04-30'), monday)).toBe('in 5 months (Fri 30 Apr 2027)')
  })

  it('is said for any two dates, overdue exactly when past', () => {
    fc.assert(
      fc.property(anyDate, anyDate, (due, today) => {
        const words = describeDistance(due, today)
        expect(words.endsWith('overdue')).toBe(due < today)
        expect(words).not.toMatch(/\b0 |\b1 \w+s\b|undefined|NaN/)
      }),
    )
  })
})
