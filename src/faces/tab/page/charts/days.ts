const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const
const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const

const dayMs = 86_400_000

/** '9 Nov', of a day that came as YYYY-MM-DD, London's: it is taken apart in UTC, so that no clock changes it. */
export function shortDay(day: string): string {
  const date = new Date(day)
  return `${date.getUTCDate()} ${months[date.getUTCMonth()]}`
}

/** 'Mon' */
export function weekdayOf(day: string): string {
  return weekdays[new Date(day).getUTCDay()] ?? ''
}

/** 'Mon 9 Nov' */
export function longDay(day: string): string {
  return `${weekdayOf(day)} ${shortDay(day)}`
}

export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10)
}

/** The Monday of a day's week. */
export function mondayOf(day: string): string {
  return dayAfter(day, -((new Date(day).getUTCDay() + 6) % 7))
}
