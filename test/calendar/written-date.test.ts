import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatLongDate, isoDate, parts } from '../../src/calendar/date.ts'
import { findMonthOrDate, readDateRange, readWrittenDate } from '../../src/calendar/written-date.ts'
import { anyDate } from './any-date.ts'

describe('a day, as people write it', () => {
  it.each([
    ['28th November 2011', '2011-11-28'],
    ['10.9.17', '2017-09-10'],
    ['18/10/17', '2017-10-18'],
    ['18.10.2017', '2017-10-18'],
    ['18-10-17', '2017-10-18'],
    ['18 / 10 / 2017', '2017-10-18'],
    ['1.3.17', '2017-03-01'],
    ['2017-10-18', '2017-10-18'],
    ['9<sup>th</sup> July 2012', '2012-07-09'],
    ['<b>24<sup>th</sup> August 2012</b>', '2012-08-24'],
    ['28\u00a0November\u00a02011', '2011-11-28'],
    ['Friday 3 March 2017', '2017-03-03'],
    ['Fri. 3rd Mar. 2017', '2017-03-03'],
    ['the 2nd of October, 2017', '2017-10-02'],
    ['March 3rd, 2017', '2017-03-03'],
    ['18-Oct-17', '2017-10-18'],
    ["18 Oct '17", '2017-10-18'],
    ['by 31 March 2018', '2018-03-31'],
    ['Due: 31 March 2018.', '2018-03-31'],
    ['no later than 31/03/2018', '2018-03-31'],
    ['(31 March 2018)', '2018-03-31'],
    ['12 may 2018', '2018-05-12'],
    ['29.2.20', '2020-02-29'],
    ['1.1.79', '2079-01-01'],
    ['1.1.80', '1980-01-01'],
    ['１８．１０．２０１７', '2017-10-18'],
  ])('%s is %s', (text, on) => {
    expect(readWrittenDate(text)).toEqual({
      raw: text,
      on,
      month: null,
      precision: 'day',
      kind: 'day',
      why: null,
    })
  })

  it.each([
    ['Friday 3 March 2018', '2018-03-03', '3 March 2018 is a Saturday'],
    ['before 31 March 2018', '2018-03-31', "it says 'before', so the day itself may be too late"],
    ['31 March 2018?', '2018-03-31', 'it has a question mark'],
    ['31/03/2018 (TBC)', '2018-03-31', 'it is to be confirmed'],
    ['from 1.9.17', '2017-09-01', 'it may be when the work starts, not when it is due'],
    ['w/c 3 April 2017', '2017-04-03', 'it names a week'],
  ])('%s is %s with a doubt', (text, on, why) => {
    expect(readWrittenDate(text)).toMatchObject({ on, kind: 'day', why })
  })

  it('is read back from every form, for any date', () => {
    fc.assert(
      fc.property(anyDate, (d) => {
        const { year, month, day } = parts(d)
        for (const text of [
          d,
          `${day}.${month}.${year}`,
          `${day}/${month}/${year}`,
          formatLongDate(d),
          `by ${formatLongDate(d)}`,
        ]) {
          expect(readWrittenDate(text).on).toBe(d)
        }
        if (year >= 1980 && year < 2080)
          expect(readWrittenDate(`${day}.${month}.${String(year).slice(2)}`).on).toBe(d)
      }),
    )
  })
})

describe('a month is never made a day', () => {
  it.each([
    ['September 2017', '2017-09', 'only a month is given'],
    ['Sept 2017', '2017-09', 'only a month is given'],
    ["Sept '17", '2017-09', 'only a month is given'],
    ['09/2017', '2017-09', 'only a month is given'],
    ['By end of March 2018', '2018-03', 'only a month is given'],
    ['mid-March 2018', '2018-03', 'it names a part of the month'],
    ['Sep-17', '2017-09', 'read as the month September 2017'],
    ['3- September 2017', '2017-09', 'the number before it may be a place in a list or a day'],
    ['3-September 2017', '2017-09', 'the number before it may be a place in a list or a day'],
  ])('%s is %s', (text, month, why) => {
    expect(readWrittenDate(text)).toEqual({
      raw: text,
      on: null,
      month,
      precision: 'month',
      kind: 'month',
      why,
    })
  })
})

