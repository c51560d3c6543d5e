import { isBankHoliday } from '../../../calendar/bank-holidays.ts'
import { daysBetween, type IsoDate, isoDate, lastOfMonth, weekday } from '../../../calendar/date.ts'
import { readTimescale, type Timescale } from '../../../calendar/timescale.ts'
import { findMonthOrDate, readWrittenDate, type WrittenDate } from '../../../calendar/written-date.ts'
import { type NumberedDue, splitDues } from './due-numbers.ts'
import type { Flag } from './schema.ts'
import { shownDate } from './shown-date.ts'
import { dottedBase, type Part } from './split-actions.ts'
import { type ClockBases, dateTimescale, fallsOn } from './timescales.ts'

/** When an action is due, as far as its cell says. */
export type ReadDue = {
  dueRaw: string | null
  dueOn: IsoDate | null
  duePrecision: 'day' | 'month' | null
  flags: Flag[]
}

function hasLength({ months, days, workingDays, immediate }: Timescale): boolean {
  return !immediate && (months ?? days ?? workingDays) !== null
}

const NO_DATE = /^(?:tb[acd]|to be (?:confirmed|agreed|decided)|n\/?a|none|not known|unknown|[-–—?.]+)$/i
const STATUS =
  /^(?:complete[d]?|done|closed|achieved|in place|on ?going|in progress|on track|started|not started|overdue|business as usual|bau)\b/i

/**
 * Reads a due cell for one action. What is written is always kept; a date is taken only where the cell gives one, never
 * from a meeting, a status or a name.
 */
export function readDue(cell: string, bases: ClockBases): ReadDue {
  const raw = cell.replaceAll('\n', ' ').trim()
  if (raw === '' || NO_DATE.test(raw)) {
    const message =
      raw === '' ? 'No due date is given. By when?' : `The due date is given as '${raw}'. By when?`
    return {
      dueRaw: raw === '' ? null : raw,
      dueOn: null,
      duePrecision: null,
      flags: [{ code: 'due-missing', message }],
    }
  }
  const timescale = readTimescale(raw) ?? readTimescale(`Timescale: ${raw}`)
  if (timescale !== null && hasLength(timescale)) {
    const dated = dateTimescale(timescale, bases)
    return {
      dueRaw: raw,
      dueOn: dated.dueOn,
      duePrecision: dated.dueOn === null ? null : 'day',
      flags: dated.flags,
    }
  }
  return fromWritten(raw, readWrittenDate(raw))
}

function fromWritten(raw: string, written: WrittenDate): ReadDue {
  const flags: Flag[] = []
  if (written.on !== null) {
    flags.push(...dayFlags(written.on))
    if (written.why !== null)
      flags.push({
        code: 'due-in-words',
        message: `'${raw}' was read as ${shownDate(written.on)}: ${written.why}. Is that right?`,
      })
    return { dueRaw: raw, dueOn: written.on, duePrecision: 'day', flags }
  }
  if (written.month !== null) return monthDue(raw, written.month, written.why)
  flags.push(noDateFlag(raw, written))
  return { dueRaw: raw, dueOn: null, duePrecision: null, flags }
}

/** A month is due by its last day, which is the usual reading and has to be confirmed. */
function monthDue(raw: string, month: string, why: string | null): ReadDue {
  const dueOn = lastOfMonth(isoDate(`${month}-01`))
  const reason = why === null || why === 'only a month is given' ? '' : ` (${why})`
  const flag: Flag = {
    code: 'due-month-only',
    message: `'${raw}' gives a month and no day${reason}; the end of the month, ${shownDate(dueOn)}, was taken. Is that right?`,
  }
  return { dueRaw: raw, dueOn, duePrecision: 'month', flags: [flag] }
}

function noDateFlag(raw: string, written: WrittenDate): Flag {
  const why = written.why ?? 'it is not a date'
  if (written.kind === 'immediate' || /^(?:asap|as soon as possible|urgent(?:ly)?)\b/i.test(raw))
    return { code: 'due-immediate', message: `'${raw}' gives no day: ${why}. By when?` }
  if (written.kind === 'day without year')
    return { code: 'due-without-year', message: `'${raw}' has no year. Which year is meant?` }
  if (written.kind === 'several')
    return { code: 'due-several', message: `'${raw}' holds more than one date. Which is the due date?` }
  if (/\bmeeting\b/i.test(raw))
    return {
      code: 'due-milestone',
      message: `'${raw}' is a step on the way, not a due date. By when is the action due?`,
    }
  if (STATUS.test(raw))
    return {
      code: 'due-status',
      message: `'${raw}' says how it stands, not when it is due. By when, or is it complete?`,
    }
  return {
    code: 'due-not-a-date',
    message: `'${raw}' was kept, but no due date was read from it: ${why}. By when?`,
  }
}

function dayFlags(on: IsoDate): Flag[] {
  const day = weekday(on)
  return fallsOn(on, day === 0 || day === 6 ? 'weekend' : isBankHoliday(on) ? 'bank holiday' : 'working day')
}

