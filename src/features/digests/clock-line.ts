import { compareDates, formatDate, type IsoDate } from '../../calendar/date.ts'
import { describeDue } from '../../calendar/distance.ts'
import { countWorkingDays } from '../../calendar/working-days.ts'
import { count, shorten } from '../../core/text.ts'
import type { Standing } from '../boards/store.ts'
import { baseWords, clockKind } from '../reports/clocks.ts'

/** A clock that runs, in the days it is counted in: 'answer due in 52 working days (Tue 9 Feb 2027), not yet …' */
export function clockLine(
  { title, kind: code, dueOn, provisional }: Standing['clocks'][number],
  today: IsoDate,
): string {
  const kind = clockKind(code)
  const from = provisional ? `, provisional until ${baseWords[kind?.base ?? 'receipt']} is known` : ''
  return `${shorten(title, 60)}: ${kind?.answer ?? 'answer'} ${dueWords(dueOn, today)}${from}, not yet recorded as sent.`
}

function dueWords(dueOn: IsoDate, today: IsoDate): string {
  if (compareDates(dueOn, today) < 0) return describeDue(dueOn, today)
  const left = countWorkingDays(today, dueOn)
  return left > 0
    ? `due in ${count(left, 'working day')} (${formatDate(dueOn, today)})`
    : `due ${describeDue(dueOn, today)}`
}
