import type { Glance } from '../../../../core/glance.ts'
import { count } from '../../../../core/text.ts'
import { useLink } from '../navigation.ts'
import { addressOf } from '../routes.ts'
import { dayAfter, longDay, mondayOf, monthOf } from './days.ts'

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const

/** What falls due, day by day. A table, so that the arrow keys of a screen reader find their way in it. */
export function Calendar({ today, due, weeks }: Pick<Glance, 'today' | 'due' | 'weeks'>) {
  const monday = mondayOf(today)
  const byDay = new Map(due.map((each) => [each.day, each]))
  const total = due.reduce((sum, each) => sum + each.count, 0)
  return (
    <>
      <p>{total === 0 ? 'Nothing falls due.' : `${count(total, 'action falls', 'actions fall')} due.`}</p>
      <table className="calendar">
        <thead>
          <tr>
            {weekdays.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: weeks }, (_, week) => (
            <tr key={dayAfter(monday, week * 7)}>
              {weekdays.map((name, at) => {
                const day = dayAfter(monday, week * 7 + at)
                return <Day key={name} day={day} today={today} due={byDay.get(day)} />
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

function Day({ day, today, due }: { day: string; today: string; due: Glance['due'][number] | undefined }) {
  const link = useLink()
  const address = due && addressOf(due.command)
  const ofMonth = Number(day.slice(8))
  const number = (
    <span className="day">
      {ofMonth}
      {ofMonth === 1 && <span className="month"> {monthOf(day)}</span>}
    </span>
  )
  const kind = [
    day < today ? 'past' : '',
    day === today ? 'today' : '',
    due ? `has heat-${heat(due.count)}` : '',
  ]
  return (
    <td className={kind.filter(Boolean).join(' ')} aria-current={day === today ? 'date' : undefined}>
      {due && address ? (
        <a {...link(address)} aria-label={`${longDay(day)}: ${due.count} due`}>
          {number}
          <span className="due-count">{due.count}</span>
        </a>
      ) : (
        number
      )}
    </td>
  )
}

/** How dark a day is: the number beside it says the same. */
function heat(count: number): 1 | 2 | 3 {
  if (count > 4) return 3
  return count > 1 ? 2 : 1
}
