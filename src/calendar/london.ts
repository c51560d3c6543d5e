import { fromParts, type IsoDate } from './date.ts'

const MS_PER_MINUTE = 60_000

/** Made once: building a formatter costs far more than using it. */
const LONDON = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
})

/** Summer time first: where the autumn clock shows a time twice, the first showing is the summer one. */
const OFFSETS_IN_MINUTES = [60, 0]

/**
 * What a clock on a wall in London shows at an instant; hours 0 to 23.
 * @throws RangeError for an invalid Date
 */
export function londonClock(instant: Date): { date: IsoDate; hours: number; minutes: number } {
  // '25/11/2026, 20:10'. Every row of a list has such a moment, and taking the parts apart takes three times as long.
  const shown = LONDON.format(instant).match(/\d+/g) ?? []
  const [day = 0, month = 0, year = 0, hours = 0, minutes = 0] = shown.map(Number)
  const date = fromParts(year, month, day)
  if (!date) throw new RangeError('The instant is outside the years 0001 to 9999')
  return { date, hours, minutes }
}

/** The calendar date in London at an instant. Throws RangeError for an invalid Date. */
export function londonDateOf(instant: Date): IsoDate {
  return londonClock(instant).date
}

/** Today's date in London; `now` is given so that callers and tests decide what now is. */
export function todayInLondon(now: Date): IsoDate {
  return londonDateOf(now)
}

/**
 * The instant at which London's clocks show a time on a date.
 * A time the spring change skips moves forward by the hour skipped (01:30 becomes 02:30 summer time); a time
 * the autumn change shows twice is taken at its first showing. Right from 1972; the double summer time of the
 * 1940s is not known to it.
 * @throws RangeError when hours are not 0 to 23 or minutes not 0 to 59
 */
export function londonTimeToInstant(date: IsoDate, hours: number, minutes: number): Date {
  if (!isWithin(hours, 23) || !isWithin(minutes, 59)) throw new RangeError(`Not a time: ${hours}:${minutes}`)
  const asIfUtc = Date.parse(`${date}T00:00:00Z`) + (hours * 60 + minutes) * MS_PER_MINUTE
  for (const offset of OFFSETS_IN_MINUTES) {
    const candidate = new Date(asIfUtc - offset * MS_PER_MINUTE)
    const shown = londonClock(candidate)
    if (shown.date === date && shown.hours === hours && shown.minutes === minutes) return candidate
  }
  // No clock shows this time: it was skipped, and winter time still held just before it.
  return new Date(asIfUtc)
}

function isWithin(n: number, max: number): boolean {
  return Number.isInteger(n) && n >= 0 && n <= max
}
