import type { Glance } from '../../../../core/glance.ts'
import { count } from '../../../../core/text.ts'
import { useLink } from '../navigation.ts'
import { addressOf } from '../routes.ts'
import { dayAfter, mondayOf, shortDay, weekdayOf } from './days.ts'

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const

/** What falls due, day by day. A table, so that the arrow keys of a screen reader find their way in it. */
export function Calendar({ today, due, weeks }: Pick<Glance, 'today' | 'due' | 'weeks'>) {
  const monday = mondayOf(today)
  const byDay = new Map(due.map((each) => [each.day, each]))
  const sum = (days: Glance['due']): number => days.reduce((total, each) => total + each.count, 0)
  const late = sum(due.filter(({ day }) => day < today))
  const coming = sum(due) - late
  return (
    <>
      <p>
        {coming === 0 ? 'Nothing falls due.' : `${count(coming, 'action falls', 'actions fall')} due.`}
        {late > 0 && ` ${count(late, 'was', 'were')} due earlier this week.`}
      </p>
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
  const address = due ? addressOf(due.command) : null
  const to = address ? link(address) : null
  const kind = [
    day < today ? 'past' : '',
    day === today ? 'today' : '',
    due ? `has heat-${heat(due.count)}` : '',
  ]
  return (
    <td className={kind.filter(Boolean).join(' ')} aria-current={day === today ? 'date' : undefined}>
      {due && to ? (
        <a {...to}>
          <span className="day">
            <Hidden words={`${weekdayOf(day)} `} />
            <DayOfMonth day={day} />
          </span>
          <span className="due-count">
            <Hidden words=": " />
            {due.count}
            <Hidden words=" due" />
          </span>
        </a>
      ) : (
        <span className="day">
          <DayOfMonth day={day} />
        </span>
      )}
    </td>
  )
}

/** The day of the month; the month is seen with its first day only, and heard with each. */
function DayOfMonth({ day }: { day: string }) {
  const [ofMonth, month] = shortDay(day).split(' ')
  return (
    <>
      {ofMonth} <span className={ofMonth === '1' ? 'month' : 'heard'}>{month}</span>
    </>
  )
}

function Hidden({ words }: { words: string }) {
  return <span className="heard">{words}</span>
}

/** How dark a day is: the number beside it says the same. */
function heat(count: number): 1 | 2 | 3 {
  if (count > 4) return 3
  return count > 1 ? 2 : 1
}
