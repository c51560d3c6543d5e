import { type IsoDate, isoDate } from '../calendar/date.ts'

/** A DATE column's value (midnight UTC) as a calendar date. */
export function dateOf(value: Date): IsoDate {
  return isoDate(value.toISOString().slice(0, 10))
}

/** The same for a column that may be empty. */
export function dateOrNull(value: Date | null): IsoDate | null {
  return value === null ? null : dateOf(value)
}

/** A calendar date as a DATE column takes it. */
export function columnDate(date: IsoDate): Date {
  return new Date(`${date}T00:00:00.000Z`)
}

/** The same for a column that may be empty. */
export function columnDateOrNull(date: IsoDate | null): Date | null {
  return date === null ? null : columnDate(date)
}