describe('what is not one date has a reason', () => {
  it.each([
    ['27th September', 'day without year', 'no year is given'],
    ['18/10', 'day without year', 'no year is given'],
    ['17-Sep', 'day without year', 'no year is given'],
    ['Immediate', 'immediate', 'it says at once, and gives no date'],
    ['With immediate effect', 'immediate', 'it says at once, and gives no date'],
    ['Immediate Actions complete in Childrens', 'immediate', 'it is a status, not a date'],
    ['Immediate, by 31 March 2018', 'immediate', "it says at once, and also names '31 March 2018'"],
    [
      'Meeting planned for 27th September',
      'none',
      "it speaks of a meeting, so '27th September' may not be the due date",
    ],
    ['Completed 12/3/18', 'none', "other words stand beside '12/3/18'"],
    ['C Smith', 'none', 'it is not a date'],
    ['Ongoing', 'none', 'it is not a date'],
    ['TBC', 'none', 'it is not a date'],
    ['', 'none', 'nothing is written'],
    [' – ', 'none', 'nothing is written'],
    ['Q3 2017/18', 'none', 'it names a quarter, not a day'],
    ['Spring 2018', 'none', 'it names a season, not a day'],
    ['2017', 'none', 'only a year is given'],
    ['end of September', 'none', 'a month is given, but no year'],
    ['31.2.27', 'none', 'there is no 31 February 2027'],
    ['29 February 2019', 'none', 'there is no 29 February 2019'],
    ['10/18/17', 'none', 'there is no month 18: dates are read day first'],
    ['1.1.3017', 'none', 'the year 3017 does not look right'],
    ['Sept 17', 'none', 'it could be 17 September or September 2017'],
    ['4.2.3', 'none', 'it is not a date'],
    ['24/7', 'none', 'it is not a date'],
    ['1.10.17 & 1.11.17', 'several', 'more than one date is given'],
    ['December 2017/January 2018', 'several', 'more than one date is given'],
    ['Sept/Oct 2017', 'several', 'more than one month is named'],
    ['11-22nd October 2010', 'several', 'more than one day is named'],
    ['1 and 15 March 2018', 'several', 'more than one day is named'],
    [
      '1 - Alert on notes September 2017 2- Upload of referral to SH EPR October 2017 3- September 2017',
      'several',
      'more than one date is given',
    ],
  ])('%s', (text, kind, why) => {
    expect(readWrittenDate(text)).toEqual({ raw: text, on: null, month: null, precision: null, kind, why })
  })
})

describe('the date in a numbered cell', () => {
  it.each([
    ['1 - Alert on notes September 2017', 'September 2017', '2017-09'],
    ['2- Upload of referral to SH EPR October 2017', 'October 2017', '2017-10'],
    ['3- September 2017', 'September 2017', '2017-09'],
    [
      '1 - Alert on notes September 2017 2- Upload of referral to SH EPR October 2017',
      'October 2017',
      '2017-10',
    ],
  ])('%s: %s', (text, raw, month) => {
    expect(findMonthOrDate(text)).toMatchObject({ raw, month, on: null, precision: 'month' })
  })

  it('may be a day, or be without a year', () => {
    expect(findMonthOrDate('4 - Training done by 18/10/17, all staff')).toMatchObject({
      on: '2017-10-18',
      why: null,
    })
    expect(findMonthOrDate('Audit by 27th September')).toMatchObject({ kind: 'day without year', on: null })
  })

  it('is doubtful when a number that could be the year may belong to the next words', () => {
    expect(findMonthOrDate('By 27 September 10 staff trained')).toMatchObject({
      on: '2010-09-27',
      why: 'its last number may not be the year',
    })
    expect(findMonthOrDate('Staff trained by 27 September 10')).toMatchObject({ on: '2010-09-27', why: null })
  })

  it.each(['', 'Alert on notes', '12 may need it', 'cover 24/7', 'ring 020-10-10-17', 'see 4.2.3 and 3/4'])(
    'is not there: %s',
    (text) => {
      expect(findMonthOrDate(text)).toBeNull()
    },
  )
})

describe('the days an inspection lasted', () => {
  it.each([
    ['28th November 2011 – 9th December 2011', '2011-11-28', '2011-12-09'],
    ['9th July 2012 to 20th July 2012', '2012-07-09', '2012-07-20'],
    ['<b>9<sup>th</sup> July 2012 to 20<sup>th</sup> July 2012</b>', '2012-07-09', '2012-07-20'],
    ['11-22nd October 2010', '2010-10-11', '2010-10-22'],
    ['11 – 22 October 2010', '2010-10-11', '2010-10-22'],
    ['11th to the 22nd of October 2010', '2010-10-11', '2010-10-22'],
    ['Mon 11 - Fri 22 October 2010', '2010-10-11', '2010-10-22'],
    ['28 November - 9 December 2011', '2011-11-28', '2011-12-09'],
    ['28 December - 9 January 2012', '2011-12-28', '2012-01-09'],
    ['28.11.11 - 9.12.11', '2011-11-28', '2011-12-09'],
    ['28/11 to 9/12/2011', '2011-11-28', '2011-12-09'],
    ['2011-11-28 to 2011-12-09', '2011-11-28', '2011-12-09'],
    ['between 3 March 2017 and 5 March 2017', '2017-03-03', '2017-03-05'],
    ['between 9 and 13 December 2019', '2019-12-09', '2019-12-13'],
    ['25th January 2012', '2012-01-25', '2012-01-25'],
  ])('%s: %s to %s', (text, from, to) => {
    expect(readDateRange(text)).toEqual({ raw: text, from, to })
  })

  it.each([
    '',
    'October 2010',
    '11-22nd October',
    '31-32 October 2010',
    '22-11 October 2010',
    '9 December 2011 - 28 November 2011',
    '3 March 2017 and 5 March 2017',
    '1 and 15 March 2018',
    'Friday 28 November 2011 - 9 December 2011',
    'Friday 28 November - 9 December 2011',
    'Mon 12 - Fri 22 October 2010',
    'Inspected 28 November - 9 December 2011',
    '1 March 2017, 2 March 2017 and 3 March 2017',
  ])('is not read from: %s', (text) => {
    expect(readDateRange(text)).toBeNull()
  })

  it('is read back for any two dates', () => {
    fc.assert(
      fc.property(anyDate, anyDate, (a, b) => {
        const [from, to] = a <= b ? [a, b] : [b, a]
        const text = `${formatLongDate(from)} – ${formatLongDate(to)}`
        expect(readDateRange(text)).toEqual({ raw: text, from: isoDate(from), to })
      }),
    )
  })
})
