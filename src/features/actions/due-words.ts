import { formatDate, type IsoDate, monthName, parts } from '../../calendar/date.ts'
import { describeDistance, describeDue } from '../../calendar/distance.ts'
import type { ActionSummary } from './schema.ts'

type Dated = { dueOn: IsoDate; duePrecision: ActionSummary['duePrecision'] }

/** A due date with its distance; of a month its end is meant: 'in 9 weeks (end of Jan 2027)'. */
export function dueWhen(action: Dated, today: IsoDate): string {
  const { dueOn, duePrecision } = action
  return duePrecision === 'month'
    ? `${describeDistance(dueOn, today)} (${dueDate(action, today)})`
    : describeDue(dueOn, today)
}

/** The same without its distance, for what is finished: 'Mon 30 Nov', 'end of Jan 2027'. */
export function dueDate({ dueOn, duePrecision }: Dated, today: IsoDate): string {
  if (duePrecision !== 'month') return formatDate(dueOn, today)
  const { year, month } = parts(dueOn)
  return `end of ${monthName(month).slice(0, 3)} ${year}`
}