/**
 * The due dates of a cell for the actions of its row. '1 - Alert September 2017 2- Upload October 2017' goes by number,
 * as many dated lines as actions go in order, and any other cell holds for every action.
 */
export function readDueCells(cell: string, parts: readonly Part[], bases: ClockBases): ReadDue[] {
  if (parts.length < 2) return parts.map(({ number }) => onlyDue(cell, number, bases))
  const inOrder = parts.every(({ number }) => number === 0)
  const numbers = parts.map(({ number }, index) => (inOrder ? index + 1 : number))
  const dues = isPlainDay(cell) ? null : splitDues(cell, numbers, dottedBase(parts[0]?.raw ?? ''))
  if (dues !== null) {
    const count = dues.flatMap((due) => due.numbers).length
    return numbers.map((number) => {
      const read = numberedDue(dues, number, bases)
      if (inOrder && read.dueRaw !== null) read.flags.push(matchedInOrder(read.dueRaw))
      else if (count !== parts.length && read.dueRaw !== null)
        read.flags.push(countsDiffer(parts.length, count, read.dueRaw))
      return read
    })
  }
  const lines = cell.split('\n').filter((line) => line.trim() !== '')
  if (lines.length !== parts.length || !lines.every(isDateOrNone))
    return parts.map(() => readDue(cell, bases))
  return lines.map((line) => {
    const read = readDue(line, bases)
    return { ...read, flags: [...read.flags, matchedInOrder(line)] }
  })
}

/** A cell for one action; '3 - April 2026' for the action numbered 3 has its number taken off. */
function onlyDue(cell: string, number: number, bases: ClockBases): ReadDue {
  const dues = number === 0 || isPlainDay(cell) ? null : splitDues(cell, [number])
  return dues?.length === 1 ? numberedDue(dues, number, bases) : readDue(cell, bases)
}

function isPlainDay(cell: string): boolean {
  return readWrittenDate(cell).kind === 'day'
}

function isDateOrNone(line: string): boolean {
  return readWrittenDate(line).kind !== 'none' || NO_DATE.test(line.trim())
}

function matchedInOrder(raw: string): Flag {
  return {
    code: 'numbers-do-not-match',
    message: `The actions and the dates of the row do not both have numbers; '${raw}' was taken by its place in the cell. Is it the right one?`,
  }
}

function countsDiffer(actions: number, dates: number, raw: string): Flag {
  return {
    code: 'numbers-do-not-match',
    message: `The row has ${actions} numbered actions and ${dates === 1 ? '1 numbered date' : `${dates} numbered dates`}. Is '${raw}' the right one?`,
  }
}

/** 'Monthly from April 2015' says when it begins and how often, not when it is due; 'agreed before' is another story too. */
const ANOTHER_STORY =
  /\b(?:monthly|weekly|quarterly|termly|annual(?:ly)?|yearly|each|every|on ?going|from|since|starting|started|before|after|meeting|not)\b/i

function numberedDue(dues: readonly NumberedDue[], number: number, bases: ClockBases): ReadDue {
  const due = dues.find(({ numbers }) => numbers.includes(number))
  if (due === undefined) {
    const message = `The due cell has no number ${number}. By when is this action due?`
    return {
      dueRaw: null,
      dueOn: null,
      duePrecision: null,
      flags: [{ code: 'numbers-do-not-match', message }],
    }
  }
  const read = readDue(due.text, bases)
  const dueRaw = due.raw
  if (read.dueOn !== null || read.dueRaw === null) return { ...read, dueRaw }
  const found = dateAtEnd(due.text)
  return { ...(found === null ? read : fromWritten(dueRaw, found)), dueRaw }
}

/**
 * The date in 'Upload of referral October 2017': in a numbered part a few words that say what will be done by then stand
 * before its one date. Null when there are two dates, or words that make the date something else.
 */
function dateAtEnd(text: string): WrittenDate | null {
  const found = findMonthOrDate(text)
  if (found === null || readWrittenDate(text).kind === 'several' || ANOTHER_STORY.test(text)) return null
  const bare = text.replace(/[\s.;,)]+$/, '').toLowerCase()
  return bare.endsWith(found.raw.toLowerCase()) ? found : { ...found, why: `it stands in '${text}'` }
}

const FAR = 120
const ENOUGH = 4

/**
 * Dates far from all others of a plan are often a year out ('1.3.17' among dates of autumn 2017): how many days the
 * nearest other date is away, by date, negative for a date before the others.
 */
export function farDates(dates: readonly IsoDate[]): ReadonlyMap<IsoDate, number> {
  const far = new Map<IsoDate, number>()
  const sorted = [...dates].sort()
  if (sorted.length < ENOUGH) return far
  const [first, second] = sorted
  const last = sorted.at(-1)
  const beforeLast = sorted.at(-2)
  if (first === undefined || second === undefined || last === undefined || beforeLast === undefined)
    return far
  const spread = daysBetween(second, last)
  const spreadBefore = daysBetween(first, beforeLast)
  const early = daysBetween(first, second)
  const late = daysBetween(beforeLast, last)
  if (early > FAR && early > spread) far.set(first, -early)
  if (late > FAR && late > spreadBefore) far.set(last, late)
  return far
}
