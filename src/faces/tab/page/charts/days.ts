const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const
const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const

const dayMs = 86_400_000

/** 'Nov', of a day that came as YYYY-MM-DD, London's: it is taken apart in UTC, so that no clock changes it. */
export function monthOf(day: string): string {
  return months[new Date(day).getUTCMonth()] ?? ''
}

/** '9 Nov' */
export function shortDay(day: string): string {
  return `${Number(day.slice(8))} ${monthOf(day)}`
}

/** 'Mon 9 Nov' */
export function longDay(day: string): string {
  return `${weekdays[new Date(day).getUTCDay()]} ${shortDay(day)}`
}

export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10)
}

/** The Monday of a day's week. */
export function mondayOf(day: string): string {
  return dayAfter(day, -((new Date(day).getUTCDay() + 6) % 7))
}
