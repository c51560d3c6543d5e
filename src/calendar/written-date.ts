import { fromParts, type IsoDate, parts } from './date.ts'
import { type Expression, findExpressions } from './date-expression.ts'
import { namedMonth, type Reading, weekdayDoubt } from './date-reading.ts'
import { bareWords, judgeSurroundings } from './date-surroundings.ts'
import { quote, tidyText } from './tidy-text.ts'

/** A date as somebody wrote it. At most one of `on` and `month` is set. */
export type WrittenDate = {
  /** The text that was read, as it was given. */
  raw: string
  on: IsoDate | null
  /** YYYY-MM, when a month is given and no day. */
  month: string | null
  precision: 'day' | 'month' | null
  kind: 'day' | 'month' | 'day without year' | 'immediate' | 'several' | 'none'
  /** Plain words, ready to show: why there is no day, or why the reading is doubtful. Null for a plain day. */
  why: string | null
}

const IMMEDIATE = /^(?:with )?immediate(?:ly)?(?![\p{L}\p{N}])/iu
const ONLY_IMMEDIATE = /^(?:immediate(?:ly)?|(?:with )?immediate effect)[.:]?$/iu
const NUMBERED = /^\(?\d{1,2} ?[-.):]{1,3}$/u
const QUARTER = /^q[1-4](?![\p{L}\p{N}])/iu
const SEASON = /(?<![\p{L}\p{N}])(?:spring|summer|autumn|winter|easter|christmas)(?![\p{L}\p{N}])/iu
const MEETING = /(?<!\p{L})meeting/iu
/** '27 September 10', which in '27 September 10 staff trained' is no year. */
const SHORT_YEAR_AFTER_NAME = /\p{L}[.,]{0,2} ?\d{2}$/u
const RANGE_JOINERS = ['-', 'to', 'until', 'till', 'through']
const RANGE_LEADS = ['', 'from', 'on', 'the', 'between']

/**
 * Reads a cell or a phrase that should be a date. Days come day first ('10.9.17' is 10 September 2017); a
 * two-digit year is 1980 to 2079. Anything that is not plainly one day or one month has `on` null and a `why`;
 * a month never becomes a day, and words that tell another story ('Meeting planned for 27th September') make it
 * no date at all. Never throws.
 */
export function readWrittenDate(text: string): WrittenDate {
  const tidy = tidyText(text)
  const found = expressionsIn(tidy)
  const [only] = found
  if (found.length > 1) return noDay(text, 'several', 'more than one date is given')
  if (IMMEDIATE.test(tidy)) return noDay(text, 'immediate', whyImmediate(tidy, only))
  return only ? readOne(text, tidy, only) : noDay(text, 'none', whyNoDate(tidy))
}

/**
 * The last day or month named in a longer text, for numbered cells such as '2- Upload of referral to SH EPR
 * October 2017'. The words around it are ignored, so use it only where a date is expected. `raw` is the
 * expression alone ('October 2017'). Null when nothing like a date is there. Never throws.
 */
export function findMonthOrDate(text: string): WrittenDate | null {
  const tidy = tidyText(text)
  const last = findExpressions(tidy).findLast((expression) => !expression.weak)
  if (!last) return null
  const wordsFollow = bareWords(tidy.slice(last.end)) !== ''
  const doubt =
    wordsFollow && SHORT_YEAR_AFTER_NAME.test(last.text) ? 'its last number may not be the year' : null
  return fromReading(last.text, last.reading, doubt)
}

/**
 * Reads the days an inspection lasted: '28th November 2011 – 9th December 2011', '11-22nd October 2010',
 * '28 November to 9 December 2011', or a single day (from = to). A first day without a year takes the year that
 * puts it before the last. Null for anything else: a month, a list, a last day before the first, a weekday name
 * that does not fit its date. Never throws.
 */
export function readDateRange(text: string): { raw: string; from: IsoDate; to: IsoDate } | null {
  const tidy = tidyText(text)
  const [first, second, ...more] = findExpressions(tidy)
  if (!first || more.length > 0) return null
  const last = second ?? first
  const lead = bareWords(tidy.slice(0, first.start))
  if (!RANGE_LEADS.includes(lead) || bareWords(tidy.slice(last.end)) !== '') return null
  const days = second ? daysApart(first, second, tidy, lead) : daysTogether(first.reading, lead)
  return days && days.from <= days.to ? { raw: text, ...days } : null
}

type Range = { from: IsoDate; to: IsoDate }

