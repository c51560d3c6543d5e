import { type Expression, findExpressions } from './date-expression.ts'
import type { Reading } from './date-reading.ts'
import type { IsoDate } from './date.ts'
import { quote, tidyText } from './tidy-text.ts'

/** A date as somebody wrote it. Exactly one of `on` and `month` is set when `precision` is; never both. */
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

/** Words that may stand before a date and leave it a date; the text says why the reading is doubtful. */
const LEADS: ReadonlyMap<string, string | null> = new Map([
  ...[
    '',
    'by',
    'by the',
    'on',
    'the',
    'on the',
    'on or before',
    'no later than',
    'not later than',
    'by no later than',
    'until',
    'till',
    'due',
    'due by',
    'due on',
    'due date',
    'date',
    'date due',
    'completion date',
    'target',
    'target date',
    'deadline',
    'end',
    'end of',
    'by end',
    'by end of',
    'by the end of',
    'due end of',
    'due by end of',
    'due by the end of',
    'the end of',
    'in',
    'during',
  ].map((lead) => [lead, null] as const),
  ...['before', 'prior to', 'due before'].map((lead) => [lead, "it says 'before'"] as const),
  ...['from', 'starting', 'starts', 'start', 'after', 'since'].map(
    (lead) => [lead, 'it may be when the work starts, not when it is due'] as const,
  ),
  ...['w/c', 'wc', 'week commencing', 'week beginning', 'week of', 'week ending', 'w/e'].map(
    (lead) => [lead, 'it names a week'] as const,
  ),
  ...['early', 'mid', 'mid-', 'late', 'start of', 'beginning of', 'by mid', 'by early', 'by late', 'middle of'].map(
    (lead) => [lead, 'it names a part of the month'] as const,
  ),
  ...['about', 'around', 'approx', 'approximately', 'circa', 'c'].map(
    (lead) => [lead, 'it is marked as approximate'] as const,
  ),
])

/** What may stand after a date. */
const TRAILS: ReadonlyMap<string, string | null> = new Map([
  ['', null],
  ['?', 'it has a question mark'],
  ['tbc', 'it is to be confirmed'],
  ['to be confirmed', 'it is to be confirmed'],
  ['provisional', 'it is provisional'],
  ['approx', 'it is marked as approximate'],
  ['onwards', 'it may be when the work starts, not when it is due'],
])

const IMMEDIATE = /^(?:with )?immediate(?:ly)?(?![\p{L}\p{N}])/iu
const ONLY_IMMEDIATE = /^(?:immediate(?:ly)?|with immediate effect|immediate effect)[.:]?$/iu
const NUMBERED = /^\(?\d{1,2} ?[-.):]+$/u
const QUARTER = /^q[1-4](?![\p{L}\p{N}])/iu
const SEASON = /(?<![\p{L}\p{N}])(?:spring|summer|autumn|winter|easter|christmas)(?![\p{L}\p{N}])/iu

/**
 * Reads a cell or a phrase that should be a date. Days come day first ('10.9.17' is 10 September 2017); a
 * two-digit year is 1980 to 2079. Anything that is not plainly one day or one month has `on` null and a `why`;
 * a month never becomes a day, and words that tell another story ('Meeting planned for 27th September') make it
 * no date at all. Never throws.
 */
export function readWrittenDate(text: string): WrittenDate {
  const tidy = tidyText(text)
  const found = findExpressions(tidy)
  const [only] = found
  if (found.length > 1) return noDay(text, 'several', 'more than one date is given')
  if (IMMEDIATE.test(tidy)) {
    const why = ONLY_IMMEDIATE.test(tidy) ? 'it says at once, and gives no date' : 'it is a status, not a date'
    return noDay(text, 'immediate', why)
  }
  return only ? readOne(text, tidy, only) : noDay(text, 'none', whyNoDate(tidy))
}

/**
 * The last day or month named in a longer text, for numbered cells such as '2- Upload of referral to SH EPR
 * October 2017'; the words around it are ignored, so use it only where a date is expected. `raw` is the
 * expression alone ('October 2017'). Null when nothing like a date is there. Never throws.
 */
export function findMonthOrDate(text: string): WrittenDate | null {
  const last = findExpressions(tidyText(text)).findLast((expression) => !expression.weak)
  return last ? fromReading(last.text, last.reading, null) : null
}

function readOne(raw: string, tidy: string, { start, end, text, reading }: Expression): WrittenDate {
  const lead = edge(tidy.slice(0, start))
  const trail = edge(tidy.slice(end))
  const leadDoubt = LEADS.get(lead)
  const trailDoubt = TRAILS.get(trail)
  if (leadDoubt !== undefined && trailDoubt !== undefined) {
    return fromReading(raw, reading, leadDoubt ?? trailDoubt)
  }
  if (reading.type === 'month' && trail === '' && NUMBERED.test(tidy.slice(0, start).trim())) {
    return fromReading(raw, reading, 'the number before it may be a place in a list or a day')
  }
  if (/(?<![\p{L}])meeting/iu.test(tidy)) {
    return noDay(raw, 'none', `it speaks of a meeting, so ${quote(text)} may not be the due date`)
  }
  return noDay(raw, 'none', `other words stand beside ${quote(text)}`)
}

function fromReading(raw: string, reading: Reading, doubt: string | null): WrittenDate {
  switch (reading.type) {
    case 'day':
      return { raw, on: reading.on, month: null, precision: 'day', kind: 'day', why: doubt ?? reading.doubt }
    case 'month': {
      const why = doubt ?? reading.doubt ?? 'only a month is given'
      return { raw, on: null, month: reading.month, precision: 'month', kind: 'month', why }
    }
    case 'day without year':
      return noDay(raw, 'day without year', 'no year is given')
    case 'several':
      return noDay(raw, 'several', reading.why)
    case 'unclear':
      return noDay(raw, 'none', reading.why)
  }
}

function noDay(raw: string, kind: WrittenDate['kind'], why: string): WrittenDate {
  return { raw, on: null, month: null, precision: null, kind, why }
}

function whyNoDate(tidy: string): string {
  if (edge(tidy) === '') return 'nothing is written'
  if (QUARTER.test(tidy)) return 'it names a quarter, not a day'
  if (SEASON.test(tidy)) return 'it names a season, not a day'
  if (/^\d{4}$/u.test(tidy)) return 'only a year is given'
  return 'it is not a date'
}

/** The words at one side of a date, bare of brackets, quotation marks and punctuation. */
function edge(text: string): string {
  return text
    .replace(/[()[\]"',.;:_|#-]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
    .toLowerCase()
}
