import { isBankHoliday } from '../../calendar/bank-holidays.ts'
import { addDays, compareDates, formatDate, type IsoDate, weekday } from '../../calendar/date.ts'
import { londonDateOf, londonTimeToInstant } from '../../calendar/london.ts'
import { nextWorkingDay } from '../../calendar/working-days.ts'
import type { Id } from '../../core/ids.ts'
import type { DigestSettings, Figures } from './schema.ts'

/** What decides when a digest is posted. */
export type Schedule = Pick<DigestSettings, 'weekday' | 'minutes' | 'onHoliday'>

/** When a digest is posted, and the day that names it: the chosen weekday, wherever a holiday has moved it to. */
export type Posting = { at: Date; period: IsoDate }

/** How late a digest may come, in milliseconds: after that it is missed, and the next one says so. */
const lateWindow = 36 * 3_600_000

export function expiryOf({ at }: Posting): Date {
  return new Date(at.getTime() + lateWindow)
}

/** Why one is dropped of a week in which there is nothing to say. */
export const quietWeek = 'quiet'

/**
 * The first posting after a moment, and after the day that was told last: whoever moves a digest to later on the day
 * it was posted gets next week's. A time that the clocks skip is taken an hour later, one they show twice at its first
 * showing.
 */
export function nextPosting(schedule: Schedule, after: Date, told: IsoDate | null = null): Posting {
  // A holiday moves a posting by less than a week, so that last week's may still be to come.
  const from = addDays(londonDateOf(after), -7)
  let period = addDays(from, (schedule.weekday - weekday(from) + 7) % 7)
  for (;;) {
    const posting = postingOf(schedule, period)
    if (posting.at > after && (told === null || compareDates(period, told) > 0)) return posting
    period = addDays(period, 7)
  }
}

function postingOf({ minutes, onHoliday }: Schedule, period: IsoDate): Posting {
  // A chosen Saturday is meant: only holidays move. Christmas Day is one on a weekend too.
  const holiday = isBankHoliday(period) || period.endsWith('-12-25')
  const on = holiday && onHoliday === 'move' ? nextWorkingDay(period) : period
  return { at: londonTimeToInstant(on, Math.floor(minutes / 60), minutes % 60), period }
}

/** The postings that have come, from one on, and the first that has not: more than one after a time when nothing ran. */
export function postingsThrough(
  schedule: Schedule,
  first: Posting,
  now: Date,
): { come: Posting[]; next: Posting } {
  const come: Posting[] = []
  let next = first
  while (next.at <= now) {
    come.push(next)
    next = nextPosting(schedule, next.at, next.period)
  }
  return { come, next }
}

/** The key under which a week's digest is written once, whoever writes it. */
export function slotKey(subscriptionId: Id, period: IsoDate): string {
  return `digest:${subscriptionId}:${period}`
}

/** The keys of digests that somebody had posted out of turn begin with this. */
export function askedForKey(subscriptionId: Id): string {
  return `digest:${subscriptionId}:now:`
}

/** The Monday of a date's week, which names the week. */
export function weekOf(date: IsoDate): IsoDate {
  return addDays(date, -((weekday(date) + 6) % 7))
}

/** Figures of before that may be compared with these; null when they counted something else. */
export function comparable(before: Figures | null, filters: string): Figures | null {
  return before?.filters === filters ? before : null
}

/** '2 more', '1 fewer'; null when nothing has changed. */
export function changeOf(now: number, before: number): string | null {
  if (now === before) return null
  return now > before ? `${now - before} more` : `${before - now} fewer`
}

/** What the changes are measured against: 'last week', or the day of the digest before. */
export function sinceWords(before: IsoDate, today: IsoDate): string {
  return addDays(weekOf(before), 7) === weekOf(today) ? 'last week' : `on ${formatDate(before, today)}`
}
