import { fromParts, type IsoDate, monthName, weekday, weekdayName } from './date.ts'

/** What one date-like piece of text says. `doubt` and `why` are plain words, ready to show. */
export type Reading =
  | { type: 'day'; on: IsoDate; doubt: string | null }
  | { type: 'month'; month: string; doubt: string | null }
  | { type: 'day without year'; day: number; month: number }
  /** Several days or months in one expression; `days` when they are two days of one month. */
  | { type: 'several'; days: DaysOfMonth | null; why: string }
  | { type: 'unclear'; why: string }

export type DaysOfMonth = { first: number; last: number; joiner: string; month: number; year: number | null }

/** The named parts of a matched expression; an absent one is an empty text. */
export type Groups = (name: string) => string

const MONTH_STARTS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const WEEKDAY_STARTS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']
const EARLIEST_YEAR = 1900
const LATEST_YEAR = 2100

export function readDay(groups: Groups): Reading {
  const day = Number(groups('day'))
  const month = monthNumber(groups('month'))
  const year = readYear(groups('year'))
  if (month < 1 || month > 12) {
    return { type: 'unclear', why: `there is no month ${month}: dates are read day first` }
  }
  if (year === null) return { type: 'unclear', why: `the year ${groups('year')} does not look right` }
  const on = fromParts(year, month, day)
  if (!on) return { type: 'unclear', why: `there is no ${day} ${monthName(month)} ${year}` }
  const named = groups('weekday').slice(0, 3).toLowerCase()
  const actual = weekday(on)
  const doubt =
    named !== '' && WEEKDAY_STARTS.indexOf(named) !== actual
      ? `${day} ${monthName(month)} ${year} is a ${weekdayName(actual)}`
      : null
  return { type: 'day', on, doubt }
}

export function readDayWithoutYear(groups: Groups): Reading {
  const day = Number(groups('day'))
  const month = monthNumber(groups('month'))
  if (month < 1 || month > 12) {
    return { type: 'unclear', why: `there is no month ${month}: dates are read day first` }
  }
  // 2000 is a leap year, so 29 February passes until a year is known.
  if (!fromParts(2000, month, day)) return { type: 'unclear', why: `there is no ${day} ${monthName(month)}` }
  return { type: 'day without year', day, month }
}

export function readDaysOfMonth(groups: Groups): Reading {
  const days = {
    first: Number(groups('first')),
    last: Number(groups('day')),
    joiner: groups('joiner').trim().toLowerCase(),
    month: monthNumber(groups('month')),
    year: readYear(groups('year')),
  }
  return { type: 'several', days, why: 'more than one day is named' }
}

export function readMonth(groups: Groups): Reading {
  const month = monthNumber(groups('month'))
  const year = readYear(groups('year') || groups('short'))
  const first = year === null ? null : fromParts(year, month, 1)
  if (!first) return { type: 'unclear', why: 'there is no such month' }
  return { type: 'month', month: first.slice(0, 7), doubt: null }
}

export function readHyphenatedMonth(groups: Groups): Reading {
  const reading = readMonth(groups)
  if (reading.type !== 'month') return reading
  const name = monthName(monthNumber(groups('month')))
  return { ...reading, doubt: `read as the month ${name} ${reading.month.slice(0, 4)}` }
}

export function readMonthAndNumber(groups: Groups): Reading {
  const name = monthName(monthNumber(groups('month')))
  const number = Number(groups('day'))
  const year = readYear(groups('day'))
  return { type: 'unclear', why: `it could be ${number} ${name} or ${name} ${year}` }
}

function monthNumber(text: string): number {
  return /^\d/u.test(text) ? Number(text) : MONTH_STARTS.indexOf(text.slice(0, 3).toLowerCase()) + 1
}

/** Two digits are 1980 to 2079; four must be a year these documents can mean. */
function readYear(digits: string): number | null {
  const year = Number(digits)
  if (digits.length === 2) return year < 80 ? 2000 + year : 1900 + year
  return year >= EARLIEST_YEAR && year <= LATEST_YEAR ? year : null
}
