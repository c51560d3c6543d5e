import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, isoDate } from '../../src/calendar/date.ts'
import {
  addWorkingDays,
  countWorkingDays,
  isWorkingDay,
  nextWorkingDay,
} from '../../src/calendar/working-days.ts'
import { anyDate } from './any-date.ts'

describe('a working day', () => {
  it.each([
    ['2026-11-23', true, 'a Monday'],
    ['2026-11-28', false, 'a Saturday'],
    ['2026-11-29', false, 'a Sunday'],
    ['2026-04-03', false, 'Good Friday'],
    ['2026-04-06', false, 'Easter Monday'],
    ['2026-12-24', true, 'Christmas Eve'],
    ['2026-12-25', false, 'Christmas Day'],
    ['2026-12-28', false, 'the substitute for Boxing Day'],
    ['2021-12-25', false, 'Christmas Day on a Saturday'],
    ['2021-12-27', false, 'its substitute'],
    ['2021-12-29', true, 'the day after both substitutes'],
    ['2020-05-04', true, 'the Monday that 8 May replaced'],
    ['2022-05-30', true, 'the Monday that 2 June replaced'],
    ['2022-09-19', false, 'the state funeral'],
  ])('%s: %s (%s)', (day, expected) => {
    expect(isWorkingDay(isoDate(day))).toBe(expected)
  })
})

describe('twenty working days from receipt', () => {
  it.each([
    ['2012-01-25', '2012-02-22', 'Leicester: no holiday between'],
    ['2012-08-24', '2012-09-24', 'Bexley: the summer bank holiday'],
    ['2010-12-02', '2011-01-04', 'Kent: Christmas, Boxing Day and New Year, all substitutes'],
    ['2012-05-11', '2012-06-12', 'the Spring holiday moved, and the Diamond Jubilee'],
    ['2022-08-26', '2022-09-27', 'the summer holiday and the state funeral'],
    ['2026-11-28', '2026-12-29', 'received on a Saturday: Monday is day 1'],
  ])('%s is due %s (%s)', (received, due) => {
    expect(addWorkingDays(isoDate(received), 20)).toBe(due)
    expect(countWorkingDays(isoDate(received), isoDate(due))).toBe(20)
  })

  it('counts the other clocks', () => {
    expect(addWorkingDays(isoDate('2026-11-23'), 5)).toBe('2026-11-30')
    expect(addWorkingDays(isoDate('2026-11-23'), 15)).toBe('2026-12-14')
    expect(addWorkingDays(isoDate('2026-11-23'), 70)).toBe('2027-03-04')
  })
})

describe('counting', () => {
  const friday = isoDate('2026-11-27')
  const monday = isoDate('2026-11-30')

  it('starts the day after, and takes the last day in', () => {
    expect(countWorkingDays(friday, friday)).toBe(0)
    expect(countWorkingDays(friday, addDays(friday, 2))).toBe(0)
    expect(countWorkingDays(friday, monday)).toBe(1)
    expect(countWorkingDays(monday, friday)).toBe(-1)
    expect(addWorkingDays(friday, 0)).toBe(friday)
    expect(addWorkingDays(addDays(friday, 1), 0)).toBe(addDays(friday, 1))
    expect(addWorkingDays(monday, -1)).toBe(friday)
  })

  it('finds the next working day', () => {
    expect(nextWorkingDay(friday)).toBe(friday)
    expect(nextWorkingDay(addDays(friday, 1))).toBe(monday)
    expect(nextWorkingDay(isoDate('2026-12-25'))).toBe('2026-12-29')
  })

  it('is undone by adding, forwards and back', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -300, max: 300 }), (base, n) => {
        const reached = addWorkingDays(base, n)
        expect(countWorkingDays(base, reached)).toBe(n)
        if (n !== 0) expect(isWorkingDay(reached)).toBe(true)
      }),
    )
  })

  it('goes the same way as the calendar', () => {
    const days = fc.integer({ min: 0, max: 120 })
    fc.assert(
      fc.property(anyDate, days, days, (base, a, b) => {
        const [fewer, more] = a <= b ? [a, b] : [b, a]
        expect(addWorkingDays(base, fewer) <= addWorkingDays(base, more)).toBe(true)
        expect(countWorkingDays(base, addDays(base, fewer))).toBeLessThanOrEqual(
          countWorkingDays(base, addDays(base, more)),
        )
      }),
    )
  })

  it('adds up over a day in the middle', () => {
    const days = fc.integer({ min: 0, max: 200 })
    fc.assert(
      fc.property(anyDate, days, days, (a, x, y) => {
        const b = addDays(a, x)
        const c = addDays(b, y)
        expect(countWorkingDays(a, b) + countWorkingDays(b, c)).toBe(countWorkingDays(a, c))
      }),
    )
  })

  it('refuses part of a day', () => {
    expect(() => addWorkingDays(friday, 0.5)).toThrow(RangeError)
    expect(() => addWorkingDays(friday, Number.NaN)).toThrow(RangeError)
  })
})
