import { describe, expect, it } from 'vitest'
import { bankHolidays, easterSunday, isBankHoliday } from '../../src/calendar/bank-holidays.ts'
import { isoDate, weekday } from '../../src/calendar/date.ts'

/** England and Wales, month and day, as published: not worked out by the rules under test. */
const PUBLISHED: Readonly<Record<number, string>> = {
  2007: '01-01 04-06 04-09 05-07 05-28 08-27 12-25 12-26',
  2008: '01-01 03-21 03-24 05-05 05-26 08-25 12-25 12-26',
  2009: '01-01 04-10 04-13 05-04 05-25 08-31 12-25 12-28',
  2010: '01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28',
  2011: '01-03 04-22 04-25 04-29 05-02 05-30 08-29 12-26 12-27',
  2012: '01-02 04-06 04-09 05-07 06-04 06-05 08-27 12-25 12-26',
  2013: '01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26',
  2014: '01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26',
  2015: '01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28',
  2016: '01-01 03-25 03-28 05-02 05-30 08-29 12-26 12-27',
  2017: '01-02 04-14 04-17 05-01 05-29 08-28 12-25 12-26',
  2018: '01-01 03-30 04-02 05-07 05-28 08-27 12-25 12-26',
  2019: '01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26',
  2020: '01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28',
  2021: '01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28',
  2022: '01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27',
  2023: '01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26',
  2024: '01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26',
  2025: '01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26',
  2026: '01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28',
  2027: '01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28',
  2028: '01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26',
  2029: '01-01 03-30 04-02 05-07 05-28 08-27 12-25 12-26',
  2030: '01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26',
}

const monthsAndDays = (year: number) => [...bankHolidays(year).keys()].map((d) => d.slice(5)).join(' ')

describe('the bank holidays of England and Wales', () => {
  it.each(Object.entries(PUBLISHED))('of %s are as published', (year, days) => {
    expect(monthsAndDays(Number(year))).toBe(days)
  })

  it.each([
    ['1995-05-08', 'Early May bank holiday (VE day)'],
    ['1999-12-31', 'Millennium bank holiday'],
    ['2002-06-03', "Queen's Golden Jubilee"],
    ['2002-06-04', 'Spring bank holiday'],
    ['2011-04-29', 'Royal wedding'],
    ['2012-06-04', 'Spring bank holiday'],
    ['2012-06-05', "Queen's Diamond Jubilee"],
    ['2020-05-08', 'Early May bank holiday (VE day)'],
    ['2022-06-02', 'Spring bank holiday'],
    ['2022-06-03', "Queen's Platinum Jubilee"],
    ['2022-09-19', 'State funeral of Queen Elizabeth II'],
    ['2023-05-08', 'Coronation of King Charles III'],
  ])('hold the one-off of %s: %s', (day, name) => {
    const d = isoDate(day)
    expect(bankHolidays(Number(day.slice(0, 4))).get(d)).toBe(name)
    expect(isBankHoliday(d)).toBe(true)
  })

  it.each(['1995-05-01', '2002-05-27', '2012-05-28', '2020-05-04', '2022-05-30'])(
    'do not hold the day a one-off replaced: %s',
    (day) => {
      expect(isBankHoliday(isoDate(day))).toBe(false)
    },
  )

  it('name the day a substitute stands for', () => {
    const names = (year: number) => [...bankHolidays(year)].map(([d, name]) => `${d} ${name}`)
    expect(names(2022).slice(-2)).toEqual([
      '2022-12-26 Boxing Day',
      '2022-12-27 Christmas Day (substitute day)',
    ])
    expect(names(2021).slice(-2)).toEqual([
      '2021-12-27 Christmas Day (substitute day)',
      '2021-12-28 Boxing Day (substitute day)',
    ])
    expect(names(2022)[0]).toBe("2022-01-03 New Year's Day (substitute day)")
    expect(names(2026).at(-1)).toBe('2026-12-28 Boxing Day (substitute day)')
  })

  it('are eight or more weekdays in every year, in order', () => {
    for (let year = 1978; year <= 2100; year += 1) {
      const days = [...bankHolidays(year).keys()]
      expect(days.length).toBeGreaterThanOrEqual(8)
      expect(days).toEqual([...days].sort())
      expect(days.filter((d) => weekday(d) === 0 || weekday(d) === 6)).toEqual([])
    }
  })

  it('refuse a year that is none', () => {
    expect(() => bankHolidays(0)).toThrow(RangeError)
    expect(() => bankHolidays(2026.5)).toThrow(RangeError)
    expect(() => bankHolidays(Number.NaN)).toThrow(RangeError)
  })
})

describe('Easter Sunday', () => {
  it.each(['1818-03-22', '1943-04-25', '1981-04-19', '2000-04-23', '2008-03-23', '2038-04-25', '2285-03-22'])(
    'was or will be %s',
    (day) => {
      expect(easterSunday(Number(day.slice(0, 4)))).toBe(day)
    },
  )
})
