import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, isoDate } from '../../src/calendar/date.ts'
import { londonClock, londonDateOf, londonTimeToInstant, todayInLondon } from '../../src/calendar/london.ts'
import { anyDate } from './any-date.ts'

/** The last Sundays of March and October, from the tz database by another reader. */
const CLOCK_CHANGES = [
  ['2024-03-31', '2024-10-27'],
  ['2025-03-30', '2025-10-26'],
  ['2026-03-29', '2026-10-25'],
  ['2027-03-28', '2027-10-31'],
  ['2028-03-26', '2028-10-29'],
  ['2029-03-25', '2029-10-28'],
  ['2030-03-31', '2030-10-27'],
] as const

describe.each(CLOCK_CHANGES)('the clock changes of %s and %s', (spring, autumn) => {
  const [inSpring, inAutumn] = [isoDate(spring), isoDate(autumn)]
  const instant = (date: string, hours: number, minutes: number) =>
    londonTimeToInstant(isoDate(date), hours, minutes).toISOString()

  it('puts a morning message at the same time on the wall, before and after', () => {
    expect(instant(addDays(inSpring, -1), 9, 0)).toBe(`${addDays(inSpring, -1)}T09:00:00.000Z`)
    expect(instant(spring, 9, 0)).toBe(`${spring}T08:00:00.000Z`)
    expect(instant(addDays(inAutumn, -1), 9, 0)).toBe(`${addDays(inAutumn, -1)}T08:00:00.000Z`)
    expect(instant(autumn, 9, 0)).toBe(`${autumn}T09:00:00.000Z`)
  })

  it('moves a time that spring skips forward', () => {
    expect(instant(spring, 0, 59)).toBe(`${spring}T00:59:00.000Z`)
    expect(instant(spring, 1, 0)).toBe(`${spring}T01:00:00.000Z`)
    expect(instant(spring, 1, 30)).toBe(`${spring}T01:30:00.000Z`)
    expect(londonClock(londonTimeToInstant(inSpring, 1, 30))).toEqual({ date: spring, hours: 2, minutes: 30 })
    expect(instant(spring, 2, 0)).toBe(`${spring}T01:00:00.000Z`)
  })

  it('takes the first of the two times autumn shows', () => {
    expect(instant(autumn, 0, 59)).toBe(`${addDays(inAutumn, -1)}T23:59:00.000Z`)
    expect(instant(autumn, 1, 0)).toBe(`${autumn}T00:00:00.000Z`)
    expect(instant(autumn, 1, 30)).toBe(`${autumn}T00:30:00.000Z`)
    expect(instant(autumn, 2, 0)).toBe(`${autumn}T02:00:00.000Z`)
  })

  it('starts a summer day an hour before the UTC one', () => {
    expect(londonDateOf(new Date(`${spring}T23:00:00Z`))).toBe(addDays(inSpring, 1))
    expect(londonDateOf(new Date(`${addDays(inSpring, -1)}T23:59:59Z`))).toBe(addDays(inSpring, -1))
    expect(londonDateOf(new Date(`${autumn}T23:59:59Z`))).toBe(autumn)
    expect(todayInLondon(new Date(`${addDays(inAutumn, -1)}T23:00:00Z`))).toBe(autumn)
  })
})

describe("London's clock", () => {
  it('shows midnight as 0', () => {
    expect(londonClock(new Date('2026-12-01T00:00:00Z'))).toEqual({
      date: '2026-12-01',
      hours: 0,
      minutes: 0,
    })
    expect(londonClock(new Date('2026-06-30T23:05:00Z'))).toEqual({
      date: '2026-07-01',
      hours: 0,
      minutes: 5,
    })
  })

  it('shows the time that was asked for, except in the hour spring skips', () => {
    const hours = fc.integer({ min: 2, max: 23 })
    const minutes = fc.integer({ min: 0, max: 59 })
    fc.assert(
      fc.property(anyDate, hours, minutes, (date, h, m) => {
        expect(londonClock(londonTimeToInstant(date, h, m))).toEqual({ date, hours: h, minutes: m })
      }),
    )
  })

  it('refuses what is no time and no instant', () => {
    const date = isoDate('2026-12-01')
    expect(() => londonTimeToInstant(date, 24, 0)).toThrow(RangeError)
    expect(() => londonTimeToInstant(date, 9, 60)).toThrow(RangeError)
    expect(() => londonTimeToInstant(date, 9.5, 0)).toThrow(RangeError)
    expect(() => londonClock(new Date('nonsense'))).toThrow(RangeError)
  })
})
