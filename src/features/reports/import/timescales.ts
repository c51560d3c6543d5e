import type { IsoDate } from '../../../calendar/date.ts'
import {
  dueFromTimescale,
  readBareTimescale,
  readTimescale,
  type Timescale,
} from '../../../calendar/timescale.ts'
import type { DraftTimescale, Flag } from './schema.ts'
import { shownDate } from './shown-date.ts'
import { findSubject, isImperative } from './subject.ts'
import { speaksOfTime } from './time-words.ts'

const LONGEST_HEADING = 140

/**
 * A heading of a list that gives a time: 'Within 3 months (from report)', 'Short term (within 3 months)', also
 * '3 months' alone and 'At the earliest opportunity', which names a time and no length. Null for sentences.
 */
export function readHeadingTimescale(text: string): Timescale | null {
  if (text.length > LONGEST_HEADING || !/\d|[a-z]{3}/i.test(text)) return null
  return readStatedTimescale(text) ?? readBareTimescale(text) ?? timeWithoutLength(text)
}

/** The same where the line may be no heading at all: the words themselves must say that a time is given. */
export function readStatedTimescale(text: string): Timescale | null {
  if (text.length > LONGEST_HEADING || !/\d|[a-z]{3}/i.test(text)) return null
  const direct = readTimescale(text) ?? (TERM.test(text) ? withoutLength(text) : null)
  if (direct !== null) return direct
  // 'Review the pathway (within 6 months)' is a recommendation with its own time.
  if (text.length > 80 || isImperative(text) || findSubject(text) !== null) return null
  const inner =
    /\(([^()]{3,60})\)\s?:?$/.exec(text)?.[1] ??
    /\s?[:–—-]\s((?:within|in|by|immediate)\b[^:]{0,60}):?$/i.exec(text)?.[1]
  const read = inner === undefined ? null : readBareTimescale(inner)
  return read === null ? null : { ...read, raw: text }
}

const TERM =
  /^(?:\d{1,2}[.)]? )?(?:in the )?(?:(?:short|medium|long)(?:er)?[ -]term|on ?going|(?:high|medium|low) priority|priority [1-5a-c])(?: (?:actions?|recommendations?|priority|priorities))?\s?:?$/i

/** A time whose length cannot be read: it ends the time of the heading before it and gives none of its own. */
export function withoutLength(text: string): Timescale {
  const none = { months: null, days: null, workingDays: null, onDate: null, baseWords: null }
  return { raw: text, ...none, immediate: false, ambiguous: false, baseStated: false }
}

const LONGEST_TIME = 70
const TELLS = /\b(?:had|has|have|was|were|is|are|did|does|can|they|we|it|who|which)\b/i

/** 'By the end of the financial year': words of time from end to end, though no length can be read from them. */
function timeWithoutLength(text: string): Timescale | null {
  const opens = /^(?:by|before|within|in|at|over|during|until|up to|no later than|as|next|the next)\b/i.test(
    text,
  )
  if (!opens || text.length > LONGEST_TIME || /[.;,]$/.test(text) || TELLS.test(text)) return null
  if (!speaksOfTime(text) || isImperative(text) || findSubject(text) !== null) return null
  return withoutLength(text)
}

const LEADING =
  /^(?:immediately|(?:within|in)\s(?:the\snext\s)?[\w-]{1,12}\s(?:working\s|calendar\s)?(?:days?|weeks?|months?|years?)(?:\s(?:of|from|after)\s(?:the\s|this\s|date\sof\s|publication\sof\s|receipt\sof\s){0,3}(?:report|inspection|publication|review|visit|receipt))?)\s?[,:–-]?\s/i

/** 'Within three months, NHS X should ...' gives its own time; the rest of the sentence starts at `length`. */
export function leadingTimescale(text: string): { timescale: Timescale; length: number } | null {
  const match = LEADING.exec(text.slice(0, 120))
  if (match === null) return null
  const timescale = readTimescale(match[0].replace(/[\s,:–-]+$/, ''))
  return timescale === null ? null : { timescale, length: match[0].length }
}

