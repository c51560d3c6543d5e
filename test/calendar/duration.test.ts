import { describe, expect, it } from 'vitest'
import { isoDate } from '../../src/calendar/date.ts'
import { addDuration, describeDuration, readCount, readDuration } from '../../src/calendar/duration.ts'

describe('a count', () => {
  it.each([
    ['3', 3],
    ['three', 3],
    ['Twelve', 12],
    ['twenty', 20],
    ['twenty-one', 21],
    ['ninety-nine', 99],
    ['a', 1],
    ['an', 1],
    ['0', null],
    ['zero', null],
    ['several', null],
    ['twenty-ten', null],
    ['2012', null],
    ['', null],
    ['-', null],
  ])("'%s' is %s", (word, count) => {
    expect(readCount(word)).toBe(count)
  })
})

describe('a length of time', () => {
  it.each([
    ['7d', '7 days', '2026-11-30'],
    ['2w', '2 weeks', '2026-12-07'],
    ['3 months', '3 months', '2027-02-23'],
    ['a month', '1 month', '2026-12-23'],
    ['1y', '1 year', '2027-11-23'],
    ['five working days', '5 working days', '2026-11-30'],
    ['5wd', '5 working days', '2026-11-30'],
    ['a fortnight', '2 weeks', '2026-12-07'],
    ['3 calendar months', '3 months', '2027-02-23'],
  ])("'%s' is %s", (text, words, end) => {
    const duration = readDuration(text)
    expect(duration && describeDuration(duration)).toBe(words)
    expect(duration && addDuration(isoDate('2026-11-23'), duration)).toBe(end)
  })

  it.each(['', 'week', '7', 'd', '0d', '-7d', '1000d', '7 d d', '7 constructor', 'toString', '1.5 weeks'])(
    "'%s' is none",
    (text) => {
      expect(readDuration(text)).toBeNull()
    },
  )
})
