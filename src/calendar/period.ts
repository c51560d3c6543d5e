import {
  addDays,
  addMonths,
  firstOfMonth,
  formatDate,
  type IsoDate,
  isoDate,
  lastOfMonth,
  monthName,
  parts,
  weekday,
} from './date.ts'
import { findExpressions } from './date-expression.ts'
import { namedMonth } from './date-reading.ts'
import { addDuration, type Duration, describeDuration, readDuration } from './duration.ts'
import { quote, tidyText } from './tidy-text.ts'
import { dateExample, nextSuchMonth, readTypedDate } from './typed-date.ts'
import { readDateRange } from './written-date.ts'

/** Both ends belong to the period; `from` is null when it has no beginning, as in 'by 31 March'. */
export type Period =
  | { ok: true; from: IsoDate | null; to: IsoDate; label: string }
  | { ok: false; message: string }

type Days = readonly [from: IsoDate | null, to: IsoDate]

const WITHIN = /^(?:\+ ?|(?:within|in|for|over)? ?(?:the )?(?:next )?)(?=[\da-z])/u
const UP_TO = /^(by|until|up to|no later than|on or before|before) /u
/** A period that ends further off than this is a slip of the finger. */
const FURTHEST_YEARS = 20

/**
 * Reads a period as a user types it: '7d', '2w', 'within 10 working days' (all from today on), 'today',
 * 'tomorrow', 'this week' (Monday to Sunday), 'next week', 'this month', 'next month', 'December', 'by 31 March'
 * (that day included), 'before 31 March' (not included), '1 March to 14 March 2027', and any single day.
 * A refusal says what to write instead. Never throws.
 */
export function readPeriod(text: string, today: IsoDate): Period {
  const typed = tidyText(text).toLowerCase()
  const duration = readDuration(typed.replace(WITHIN, ''))
  return (
    namedPeriod(typed, today) ??
    (duration ? within(typed, duration, today) : null) ??
    wholeMonth(typed, today) ??
    range(typed, today) ??
    upTo(typed, today) ??
    oneDay(typed, today)
  )
}

function namedPeriod(typed: string, today: IsoDate): Period | null {
  const monday = addDays(today, -((weekday(today) + 6) % 7))
  const day = (d: IsoDate) => formatDate(d, today)
  const until = ([from, to]: Days) => period([from, to], `${typed} (to ${day(to)})`)
  const whole = ([from, to]: readonly [IsoDate, IsoDate]) =>
    period([from, to], `${typed} (${day(from)} to ${day(to)})`)
  switch (typed) {
    case 'today':
      return period([today, today], `today (${day(today)})`)
    case 'tomorrow': {
      const tomorrow = addDays(today, 1)
      return period([tomorrow, tomorrow], `tomorrow (${day(tomorrow)})`)
    }
    case 'this week':
      return until([monday, addDays(monday, 6)])
    case 'next week':
      return whole([addDays(monday, 7), addDays(monday, 13)])
    case 'this month':
      return until([firstOfMonth(today), lastOfMonth(today)])
    case 'next month': {
      const first = addMonths(firstOfMonth(today), 1)
      return whole([first, lastOfMonth(first)])
    }
    default:
      return null
  }
}

function within(typed: string, duration: Duration, today: IsoDate): Period {
  const to = addDuration(today, duration)
  if (to <= addMonths(today, FURTHEST_YEARS * 12)) {
    return period([today, to], `within ${describeDuration(duration)}`)
  }
  return {
    ok: false,
    message: `${quote(typed)} is longer than ${FURTHEST_YEARS} years. ${suggestion(today)}`,
  }
}

/** 'December' (the next one, this month included), 'in March 2027'. */
function wholeMonth(typed: string, today: IsoDate): Period | null {
  const first = firstOfNamedMonth(typed.replace(/^in /u, ''), today)
  if (!first) return null
  const { year, month } = parts(first)
  return period([first, lastOfMonth(first)], `in ${monthName(month)} ${year}`)
}

function firstOfNamedMonth(name: string, today: IsoDate): IsoDate | null {
  const named = namedMonth(name)
  if (named) return nextSuchMonth(named, today)
  const [only, ...more] = findExpressions(name)
  if (only?.reading.type !== 'month' || more.length > 0 || only.text !== name) return null
  return only.reading.doubt ? null : isoDate(`${only.reading.month}-01`)
}

function range(typed: string, today: IsoDate): Period | null {
  const days = readDateRange(typed)
  if (!days || days.from === days.to) return null
  return period([days.from, days.to], `${formatDate(days.from, today)} to ${formatDate(days.to, today)}`)
}

function upTo(typed: string, today: IsoDate): Period | null {
  const word = UP_TO.exec(typed)
  if (!word) return null
  const day = readTypedDate(typed.slice(word[0].length), today)
  if (!day.ok) return day
  const label = formatDate(day.on, today)
  return word[1] === 'before'
    ? period([null, addDays(day.on, -1)], `before ${label}`)
    : period([null, day.on], `by ${label}`)
}

function oneDay(typed: string, today: IsoDate): Period {
  const day = readTypedDate(typed, today)
  if (day.ok) return period([day.on, day.on], `on ${formatDate(day.on, today)}`)
  // What looks like a date is answered as one; anything else is told what a period is.
  if (findExpressions(typed).length > 0) return day
  const problem = typed === '' ? 'No period was given.' : `${quote(typed)} is not a period.`
  return { ok: false, message: `${problem} ${suggestion(today)}` }
}

function period([from, to]: Days, label: string): Period {
  return { ok: true, from, to, label }
}

function suggestion(today: IsoDate): string {
  return `Write one like 7d, 2w, this week, next month or by ${dateExample(today).words}.`
}
