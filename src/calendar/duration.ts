import { addDays, addMonths, type IsoDate } from './date.ts'
import { addWorkingDays } from './working-days.ts'

export type DurationUnit = 'day' | 'working day' | 'week' | 'month' | 'year'

/** A length of time in whole units; count is 1 to 999. */
export type Duration = { count: number; unit: DurationUnit }

const SMALL_NUMBERS = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
  'thirteen',
  'fourteen',
  'fifteen',
  'sixteen',
  'seventeen',
  'eighteen',
  'nineteen',
]
const TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety']

const UNITS: Readonly<Record<string, DurationUnit>> = {
  d: 'day',
  day: 'day',
  wd: 'working day',
  'working day': 'working day',
  'business day': 'working day',
  w: 'week',
  wk: 'week',
  week: 'week',
  m: 'month',
  mth: 'month',
  month: 'month',
  'calendar month': 'month',
  'calendar day': 'day',
  y: 'year',
  yr: 'year',
  year: 'year',
}

/** A count in digits or words up to ninety-nine ('3', 'three', 'twenty-one', 'a'); null when it is none or 0. */
export function readCount(word: string): number | null {
  const text = word.toLowerCase()
  if (/^\d{1,3}$/.test(text)) return Number(text) || null
  if (text === 'a' || text === 'an') return 1
  const [first = '', second, ...rest] = text.split(/[- ]/)
  if (rest.length > 0 || first === '') return null
  const small = SMALL_NUMBERS.indexOf(first)
  if (second === undefined && small > 0) return small
  const tens = TENS.indexOf(first)
  if (tens < 2) return null
  if (second === undefined) return tens * 10
  const ones = SMALL_NUMBERS.indexOf(second)
  return ones >= 1 && ones <= 9 ? tens * 10 + ones : null
}

/** A unit in the singular, the plural or short ('months', 'wk', 'd'); null when it is none. */
export function readUnit(word: string): DurationUnit | null {
  const text = word.toLowerCase()
  const singular = text.length > 1 && text.endsWith('s') ? text.slice(0, -1) : text
  return Object.hasOwn(UNITS, singular) ? (UNITS[singular] ?? null) : null
}

/** A length of time and nothing else: '7d', '2 weeks', 'a month', 'five working days', 'a fortnight'; or null. */
export function readDuration(text: string): Duration | null {
  const plain = text.trim().toLowerCase()
  if (plain === 'fortnight' || plain === 'a fortnight') return { count: 2, unit: 'week' }
  const match = /^(\d{1,3}(?= ?[a-z])|[a-z]{1,9}(?:-[a-z]{3,5})?(?= )) ?([a-z]{1,8}(?: [a-z]{3,6})?)$/u.exec(
    plain,
  )
  const count = readCount(match?.[1] ?? '')
  const unit = readUnit(match?.[2] ?? '')
  return count && unit ? { count, unit } : null
}

/**
 * The date a length of time after another: days and weeks by the calendar, months clamped to the month's end,
 * working days by `addWorkingDays`.
 */
export function addDuration(from: IsoDate, { count, unit }: Duration): IsoDate {
  switch (unit) {
    case 'day':
      return addDays(from, count)
    case 'working day':
      return addWorkingDays(from, count)
    case 'week':
      return addDays(from, count * 7)
    case 'month':
      return addMonths(from, count)
    case 'year':
      return addMonths(from, count * 12)
  }
}

/** '1 week', '5 working days'. */
export function describeDuration({ count, unit }: Duration): string {
  return count === 1 ? `1 ${unit}` : `${count} ${unit}s`
}
