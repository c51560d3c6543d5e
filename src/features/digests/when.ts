import { type Weekday, weekdayName } from '../../calendar/date.ts'
import { shorten } from '../../core/text.ts'
import type { DigestSettings } from './schema.ts'

export type When = Pick<DigestSettings, 'weekday' | 'minutes'>

const days: readonly Weekday[] = [0, 1, 2, 3, 4, 5, 6]
const filler = /^(?:every|each|on|at|weekly|the|by)$/
const clock = /^(\d{1,2})(?:[:.]?(\d{2}))?(am|pm|a\.m\.|p\.m\.)?$/

/**
 * When a week's digest is posted, as people write it: 'mon 9am', 'friday 16:30', 'Mondays at 9'. What is not said stays
 * as it is. A bare hour from 1 to 6 is in the afternoon: that is what people mean by 'Fridays at 4', and the answer
 * says it in full.
 */
export function readWhen(text: string, now: When): { ok: true; when: When } | { ok: false; message: string } {
  const words = text
    .toLowerCase()
    .replace(/(\d)\s+(?=[ap]\.?m)/g, '$1')
    .split(/[\s,]+/)
    .filter((word) => word !== '' && !filler.test(word))
  const when = { ...now }
  const said = new Set<'day' | 'time'>()
  for (const word of words) {
    const day = dayOf(word)
    const minutes = day === null ? minutesOf(word) : null
    const part = day === null ? 'time' : 'day'
    if ((day === null && minutes === null) || said.has(part)) return notUnderstood(text)
    said.add(part)
    if (day !== null) when.weekday = day
    if (minutes !== null) when.minutes = minutes
  }
  return { ok: true, when }
}

function notUnderstood(text: string): { ok: false; message: string } {
  return {
    ok: false,
    message: `'${shorten(text, 40)}' is not a day and a time. Write it like 'mon 9am' or 'Friday 16:30'.`,
  }
}

/** 'mon', 'Mondays', 'thurs': three letters or more of a day's name. */
function dayOf(word: string): Weekday | null {
  const stem = word.replace(/(?<=day)s$/, '')
  if (stem.length < 3) return null
  return days.find((day) => weekdayName(day).toLowerCase().startsWith(stem)) ?? null
}

function minutesOf(word: string): number | null {
  if (word === 'noon' || word === 'midday') return 12 * 60
  const [, hour, minute = '0', half] = clock.exec(word) ?? []
  if (hour === undefined) return null
  const hours = hourOf(Number(hour), half?.charAt(0), word.length <= 2)
  return hours === null || Number(minute) > 59 ? null : hours * 60 + Number(minute)
}

function hourOf(hour: number, half: string | undefined, bare: boolean): number | null {
  if (half !== undefined) return hour < 1 || hour > 12 ? null : (hour % 12) + (half === 'p' ? 12 : 0)
  if (bare && hour >= 1 && hour <= 6) return hour + 12
  return hour <= 23 ? hour : null
}

/** 'Monday 09:00': as a form shows it, and as it can be typed. */
export function writtenWhen({ weekday, minutes }: When): string {
  return `${weekdayName(weekday)} ${clockTime(minutes)}`
}

/** 'Every Monday at 09:00'. */
export function everyWeek({ weekday, minutes }: When): string {
  return `Every ${weekdayName(weekday)} at ${clockTime(minutes)}`
}

/** '09:05' for minutes after midnight. */
export function clockTime(minutes: number): string {
  return [Math.floor(minutes / 60), minutes % 60].map((n) => String(n).padStart(2, '0')).join(':')
}
