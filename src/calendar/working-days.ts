import { isBankHoliday } from './bank-holidays.ts'
import { addDays, compareDates, type IsoDate, weekday } from './date.ts'

/**
 * Whether a date is a working day as inspection timetables count them: not a Saturday, a Sunday, Good Friday,
 * Christmas Day or a bank holiday in England and Wales.
 * Source: Education and Inspections Act 2006 (Inspection of Local Authorities) Regulations 2007, SI 2007/462.
 */
export function isWorkingDay(d: IsoDate): boolean {
  const day = weekday(d)
  if (day === 0 || day === 6) return false
  // Christmas Day is named by the regulation itself, so it must not depend on a substitute being listed for it.
  // Good Friday is always a Friday and always on the list.
  return !d.endsWith('-12-25') && !isBankHoliday(d)
}

/**
 * The nth working day after `base`: day 1 is the first working day after it, whether or not base is one itself.
 * 0 gives base unchanged; a negative n counts back.
 * @throws RangeError when n is not a whole number or the count leaves the years 0001 to 9999
 */
export function addWorkingDays(base: IsoDate, n: number): IsoDate {
  if (!Number.isSafeInteger(n)) throw new RangeError(`Not a whole number of working days: ${n}`)
  const step = Math.sign(n)
  let reached = base
  for (let left = Math.abs(n); left > 0; ) {
    reached = addDays(reached, step)
    if (isWorkingDay(reached)) left -= 1
  }
  return reached
}

/**
 * Working days after `from`, up to and including `to`. When `to` is the earlier it is the mirror image: the
 * working days before `from` back to and including `to`, negative. So it undoes `addWorkingDays` both ways.
 * Takes time in proportion to the days between.
 */
export function countWorkingDays(from: IsoDate, to: IsoDate): number {
  const step = compareDates(to, from)
  let count = 0
  for (let d = from; d !== to; ) {
    d = addDays(d, step)
    if (isWorkingDay(d)) count += step
  }
  return count
}

/** The date itself when it is a working day, otherwise the first one after it. */
export function nextWorkingDay(d: IsoDate): IsoDate {
  return isWorkingDay(d) ? d : addWorkingDays(d, 1)
}
