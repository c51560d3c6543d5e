import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  addMonths,
  compareDates,
  daysBetween,
  firstOfMonth,
  formatDate,
  formatLongDate,
  fromParts,
  isIsoDate,
  isoDate,
  lastOfMonth,
  parts,
  weekday,
} from '../../src/calendar/date.ts'
import { anyDate } from './any-date.ts'

describe('what counts as a calendar date', () => {
  it.each(['2026-12-01', '2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31'])('%s does', (text) => {
    expect(isIsoDate(text)).toBe(true)
    expect(isoDate(text)).toBe(text)
  })

  it.each([
    '2027-02-31',
    '2026-02-29',
    '1900-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '2026-1-1',
    '0000-01-01',
    '2026-12-01 ',
    '2026-12-01T00:00:00Z',
    '+002026-12-01',
    '１２３４-01-01',
    '',
  ])("'%s' does not", (text) => {
    expect(isIsoDate(text)).toBe(false)
    expect(() => isoDate(text)).toThrow(RangeError)
  })

  it('is made from parts, or is null when there is no such day', () => {
    expect(fromParts(2026, 2, 28)).toBe('2026-02-28')
    expect(fromParts(2026, 2, 29)).toBeNull()
    expect(fromParts(2026, 1.5, 1)).toBeNull()
    expect(fromParts(10_000, 1, 1)).toBeNull()
    expect(fromParts(-1, 1, 1)).toBeNull()
    expect(fromParts(Number.NaN, 1, 1)).toBeNull()
  })

  it('agrees with the platform about every day of four hundred years', () => {
    let d = isoDate('1800-01-01')
    const clock = new Date(`${d}T00:00:00Z`)
    for (; d < '2200-01-01'; clock.setUTCDate(clock.getUTCDate() + 1), d = addDays(d, 1)) {
      if (d !== clock.toISOString().slice(0, 10) || weekday(d) !== clock.getUTCDay()) expect(d).toBe(clock)
    }
    expect(d).toBe('2200-01-01')
  })
})

describe('moving by months', () => {
  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2012-08-24', 3, '2012-11-24'],
    ['2012-08-24', 6, '2013-02-24'],
    ['2010-12-02', 3, '2011-03-02'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-01-15', -13, '2024-12-15'],
    ['2026-11-30', 0, '2026-11-30'],
  ])('%s and %i months is %s', (from, months, to) => {
    expect(addMonths(isoDate(from), months)).toBe(to)
  })

  it('finds the ends of a month', () => {
    expect(firstOfMonth(isoDate('2024-02-17'))).toBe('2024-02-01')
    expect(lastOfMonth(isoDate('2024-02-17'))).toBe('2024-02-29')
    expect(lastOfMonth(isoDate('2026-12-31'))).toBe('2026-12-31')
  })

  it('never leaves the month it is sent to', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -600, max: 600 }), (d, n) => {
        const from = parts(d)
        const to = parts(addMonths(d, n))
        expect(to.year * 12 + to.month).toBe(from.year * 12 + from.month + n)
        expect(to.day).toBeLessThanOrEqual(from.day)
      }),
    )
  })
})

describe('counting days', () => {
  it('is undone by adding them', () => {
    fc.assert(
      fc.property(anyDate, anyDate, (a, b) => {
        expect(addDays(a, daysBetween(a, b))).toBe(b)
        expect(compareDates(a, b)).toBe(Math.sign(daysBetween(b, a)) + 0)
        expect(weekday(addDays(a, 7))).toBe(weekday(a))
      }),
    )
  })

  it('refuses what is not a whole number of days, and leaving the calendar', () => {
    const d = isoDate('2026-11-23')
    expect(() => addDays(d, 1.5)).toThrow(RangeError)
    expect(() => addDays(d, Number.NaN)).toThrow(RangeError)
    expect(() => addMonths(d, Number.POSITIVE_INFINITY)).toThrow(RangeError)
    expect(() => addDays(isoDate('9999-12-31'), 1)).toThrow(RangeError)
    expect(() => addDays(isoDate('0001-01-01'), -1)).toThrow(RangeError)
    expect(() => addDays(d, Number.MAX_SAFE_INTEGER)).toThrow(RangeError)
    expect(() => addMonths(d, 12 * 8000)).toThrow(RangeError)
  })
})

describe('how a date reads', () => {
  const today = isoDate('2026-11-23')

  it('has the year only when it is not this one', () => {
    expect(formatDate(isoDate('2026-12-01'), today)).toBe('Tue 1 Dec')
    expect(formatDate(isoDate('2026-12-01'), isoDate('2027-01-04'))).toBe('Tue 1 Dec 2026')
    expect(formatDate(isoDate('2027-01-04'), today)).toBe('Mon 4 Jan 2027')
  })

  it('is written out for documents', () => {
    expect(formatLongDate(isoDate('2026-12-01'))).toBe('1 December 2026')
  })
})
