import {
  formatLongDate,
  fromParts,
  type IsoDate,
  monthName,
  type Weekday,
  weekday,
  weekdayName,
} from './date.ts'

/** What one date-like piece of text says. `doubt` and `why` are plain words, ready to show. */
export type Reading =
  | { type: 'day'; on: IsoDate; doubt: string | null }
  | { type: 'month'; month: string; doubt: string | null }
  | { type: 'day without year'; day: number; month: number; weekday: Weekday | null }
  /** Several days or months in one expression; `days` when they are two days of one month. */
  | { type: 'several'; days: DaysOfMonth | null; why: string }
  | { type: 'ambiguous'; why: string }
  | { type: 'impossible'; why: string }

export type DaysOfMonth = {
  first: number
  firstWeekday: Weekday | null
  joiner: string
  last: number
  lastWeekday: Weekday | null
  month: number
  year: number | null
}

/** The named parts of a matched expression; an absent one is an empty text. */
export type Groups = (name: string) => string

const MONTH_STARTS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const WEEKDAYS: readonly Weekday[] = [0, 1, 2, 3, 4, 5, 6]
const EARLIEST_YEAR = 1900
const LATEST_YEAR = 2100

/** A whole date: groups year, month, day, and weekday if one is named. */
export function readDay(groups: Groups): Reading {
  const day = Number(groups('day'))
  const month = monthNumber(groups('month'))
  const year = readYear(groups('year'))
  if (month < 1 || month > 12) {
    return { type: 'impossible', why: `there is no month ${month}: dates are read day first` }
  }
  if (year === null) return { type: 'impossible', why: `the year ${groups('year')} does not look right` }
  const on = fromParts(year, month, day)
  if (!on) return { type: 'impossible', why: `there is no ${day} ${monthName(month)} ${year}` }
  return { type: 'day', on, doubt: weekdayDoubt(on, weekdayNumber(groups('weekday'))) }
}

/** Plain words when a date is not the weekday it is said to be; null when it is, or when none is named. */
export function weekdayDoubt(on: IsoDate, named: Weekday | null): string | null {
  const actual = weekday(on)
  return named === null || named === actual ? null : `${formatLongDate(on)} is a ${weekdayName(actual)}`
}

/** 0 (Sunday) to 6 for a name or its first three letters in any case; null when it is none. */
export function weekdayNumber(text: string): Weekday | null {
  const start = text.slice(0, 3).toLowerCase()
  return WEEKDAYS.find((day) => weekdayName(day).slice(0, 3).toLowerCase() === start) ?? null
}

/** Groups day, month, and weekday if one is named. */
export function readDayWithoutYear(groups: Groups): Reading {
  const day = Number(groups('day'))
  const month = monthNumber(groups('month'))
  if (month < 1 || month > 12) {
    return { type: 'impossible', why: `there is no month ${month}: dates are read day first` }
  }
  // 2000 is a leap year, so 29 February passes until a year is known.
  if (!fromParts(2000, month, day))
    return { type: 'impossible', why: `there is no ${day} ${monthName(month)}` }
  return { type: 'day without year', day, month, weekday: weekdayNumber(groups('weekday')) }
}

/** Two days of one month: groups first, joiner, day, month, and year if there is one. */
export function readDaysOfMonth(groups: Groups): Reading {
  const days = {
    first: Number(groups('first')),
    firstWeekday: weekdayNumber(groups('weekday')),
    joiner: groups('joiner').trim().toLowerCase(),
    last: Number(groups('day')),
    lastWeekday: weekdayNumber(groups('weekday2')),
    month: monthNumber(groups('month')),
    year: readYear(groups('year')),
  }
  return { type: 'several', days, why: 'more than one day is named' }
}

/** Groups month, and year (four digits) or short (two). */
export function readMonth(groups: Groups): Reading {
  const month = monthNumber(groups('month'))
  const year = readYear(groups('year') || groups('short'))
  const first = year === null ? null : fromParts(year, month, 1)
  if (!first) return { type: 'impossible', why: 'there is no such month' }
  return { type: 'month', month: first.slice(0, 7), doubt: null }
}

/** 'Sep-17': a spreadsheet's month, but a person could mean the 17th, so it carries a doubt. */
export function readHyphenatedMonth(groups: Groups): Reading {
  const reading = readMonth(groups)
  if (reading.type !== 'month') return reading
  const name = monthName(monthNumber(groups('month')))
  return { ...reading, doubt: `read as the month ${name} ${reading.month.slice(0, 4)}` }
}

/** 'Sept 17': a day or a year, and nothing says which. */
export function readMonthAndNumber(groups: Groups): Reading {
  const name = monthName(monthNumber(groups('month')))
  const number = Number(groups('day'))
  const year = readYear(groups('day'))
  return { type: 'ambiguous', why: `it could be ${number} ${name} or ${name} ${year}` }
}

/** 1 to 12 for a month's name, short name or number; 0, or the number as it is, when there is no such month. */
export function monthNumber(text: string): number {
  return /^\d/u.test(text) ? Number(text) : MONTH_STARTS.indexOf(text.slice(0, 3).toLowerCase()) + 1
}

/** 1 to 12 for a month's name in full or in three letters ('sept' too), and nothing else; null otherwise. */
export function namedMonth(text: string): number | null {
  const number = monthNumber(text)
  const name = monthName(number).toLowerCase()
  const fits =
    name !== '' && (name === text || name.slice(0, 3) === text || (number === 9 && text === 'sept'))
  return fits ? number : null
}

/** Two digits are 1980 to 2079; four must be a year these documents can mean. */
function readYear(digits: string): number | null {
  const year = Number(digits)
  if (digits.length === 2) return year < 80 ? 2000 + year : 1900 + year
  return year >= EARLIEST_YEAR && year <= LATEST_YEAR ? year : null
}
