import { addDays, type IsoDate, weekday } from '../../calendar/date.ts'
import { londonClock } from '../../calendar/london.ts'
import { addWorkingDays, isWorkingDay, nextWorkingDay } from '../../calendar/working-days.ts'
import type { Id } from '../../core/ids.ts'
import type { Role } from '../../core/permission.ts'
import type { DailyReason } from '../deliveries/schema.ts'
import type { EscalationStep, ReminderPace } from './schema.ts'

/** How far ahead an action is first spoken of, in days; also how far a Monday's message looks. */
export const aheadDays = 14
/** An overdue action is told this often, a week apart, and then no more. */
const mostOverdue = 8

/** Reminders are made and sent between these hours of a working day in London. */
export const dayBegins = 9
export const dayEnds = 18

/**
 * The days whose reminders are made together: after `through`, up to and including `today`. Both are working days, so
 * what falls on a day off between two rounds is told in the second, and each day is in exactly one span.
 */
export type Span = { through: IsoDate; today: IsoDate }

/** The working day whose reminders are to be made at a moment; null outside its hours. */
export function dayToRemind(now: Date): IsoDate | null {
  const { date, hours } = londonClock(now)
  return isWorkingDay(date) && hours >= dayBegins && hours < dayEnds ? date : null
}

/** What falls to a round. A board that was never reminded begins with the day before: nobody is told of old days. */
export function spanOf(remindedThrough: IsoDate | null, today: IsoDate): Span {
  return { through: remindedThrough ?? addWorkingDays(today, -1), today }
}

export type Milestone = { on: IsoDate; reason: DailyReason }

const offsets: readonly { days: number; reason: DailyReason }[] = [
  { days: -aheadDays, reason: '14 days' },
  { days: -3, reason: '3 days' },
  { days: 0, reason: 'today' },
  ...Array.from({ length: mostOverdue }, (_, n) => ({ days: 7 * (n + 1), reason: 'overdue' as const })),
]

/** The days on which an action is spoken of, as they fall, in their order. */
export function milestonesOf(dueOn: IsoDate): Milestone[] {
  return offsets.map(({ days, reason }) => ({ on: addDays(dueOn, days), reason }))
}

/** The due dates of actions that have a milestone in a span, each once: what the store looks for. */
export function dueDatesIn({ through, today }: Span): IsoDate[] {
  const dates = new Set<IsoDate>()
  for (let day = addDays(through, 1); day <= today; day = addDays(day, 1))
    for (const { days } of offsets) dates.add(addDays(day, -days))
  return [...dates].sort()
}

/** Whether the week's one message of those who asked for Mondays falls into a span: on Monday, or the next working day. */
export function hasMonday({ through, today }: Span): boolean {
  for (let day = addDays(through, 1); day <= today; day = addDays(day, 1)) if (weekday(day) === 1) return true
  return false
}

/** An action as its owner is reminded of it. */
export type Reminded = {
  dueOn: IsoDate | null
  /** Held back by its owner before this day. */
  snoozedUntil: IsoDate | null
  pace: ReminderPace
}

/** Why an action is told of today; null when it is not. After a time when nothing ran it is the latest reason, once. */
export function reasonToday({ dueOn, snoozedUntil, pace }: Reminded, span: Span): DailyReason | null {
  const { through, today } = span
  if (snoozedUntil !== null && snoozedUntil > today) return null
  const back: Milestone[] =
    snoozedUntil !== null && snoozedUntil > through ? [{ on: snoozedUntil, reason: 'snoozed' }] : []
  const told = dueOn === null ? [] : pace === 'mondays' ? mondaysOf(dueOn, span) : stepsOf(dueOn, pace)
  const [latest] = [...told, ...back]
    .filter(({ on }) => on > through && on <= today)
    .sort((a, b) => (a.on < b.on ? 1 : a.on > b.on ? -1 : 0))
  return latest?.reason ?? null
}

function stepsOf(dueOn: IsoDate, pace: Exclude<ReminderPace, 'mondays'>): Milestone[] {
  const all = milestonesOf(dueOn)
  return pace === 'every_step' ? all : all.filter(({ reason }) => reason === 'today' || reason === 'overdue')
}

