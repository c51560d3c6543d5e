import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isBankHoliday } from '../../../src/calendar/bank-holidays.ts'
import { addDays, daysBetween, isoDate, weekday } from '../../../src/calendar/date.ts'
import { londonClock } from '../../../src/calendar/london.ts'
import { isWorkingDay } from '../../../src/calendar/working-days.ts'
import {
  changeOf,
  nextPosting,
  postingsThrough,
  type Schedule,
  sinceWords,
  weekOf,
} from '../../../src/features/digests/rules.ts'

const monday: Schedule = { weekday: 1, minutes: 540, onHoliday: 'move' }
const at = (text: string): Date => new Date(text)

describe('the next posting', () => {
  it.each([
    ['the same day, before', monday, '2026-11-23T08:59:00Z', '2026-11-23T09:00:00Z', '2026-11-23'],
    ['a week on, at the very moment', monday, '2026-11-23T09:00:00Z', '2026-11-30T09:00:00Z', '2026-11-30'],
    ['an hour earlier in summer', monday, '2026-07-01T00:00:00Z', '2026-07-06T08:00:00Z', '2026-07-06'],
    ['after a bank holiday', monday, '2026-08-28T12:00:00Z', '2026-09-01T08:00:00Z', '2026-08-31'],
    [
      'still to come on the day after it',
      monday,
      '2026-09-01T07:59:00Z',
      '2026-09-01T08:00:00Z',
      '2026-08-31',
    ],
    ['after Easter', { ...monday, weekday: 5 }, '2027-03-26T00:00:00Z', '2027-03-30T08:00:00Z', '2027-03-26'],
    [
      'over New Year',
      { ...monday, weekday: 5 },
      '2026-12-31T00:00:00Z',
      '2027-01-04T09:00:00Z',
      '2027-01-01',
    ],
    [
      'on the holiday, where that is wanted',
      { ...monday, onHoliday: 'keep' },
      '2026-08-28T12:00:00Z',
      '2026-08-31T08:00:00Z',
      '2026-08-31',
    ],
    [
      'on a chosen Saturday',
      { ...monday, weekday: 6 },
      '2026-11-23T09:00:00Z',
      '2026-11-28T09:00:00Z',
      '2026-11-28',
    ],
    [
      'after a Saturday that is Christmas',
      { ...monday, weekday: 6 },
      '2027-12-20T09:00:00Z',
      '2027-12-29T09:00:00Z',
      '2027-12-25',
    ],
    [
      'an hour on, where the clocks skip it',
      { ...monday, weekday: 0, minutes: 90 },
      '2027-03-27T12:00:00Z',
      '2027-03-28T01:30:00Z',
      '2027-03-28',
    ],
    [
      'once, where they show it twice',
      { ...monday, weekday: 0, minutes: 90 },
      '2026-10-25T00:00:00Z',
      '2026-10-25T00:30:00Z',
      '2026-10-25',
    ],
    [
      'not again, when they show it again',
      { ...monday, weekday: 0, minutes: 90 },
      '2026-10-25T00:30:00Z',
      '2026-11-01T01:30:00Z',
      '2026-11-01',
    ],
  ] as const satisfies readonly (readonly [string, Schedule, string, string, string])[])(
    'is %s',
    (_, schedule, after, then, period) => {
      expect(nextPosting(schedule, at(after))).toEqual({ at: at(then), period })
    },
  )

  it('is next week’s for who moves it on to later on the day it was posted', () => {
    const later = { ...monday, minutes: 17 * 60 }
    const now = at('2026-11-23T10:00:00Z')
    expect(nextPosting(later, now)).toMatchObject({ period: '2026-11-23' })
    expect(nextPosting(later, now, isoDate('2026-11-23'))).toMatchObject({ period: '2026-11-30' })
  })
})