/** '... is in place (within 3 months).' */
export function trailingTimescale(text: string): Timescale | null {
  const inner = /[([]((?:within|immediate|by)[^()[\]]{0,60})[)\]]\.?$/i.exec(text.slice(-90))?.[1]
  return inner === undefined ? null : readTimescale(inner)
}

/** The days that a time can run from, as far as the document gives them. */
export type ClockBases = {
  readonly publishedOn: IsoDate | null
  readonly inspectedTo: IsoDate | null
  readonly receivedOn: IsoDate | null
}

/**
 * Turns a timescale into a date. The base is the date of the final report unless the heading says otherwise, and is
 * given back with the reason for it; a day on a weekend or bank holiday is kept as it falls.
 */
export function dateTimescale(
  timescale: Timescale,
  bases: ClockBases,
): { timescale: DraftTimescale; dueOn: IsoDate | null; flags: Flag[] } {
  const flags: Flag[] = []
  const base = baseOf(timescale, bases, flags)
  const fields: DraftTimescale = {
    raw: timescale.raw.trim().replace(/[\s:;]+$/, ''),
    months: timescale.months,
    days: timescale.days,
    workingDays: timescale.workingDays,
    onDate: timescale.onDate,
    immediate: timescale.immediate,
    ambiguous: timescale.ambiguous,
    baseStated: timescale.baseStated,
    base,
  }
  const from = base?.on ?? timescale.onDate
  const due = from === null ? null : dueFromTimescale(timescale, from)
  const measured =
    timescale.immediate || (timescale.months ?? timescale.days ?? timescale.workingDays) !== null
  if (due === null) {
    if (!measured) {
      flags.push({
        code: 'timescale-without-length',
        message: `'${fields.raw}' gives no date and no length of time. By when?`,
      })
    } else if (from === null) {
      flags.push({
        code: 'timescale-base-missing',
        message: `'${fields.raw}' runs from a date that the document does not give. From which day does it run?`,
      })
    }
    return { timescale: fields, dueOn: null, flags }
  }
  if (timescale.ambiguous) {
    flags.push({
      code: 'timescale-unclear',
      message: `'${fields.raw}' can be read in more than one way; its latest day, ${shownDate(due.dueOn)}, was taken. Is that right?`,
    })
  }
  // An immediate recommendation has no day of its own to fall anywhere: its date is the report's.
  if (!timescale.immediate) flags.push(...fallsOn(due.dueOn, due.fallsOn))
  return { timescale: fields, dueOn: due.dueOn, flags }
}

function baseOf(timescale: Timescale, bases: ClockBases, flags: Flag[]): DraftTimescale['base'] {
  if (timescale.onDate !== null) return null
  const words = timescale.baseWords ?? ''
  if (/receipt|receiv|notification/.test(words)) {
    if (bases.receivedOn !== null) return { on: bases.receivedOn, basis: 'the day the report was received' }
    flags.push({
      code: 'timescale-base-receipt',
      message: 'It runs from receipt of the report. On which day was it received?',
    })
    return bases.publishedOn === null
      ? null
      : { on: bases.publishedOn, basis: 'the date of the final report, until the day of receipt is known' }
  }
  if (/inspection|visit|feedback|review/.test(words) && !/report/.test(words) && bases.inspectedTo !== null) {
    return { on: bases.inspectedTo, basis: 'the last day of the inspection, as the heading says' }
  }
  if (bases.publishedOn === null) return null
  const basis = timescale.baseStated
    ? 'the date of the final report, as the heading says'
    : 'the date of the final report; the heading does not say from when'
  return { on: bases.publishedOn, basis }
}

/** The flag for a date that is not a working day. The date itself stays as it is. */
export function fallsOn(on: IsoDate, day: 'working day' | 'weekend' | 'bank holiday'): Flag[] {
  if (day === 'weekend')
    return [{ code: 'falls-on-weekend', message: `${shownDate(on)} is on a weekend. It was kept.` }]
  if (day === 'bank holiday')
    return [{ code: 'falls-on-bank-holiday', message: `${shownDate(on)} is a bank holiday. It was kept.` }]
  return []
}