/** For those who asked for Mondays there are no steps: how an action stands decides. */
function mondaysOf(dueOn: IsoDate, span: Span): Milestone[] {
  const { today } = span
  return hasMonday(span) && dueOn <= addDays(today, aheadDays)
    ? [{ on: today, reason: standing(dueOn, today) }]
    : []
}

function standing(dueOn: IsoDate, today: IsoDate): DailyReason {
  if (dueOn < today) return 'overdue'
  if (dueOn === today) return 'today'
  return dueOn <= addDays(today, 3) ? '3 days' : '14 days'
}

/** Whether no further weekly reminder of an overdue action will come to who is told at every step. */
export function isLastWeekly(dueOn: IsoDate, today: IsoDate): boolean {
  return addDays(dueOn, 7 * mostOverdue) <= today
}

/** How far off a clock is first spoken of, in working days; then these. */
const clockSteps = [10, 5, 1] as const

/** Why a report's clock is told of today; null when it is not. It is told every week until its answer is recorded. */
export function clockReasonToday(dueOn: IsoDate, pace: ReminderPace, span: Span): DailyReason | null {
  const { through, today } = span
  const within = (on: IsoDate): boolean => on > through && on <= today
  if (pace === 'mondays')
    return hasMonday(span) && addWorkingDays(dueOn, -clockSteps[0]) <= today ? standing(dueOn, today) : null
  for (let week = today; week > through; week = addDays(week, -1))
    if (week > dueOn && weekday(week) === weekday(dueOn)) return 'overdue'
  if (within(dueOn)) return 'today'
  if (pace === 'due_and_overdue') return null
  return clockSteps.some((days) => within(addWorkingDays(dueOn, -days))) ? standing(dueOn, today) : null
}

/** The latest due date whose nth working day after it has come: what is due until then has been late for n of them. */
export function lateSince(today: IsoDate, workingDays: number): IsoDate {
  // Of a day off, and of the working day before it, the nth working day after is one and the same.
  return addDays(addWorkingDays(addWorkingDays(today, -workingDays), 1), -1)
}

/** Somebody who can be told: active, and known on a connected chat platform. */
export type Reachable = { personId: Id; name: string; role: Role; organisationId: Id | null }

/** Whom a step might tell at all. Where it is one person alone, actions of their own are nobody's to be told of. */
export function couldTell({ to }: Pick<EscalationStep, 'to'>, reachable: readonly Reachable[]): Reachable[] {
  return to === 'leads'
    ? reachable.filter(({ role }) => role === 'lead' || role === 'administrator')
    : reachable.filter(({ personId }) => personId === to.personId)
}

/**
 * Whom a step tells of an action, of those who can be told: never its owner, who knows. The leads of its lead
 * organisation, else of the board, else its administrators; or the one person the board has named.
 */
export function toldBy(
  { to }: Pick<EscalationStep, 'to'>,
  action: { ownerId: Id | null; leadOrganisationId: Id | null },
  reachable: readonly Reachable[],
): Reachable[] {
  const others = reachable.filter(({ personId }) => personId !== action.ownerId)
  if (to !== 'leads') return others.filter(({ personId }) => personId === to.personId)
  const leads = others.filter(({ role }) => role === 'lead')
  const { leadOrganisationId } = action
  const own =
    leadOrganisationId === null ? [] : leads.filter((one) => one.organisationId === leadOrganisationId)
  if (own.length > 0) return own
  return leads.length > 0 ? leads : others.filter(({ role }) => role === 'administrator')
}

/** What a snooze may be, and what it is called. */
export const snoozes = {
  '1d': { label: '1 day', until: (today: IsoDate) => addDays(today, 1) },
  '3d': { label: '3 days', until: (today: IsoDate) => addDays(today, 3) },
  monday: { label: 'Monday', until: (today: IsoDate) => addDays(today, (8 - weekday(today)) % 7 || 7) },
} as const
export type Snooze = keyof typeof snoozes

/** The day a snoozed action comes back: a working day, since nobody is reminded on others. */
export function backOn(snooze: Snooze, today: IsoDate): IsoDate {
  return nextWorkingDay(snoozes[snooze].until(today))
}