function daysTogether(reading: Reading, lead: string): Range | null {
  if (reading.type === 'day' && reading.doubt === null) return { from: reading.on, to: reading.on }
  if (reading.type !== 'several' || !reading.days) return null
  const { first, firstWeekday, joiner, last, lastWeekday, month, year } = reading.days
  if (year === null || !joinsDays(joiner, lead)) return null
  const from = fromParts(year, month, first)
  const to = fromParts(year, month, last)
  const fits = from && to && !weekdayDoubt(from, firstWeekday) && !weekdayDoubt(to, lastWeekday)
  return fits ? { from, to } : null
}

/** '9 and 13 December' are two days, 'between 9 and 13 December' all from the one to the other. */
function joinsDays(joiner: string, lead: string): boolean {
  return RANGE_JOINERS.includes(joiner) || (lead === 'between' && joiner === 'and')
}

function daysApart(first: Expression, second: Expression, tidy: string, lead: string): Range | null {
  const joiner = tidy.slice(first.end, second.start).trim().toLowerCase()
  const end = second.reading
  if (!joinsDays(joiner, lead) || end.type !== 'day' || end.doubt !== null) return null
  const start = first.reading
  if (start.type === 'day' && start.doubt === null) return { from: start.on, to: end.on }
  if (start.type !== 'day without year') return null
  const { year } = parts(end.on)
  const sameYear = fromParts(year, start.month, start.day)
  const from = sameYear && sameYear <= end.on ? sameYear : fromParts(year - 1, start.month, start.day)
  return from && !weekdayDoubt(from, start.weekday) ? { from, to: end.on } : null
}

/** The expressions that count: a weak one only when nothing else stands in the text. */
function expressionsIn(tidy: string): Expression[] {
  const found = findExpressions(tidy)
  const strong = found.filter((expression) => !expression.weak)
  const [weak] = found
  if (strong.length > 0 || !weak) return strong
  return found.length === 1 && judgeSurroundings(tidy.slice(0, weak.start), tidy.slice(weak.end))
    ? [weak]
    : []
}

function readOne(raw: string, tidy: string, { start, end, text, reading }: Expression): WrittenDate {
  const before = tidy.slice(0, start)
  const after = tidy.slice(end)
  const surroundings = judgeSurroundings(before, after)
  if (surroundings) return fromReading(raw, reading, surroundings.doubt)
  // '3- September 2017': a number in a list or a day, but the month is the same either way.
  if (reading.type === 'month' && bareWords(after) === '' && NUMBERED.test(before.trim())) {
    return fromReading(raw, reading, 'the number before it may be a place in a list or a day')
  }
  const why = MEETING.test(tidy)
    ? `it speaks of a meeting, so ${quote(text)} may not be the due date`
    : `other words stand beside ${quote(text)}`
  return noDay(raw, 'none', why)
}

function fromReading(raw: string, reading: Reading, doubt: string | null): WrittenDate {
  switch (reading.type) {
    case 'day':
      return { raw, on: reading.on, month: null, precision: 'day', kind: 'day', why: reading.doubt ?? doubt }
    case 'month': {
      const why = doubt ?? reading.doubt ?? 'only a month is given'
      return { raw, on: null, month: reading.month, precision: 'month', kind: 'month', why }
    }
    case 'day without year':
      return noDay(raw, 'day without year', 'no year is given')
    case 'several':
      return noDay(raw, 'several', reading.why)
    case 'ambiguous':
    case 'impossible':
      return noDay(raw, 'none', reading.why)
  }
}

function noDay(raw: string, kind: WrittenDate['kind'], why: string): WrittenDate {
  return { raw, on: null, month: null, precision: null, kind, why }
}

function whyImmediate(tidy: string, also: Expression | undefined): string {
  if (also) return `it says at once, and also names ${quote(also.text)}`
  return ONLY_IMMEDIATE.test(tidy) ? 'it says at once, and gives no date' : 'it is a status, not a date'
}

function whyNoDate(tidy: string): string {
  if (bareWords(tidy) === '') return 'nothing is written'
  if (QUARTER.test(tidy)) return 'it names a quarter, not a day'
  if (SEASON.test(tidy)) return 'it names a season, not a day'
  if (/^\d{4}$/u.test(tidy)) return 'only a year is given'
  const words = bareWords(tidy).split(' ')
  if (namedMonth(words.at(-1) ?? '') && judgeSurroundings(words.slice(0, -1).join(' '), '')) {
    return 'a month is given, but no year'
  }
  return 'it is not a date'
}
