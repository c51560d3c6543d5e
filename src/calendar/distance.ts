import { addMonths, daysBetween, formatDate, type IsoDate, parts } from './date.ts'
import { countWorkingDays } from './working-days.ts'

const WORKING_DAYS_UP_TO = 30
const MONTHS_FROM = 3
const YEARS_FROM_MONTHS = 24
const OVERDUE_DAYS_UP_TO = 60

/**
 * How far a due date is from today, in words: 'due today', 'tomorrow', 'in 6 working days', 'in 9 weeks',
 * 'in 5 months', '12 days overdue', '9 weeks overdue', 'over 1 year overdue'.
 *
 * What is ahead is in working days up to 30, because that is the time people have; what is past is in calendar
 * days, because that is how long it has waited. Weeks, months and years are whole ones: never more time than
 * there is, never later than it is.
 */
export function describeDistance(due: IsoDate, today: IsoDate): string {
  const days = daysBetween(today, due)
  if (days === 0) return 'due today'
  return days > 0 ? ahead(days, due, today) : overdue(-days, due, today)
}

/** The distance, then the date: 'in 6 working days (Tue 1 Dec)', '12 days overdue (Mon 9 Nov)', 'today (Tue 1 Dec)'. */
export function describeDue(due: IsoDate, today: IsoDate): string {
  const distance = due === today ? 'today' : describeDistance(due, today)
  return `${distance} (${formatDate(due, today)})`
}

/** The same of a statutory clock, which is counted in working days however far it reaches. */
export function describeClock(due: IsoDate, today: IsoDate): string {
  const left = due > today ? countWorkingDays(today, due) : 0
  return left > 1 ? `in ${plural(left, 'working day')} (${formatDate(due, today)})` : describeDue(due, today)
}

function ahead(days: number, due: IsoDate, today: IsoDate): string {
  if (days === 1) return 'tomorrow'
  // Thirty working days never take sixty calendar days, so a far date is not counted day by day.
  const workingDays = days <= 60 ? countWorkingDays(today, due) : Number.POSITIVE_INFINITY
  if (workingDays === 0) return `in ${days} days`
  if (workingDays <= WORKING_DAYS_UP_TO) return `in ${plural(workingDays, 'working day')}`
  const months = wholeMonths(today, due)
  if (months < MONTHS_FROM) return `in ${plural(Math.floor(days / 7), 'week')}`
  return months < YEARS_FROM_MONTHS
    ? `in ${plural(months, 'month')}`
    : `in ${plural(Math.floor(months / 12), 'year')}`
}

function overdue(days: number, due: IsoDate, today: IsoDate): string {
  if (days <= OVERDUE_DAYS_UP_TO) return `${plural(days, 'day')} overdue`
  const years = Math.floor(wholeMonths(due, today) / 12)
  if (years === 0) return `${plural(Math.floor(days / 7), 'week')} overdue`
  const over = addMonths(due, years * 12) === today ? '' : 'over '
  return `${over}${plural(years, 'year')} overdue`
}

function wholeMonths(from: IsoDate, to: IsoDate): number {
  const a = parts(from)
  const b = parts(to)
  const months = (b.year - a.year) * 12 + (b.month - a.month)
  return addMonths(from, months) > to ? months - 1 : months
}

function plural(n: number, noun: string): string {
  return n === 1 ? `1 ${noun}` : `${n} ${noun}s`
}
