import { compareDates, formatDate, type IsoDate } from '../../calendar/date.ts'
import { describeDue } from '../../calendar/distance.ts'
import { countWorkingDays } from '../../calendar/working-days.ts'
import { count, shorten } from '../../core/text.ts'
import type { Standing } from '../boards/store.ts'

/** A clock that runs, in the days it is counted in: 'answer due in 52 working days (Tue 9 Feb 2027), not yet …' */
export function clockLine({ title, dueOn, provisional }: Standing['clocks'][number], today: IsoDate): string {
  const from = provisional ? ', provisional until the date of receipt is known' : ''
  return `${shorten(title, 60)}: answer ${dueWords(dueOn, today)}${from}, not yet recorded as sent.`
}

function dueWords(dueOn: IsoDate, today: IsoDate): string {
  if (compareDates(dueOn, today) < 0) return describeDue(dueOn, today)
  const left = countWorkingDays(today, dueOn)
  return left > 0
    ? `due in ${count(left, 'working day')} (${formatDate(dueOn, today)})`
    : `due ${describeDue(dueOn, today)}`
}
