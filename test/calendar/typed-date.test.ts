import { describe, expect, it } from 'vitest'
import { isoDate } from '../../src/calendar/date.ts'
import { readTypedDate } from '../../src/calendar/typed-date.ts'

const monday = isoDate('2026-11-23')

describe('a date typed on Mon 23 Nov 2026', () => {
  it.each([
    ['today', '2026-11-23'],
    ['Tomorrow', '2026-11-24'],
    ['yesterday', '2026-11-22'],
    ['28.2.27', '2027-02-28'],
    ['28/02/2027', '2027-02-28'],
    ['2027-02-28', '2027-02-28'],
    ['28th February 2027', '2027-02-28'],
    ['by 28 Feb 2027', '2027-02-28'],
    ['“28 Feb 2027”', '2027-02-28'],
    ['28 Feb', '2027-02-28'],
    ['Feb 28th', '2027-02-28'],
    ['28/2', '2027-02-28'],
    ['23 Nov', '2026-11-23'],
    ['22 Nov', '2027-11-22'],
    ['29 Feb', '2028-02-29'],
    ['Sat 27 Feb', '2027-02-27'],
    ['12 may', '2027-05-12'],
    ['friday', '2026-11-27'],
    ['next friday', '2026-11-27'],
    ['on Monday', '2026-11-30'],
    ['next monday', '2026-11-30'],
    ['+7d', '2026-11-30'],
    ['in 2 weeks', '2026-12-07'],
    ['in a month', '2026-12-23'],
    ['5 working days', '2026-11-30'],
    ['end of month', '2026-11-30'],
    ['end of next month', '2026-12-31'],
    ['end of March', '2027-03-31'],
    ['by the end of February 2028', '2028-02-29'],
  ])('%s is %s', (text, on) => {
    expect(readTypedDate(text, monday)).toEqual({ ok: true, on })
  })

  it.each([
    ['31.2.27', "'31.2.27' is not a date. Write it like 28.2.27 or 28 Feb 2027."],
    ['', 'No date was given. Write it like 28.2.27 or 28 Feb 2027.'],
    ['soon', "'soon' is not a date. Write it like 28.2.27 or 28 Feb 2027."],
    ['4.2', "'4.2' is not a date. Write it like 28.2.27 or 28 Feb 2027."],
    ['Completed 12/3/18', "'Completed 12/3/18' is not a date. Write it like 28.2.27 or 28 Feb 2027."],
    ['March 2027', "'March 2027' names a month, not a day. Write it like 31.3.27 or 31 Mar 2027."],
    [
      'Sept 17',
      "'Sept 17' is not clear: it could be 17 September or September 2017. Write it like 28.2.27 or 28 Feb 2027.",
    ],
    [
      'Fri 27 Feb',
      "'Fri 27 Feb' is not clear: 27 February 2027 is a Saturday. Write it like 28.2.27 or 28 Feb 2027.",
    ],
    [
      'before 28 Feb 2027',
      "'before 28 Feb 2027' is not clear: it says 'before', so the day itself may be too late. Write it like 28.2.27 or 28 Feb 2027.",
    ],
    ['1.2.27 & 1.3.27', "'1.2.27 & 1.3.27' names more than one day. Write it like 28.2.27 or 28 Feb 2027."],
    ['Immediate', "'Immediate' is not a date. Write 'today', or the day it is due."],
    ['+999y', "'+999y' is more than 20 years away. Write it like 28.2.27 or 28 Feb 2027."],
    ['<!channel>', "'!channel' is not a date. Write it like 28.2.27 or 28 Feb 2027."],
  ])("'%s' is refused", (text, message) => {
    expect(readTypedDate(text, monday)).toEqual({ ok: false, message })
  })

  it('repeats at most forty characters of a refused text', () => {
    const answer = readTypedDate('😀'.repeat(5000), monday)
    expect(answer).toEqual({
      ok: false,
      message: `'${'😀'.repeat(39)}…' is not a date. Write it like 28.2.27 or 28 Feb 2027.`,
    })
  })
})

describe('the example in a refusal', () => {
  it.each([
    ['2026-01-31', 'Write it like 30.4.26 or 30 Apr 2026.'],
    ['2027-11-30', 'Write it like 29.2.28 or 29 Feb 2028.'],
  ])('typed on %s: %s', (today, hint) => {
    expect(readTypedDate('?', isoDate(today))).toEqual({ ok: false, message: `'?' is not a date. ${hint}` })
  })
})
