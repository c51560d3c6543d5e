import {
  addDays,
  addMonths,
  firstOfMonth,
  fromParts,
  type IsoDate,
  isoDate,
  lastOfMonth,
  monthName,
  parts,
  weekday,
} from './date.ts'
import { findExpressions } from './date-expression.ts'
import { namedMonth, weekdayDoubt, weekdayNumber } from './date-reading.ts'
import { judgeSurroundings } from './date-surroundings.ts'
import { addDuration, readDuration } from './duration.ts'
import { quote, tidyText } from './tidy-text.ts'
import { readWrittenDate } from './written-date.ts'

export type TypedDate = { ok: true; on: IsoDate } | { ok: false; message: string }

const WEEKDAY =
  /^(?:on |this |next |coming )?(mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)$/u
const AHEAD = /^(?:\+ ?|in )?(?=[\da-z])/u
const END_OF_MONTH = /^(?:by )?(?:the )?end (?:of )?(?:the )?(this month|next month|month|[a-z]{3,9})$/u
const END_OF_WRITTEN_MONTH = /^(?:by )?(?:the )?end (?:of )?/iu
/** A day further off than this is a slip of the finger. */
const FURTHEST_YEARS = 20

/**
 * Reads a day as a user types it: every way of writing a day that `readWrittenDate` knows, and 'today',
 * 'tomorrow', 'yesterday', '28 Feb' (the next one, today included), 'friday' or 'next friday' (the first Friday
 * after today), '+7d', 'in 2 weeks', '5 working days', 'end of March'. What can be read in two ways is refused,
 * with a message that says why and how to write it. Never throws.
 */
export function readTypedDate(text: string, today: IsoDate): TypedDate {
  const typed = tidyText(text).replace(/^["']{1,3}|["'.,;]{1,3}$/gu, '')
  const relative = relativeDay(typed.toLowerCase(), today)
  if (relative) return inReach(relative, typed, today)
  const written = readWrittenDate(typed)
  if (written.on && written.why === null) return { ok: true, on: written.on }
  if (written.kind === 'month' && written.month && END_OF_WRITTEN_MONTH.test(typed)) {
    return { ok: true, on: lastOfMonth(isoDate(`${written.month}-01`)) }
  }
  if (typed === '') return refuse('No date was given.', dateHint(today))
  switch (written.kind) {
    case 'day':
      return refuse(`${quote(typed)} is not clear: ${written.why}.`, dateHint(today))
    case 'month':
      return refuse(`${quote(typed)} names a month, not a day.`, dateHint(today, written.month))
    case 'several':
      return refuse(`${quote(typed)} names more than one day.`, dateHint(today))
    case 'day without year':
      return nextSuchDay(typed, today)
    case 'immediate':
      return refuse(`${quote(typed)} is not a date.`, "Write 'today', or the day it is due.")
    case 'none': {
      const ambiguous = findExpressions(typed).some(({ reading }) => reading.type === 'ambiguous')
      const verdict = ambiguous ? `is not clear: ${written.why}` : 'is not a date'
      return refuse(`${quote(typed)} ${verdict}.`, dateHint(today))
    }
  }
}

/** A day to show as an example: the last of the given month (YYYY-MM), or of the third month after today's. */
export function dateExample(today: IsoDate, month: string | null = null): { numbers: string; words: string } {
  const example = lastOfMonth(month ? isoDate(`${month}-01`) : addMonths(firstOfMonth(today), 3))
  const { year, month: m, day } = parts(example)
  const yy = String(year % 100).padStart(2, '0')
  return { numbers: `${day}.${m}.${yy}`, words: `${day} ${monthName(m).slice(0, 3)} ${year}` }
}

function dateHint(today: IsoDate, month: string | null = null): string {
  const { numbers, words } = dateExample(today, month)
  return `Write it like ${numbers} or ${words}.`
}

function refuse(verdict: string, next: string): TypedDate {
  return { ok: false, message: `${verdict} ${next}` }
}

function relativeDay(text: string, today: IsoDate): IsoDate | null {
  if (text === 'today') return today
  if (text === 'tomorrow') return addDays(today, 1)
  if (text === 'yesterday') return addDays(today, -1)
  const named = weekdayNumber(WEEKDAY.exec(text)?.[1] ?? '')
  if (named !== null) return addDays(today, ((named - weekday(today) + 6) % 7) + 1)
  const duration = readDuration(text.replace(AHEAD, ''))
  return duration ? addDuration(today, duration) : endOfMonth(text, today)
}

function inReach(on: IsoDate, typed: string, today: IsoDate): TypedDate {
  if (on <= addMonths(today, FURTHEST_YEARS * 12)) return { ok: true, on }
  return refuse(`${quote(typed)} is more than ${FURTHEST_YEARS} years away.`, dateHint(today))
}

/** 'end of month', 'end of next month', 'end of March' (the next one, this month included). */
function endOfMonth(text: string, today: IsoDate): IsoDate | null {
  const which = END_OF_MONTH.exec(text)?.[1] ?? ''
  if (which === 'month' || which === 'this month') return lastOfMonth(today)
  if (which === 'next month') return lastOfMonth(addMonths(firstOfMonth(today), 1))
  const month = namedMonth(which)
  return month ? lastOfMonth(nextSuchMonth(month, today)) : null
}

/** The first day of the next such month from today on, this month included. */
export function nextSuchMonth(month: number, today: IsoDate): IsoDate {
  const ahead = (month - parts(today).month + 12) % 12
  return addMonths(firstOfMonth(today), ahead)
}

function nextSuchDay(typed: string, today: IsoDate): TypedDate {
  const expression = findExpressions(typed).find(({ reading }) => reading.type === 'day without year')
  if (expression?.reading.type !== 'day without year')
    return refuse(`${quote(typed)} is not a date.`, dateHint(today))
  const { day, month, weekday: named } = expression.reading
  const around = judgeSurroundings(typed.slice(0, expression.start), typed.slice(expression.end))
  const on = firstFrom(today, month, day)
  const doubt = around?.doubt ?? (on && weekdayDoubt(on, named))
  if (!on || doubt)
    return refuse(`${quote(typed)} is not clear: ${doubt ?? 'no year is given'}.`, dateHint(today))
  return { ok: true, on }
}

/** The first such day from today on. Eight years reach the next 29 February even across a year like 2100. */
function firstFrom(today: IsoDate, month: number, day: number): IsoDate | null {
  for (let years = 0; years <= 8; years += 1) {
    const on = fromParts(parts(today).year + years, month, day)
    if (on && on >= today) return on
  }
  return null
}
