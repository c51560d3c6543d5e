import { compareDates, formatDate, type IsoDate } from '../../calendar/date.ts'
import { describeDue } from '../../calendar/distance.ts'
import { countWorkingDays } from '../../calendar/working-days.ts'
import { count, shorten } from '../../core/text.ts'
import type { Standing } from '../boards/store.ts'

/** A clock that runs, in the days it is counted in: 'in 52 working days (Tue 9 Feb 2027), not yet recorded as sent'. */
export function clockLine({ title, dueOn, provisional }: Standing['clocks'][number], today: IsoDate): string {
  const left = compareDates(dueOn, today) > 0 ? countWorkingDays(today, dueOn) : 0
  const due =
    left > 0 ? `in ${count(left, 'working day')} (${formatDate(dueOn, today)})` : describeDue(dueOn, today)
  const from = provisional ? ', provisional until the date of receipt is known' : ''
  return `${shorten(title, 60)}: answer due ${due}${from}, not yet recorded as sent.`
}
