import { formatDate, type IsoDate, isoDate } from '../../../calendar/date.ts'

const NO_YEAR_OF_OURS = isoDate('0001-01-01')

/** 'Sun 10 Sep 2017'. A flag is stored with the draft and read in another year, so it always gives the year. */
export function shownDate(on: IsoDate): string {
  return formatDate(on, NO_YEAR_OF_OURS)
}