const schedules = fc.record({
  weekday: fc.constantFrom(0, 1, 2, 3, 4, 5, 6),
  minutes: fc.integer({ min: 0, max: 1439 }),
  onHoliday: fc.constantFrom('move', 'keep'),
}) satisfies fc.Arbitrary<Schedule>
const moments = fc.date({
  min: at('2007-01-01T00:00:00Z'),
  max: at('2035-12-01T00:00:00Z'),
  noInvalidDate: true,
})

describe('for any weekday, time and holiday rule from 2007 to 2035', () => {
  it('is right: on its day or moved off a holiday, at its time, and the first that is still to come', () => {
    fc.assert(
      fc.property(schedules, moments, (schedule, after) => {
        const { at: posted, period } = nextPosting(schedule, after)
        expect(posted > after).toBe(true)
        expect(weekday(period)).toBe(schedule.weekday)
        const { date, hours, minutes } = londonClock(posted)
        const shown = hours * 60 + minutes
        // Only where the clocks skip it is it another time of day: an hour later, on a Sunday in March.
        if (shown !== schedule.minutes) {
          expect(shown).toBe(schedule.minutes + 60)
          expect(hours).toBe(2)
          expect(date).toMatch(/-03-(2[5-9]|3[01])$/)
        }
        const holiday = isBankHoliday(period) || period.endsWith('-12-25')
        const moved = daysBetween(period, date)
        if (schedule.onHoliday === 'keep' || !holiday) expect(moved).toBe(0)
        else {
          expect(moved).toBeGreaterThan(0)
          expect(isWorkingDay(date)).toBe(true)
          for (let day = 1; day < moved; day++) expect(isWorkingDay(addDays(period, day))).toBe(false)
        }
        // Nothing was left out between: a moment before it, the same one is next.
        expect(nextPosting(schedule, new Date(posted.getTime() - 1))).toEqual({ at: posted, period })
        expect(posted.getTime() - after.getTime()).toBeLessThan(13 * 86_400_000)
      }),
      { numRuns: 2000 },
    )
  })

  it('goes on by one week at a time, always later than before', () => {
    fc.assert(
      fc.property(schedules, moments, (schedule, start) => {
        let last = nextPosting(schedule, start)
        for (let week = 0; week < 60; week++) {
          const next = nextPosting(schedule, last.at)
          expect(next.at > last.at).toBe(true)
          expect(next.period).toBe(addDays(last.period, 7))
          last = next
        }
      }),
      { numRuns: 300 },
    )
  })

  it('counts every week of an outage once, however long it was', () => {
    fc.assert(
      fc.property(schedules, moments, fc.integer({ min: 0, max: 400 }), (schedule, start, days) => {
        const first = nextPosting(schedule, start)
        const now = new Date(first.at.getTime() + days * 86_400_000)
        const { come, next } = postingsThrough(schedule, first, now)
        expect(come[0]).toEqual(first)
        expect([...come, next].map(({ period }) => daysBetween(first.period, period))).toEqual(
          Array.from({ length: come.length + 1 }, (_, week) => week * 7),
        )
        expect(come.every((posting) => posting.at <= now)).toBe(true)
        expect(next.at > now).toBe(true)
      }),
      { numRuns: 500 },
    )
  })
})

describe('the change since', () => {
  it('is said in words, and not at all when there is none', () => {
    expect(changeOf(5, 3)).toBe('2 more')
    expect(changeOf(2, 3)).toBe('1 fewer')
    expect(changeOf(3, 3)).toBeNull()
  })

  it('is measured against last week, or against the day of the one before', () => {
    const today = isoDate('2026-11-30')
    expect(sinceWords(isoDate('2026-11-23'), today)).toBe('last week')
    expect(sinceWords(isoDate('2026-11-26'), today)).toBe('last week')
    expect(sinceWords(isoDate('2026-11-16'), today)).toBe('on Mon 16 Nov')
    expect(sinceWords(isoDate('2026-11-30'), today)).toBe('on Mon 30 Nov')
    expect(weekOf(isoDate('2026-11-29'))).toBe('2026-11-23')
  })
})
