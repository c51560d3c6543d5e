/** A calendar date in the form YYYY-MM-DD, with no time and no time zone. Sorts as text. Years 0001 to 9999. */
export type IsoDate = string & { readonly __isoDate: true }

/** 0 is Sunday, 6 is Saturday. */
export type Weekday = 0 | 1 | 2 | 3 | 4 | 5 | 6

const MS_PER_DAY = 86_400_000
const SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/
const MONTH_NAMES = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]
const DAY_NAMES = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']

/** True for a YYYY-MM-DD text that names a day that exists; '2027-02-31' and '2027-2-3' are not. */
export function isIsoDate(text: string): text is IsoDate {
  const match = SHAPE.exec(text)
  if (!match) return false
  const [, y, m, d] = match
  return isRealDay(Number(y), Number(m), Number(d))
}

/**
 * Takes a text that is known to be a calendar date, such as one from the database.
 * @throws RangeError when it is not a real date in the form YYYY-MM-DD
 */
export function isoDate(text: string): IsoDate {
  if (!isIsoDate(text)) throw new RangeError(`Not a calendar date (YYYY-MM-DD): '${text.slice(0, 40)}'`)
  return text
}

/** The date of a year (1 to 9999), a month (1 to 12) and a day, or null when there is no such day. */
export function fromParts(y: number, m: number, d: number): IsoDate | null {
  const text = `${String(y).padStart(4, '0')}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`
  return isIsoDate(text) ? text : null
}

/** The numbers of a date; month is 1 to 12. */
export function parts(d: IsoDate): { year: number; month: number; day: number } {
  return { year: Number(d.slice(0, 4)), month: Number(d.slice(5, 7)), day: Number(d.slice(8, 10)) }
}

/**
 * The date n days later, or earlier when n is negative.
 * @throws RangeError when n is not a whole number or the result leaves the years 0001 to 9999
 */
export function addDays(d: IsoDate, n: number): IsoDate {
  return fromDayNumber(dayNumber(d) + whole(n))
}

/**
 * The same day of the month n months later (earlier when negative), or that month's last day when it is
 * shorter: 31 January and one month is 28 or 29 February.
 * @throws RangeError when n is not a whole number or the result leaves the years 0001 to 9999
 */
export function addMonths(d: IsoDate, n: number): IsoDate {
  const { year, month, day } = parts(d)
  const months = year * 12 + (month - 1) + whole(n)
  const y = Math.floor(months / 12)
  const m = months - y * 12 + 1
  const moved = fromParts(y, m, Math.min(day, daysInMonth(y, m)))
  if (!moved) throw new RangeError(`${n} months from ${d} is outside the years 0001 to 9999`)
  return moved
}

/** Calendar days from one date to another; negative when `to` is the earlier. */
export function daysBetween(from: IsoDate, to: IsoDate): number {
  return dayNumber(to) - dayNumber(from)
}

export function weekday(d: IsoDate): Weekday {
  return new Date(dayNumber(d) * MS_PER_DAY).getUTCDay() as Weekday
}

/** For sort(): -1 when a is the earlier, 1 when it is the later, 0 when they are the same day. */
export function compareDates(a: IsoDate, b: IsoDate): -1 | 0 | 1 {
  if (a === b) return 0
  return a < b ? -1 : 1
}

export function firstOfMonth(d: IsoDate): IsoDate {
  return addDays(d, 1 - parts(d).day)
}

export function lastOfMonth(d: IsoDate): IsoDate {
  const { year, month, day } = parts(d)
  return addDays(d, daysInMonth(year, month) - day)
}

/** 'Tue 1 Dec', and 'Tue 1 Dec 2026' when that is not the year of `today`. */
export function formatDate(d: IsoDate, today: IsoDate): string {
  const { year, month, day } = parts(d)
  const short = `${weekdayName(weekday(d)).slice(0, 3)} ${day} ${monthName(month).slice(0, 3)}`
  return year === parts(today).year ? short : `${short} ${year}`
}

/** '1 December 2026'. */
export function formatLongDate(d: IsoDate): string {
  const { year, month, day } = parts(d)
  return `${day} ${monthName(month)} ${year}`
}

/** 'January' for 1; an empty text outside 1 to 12. */
export function monthName(month: number): string {
  return MONTH_NAMES[month - 1] ?? ''
}

export function weekdayName(day: Weekday): string {
  return DAY_NAMES[day] ?? ''
}

function whole(n: number): number {
  if (!Number.isSafeInteger(n)) throw new RangeError(`Not a whole number: ${n}`)
  return n
}

function isRealDay(y: number, m: number, d: number): boolean {
  return y >= 1 && m >= 1 && m <= 12 && d >= 1 && d <= daysInMonth(y, m)
}

function daysInMonth(y: number, m: number): number {
  if (m === 2) return (y % 4 === 0 && y % 100 !== 0) || y % 400 === 0 ? 29 : 28
  return m === 4 || m === 6 || m === 9 || m === 11 ? 30 : 31
}

/** Days since 1 January 1970, counted in UTC so that no clock change can make a day longer or shorter. */
function dayNumber(d: IsoDate): number {
  return Date.parse(`${d}T00:00:00Z`) / MS_PER_DAY
}

function fromDayNumber(n: number): IsoDate {
  const date = new Date(n * MS_PER_DAY)
  const text = Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 10)
  if (!isIsoDate(text)) throw new RangeError('The date is outside the years 0001 to 9999')
  return text
}
