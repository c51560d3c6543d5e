import { londonDateOf } from '../../calendar/london.ts'
import type { Found, Refused, Sent } from '../../core/courier.ts'
import type { Id } from '../../core/ids.ts'
import type { Delivery, NewDelivery, NoticeCode } from './schema.ts'
import type { Claimed, Settlement } from './store.ts'

/** How patient we are, in seconds. */
export type Pace = {
  /** How long an attempt that never left is waited after, one step for each. After the last it has failed. */
  retry: readonly number[]
  /** How long after it was sent an uncertain one is looked for, and after each time that it was not there. */
  look: readonly number[]
  /** When it is looked for again after the platform did not answer. */
  lookAgain: number
  /** How long one is waited with whose workspace is not connected: it may be again at any time, within its window. */
  reconnect: number
}

/** Nine attempts in about nine hours: most outages of a platform are over by then, and a Monday's digest is still of use. */
export const usualPace: Pace = {
  retry: [10, 30, 120, 600, 1800, 3600, 3600, 7200, 14_400],
  look: [20, 120],
  lookAgain: 300,
  reconnect: 900,
}

/** What a rule knows beside the delivery. `jitter` is from 0 to 1: it keeps those who failed together from coming back together. */
export type Moment = { now: Date; pace: Pace; jitter: number }

/** What is written of a digest whose time had passed before it could be said. */
export const tooLate = 'late'

/** Why a channel will not be told next week either. */
const lasting: ReadonlySet<Refused> = new Set(['shared', 'archived', 'not a member', 'gone'])

/** The shortest and the longest patience a platform can ask of us, in milliseconds: less or more is its mistake. */
const patience = { least: 1000, most: 6 * 3_600_000 }

/** By how much a wait grows at the most. */
const spread = 0.25

/** Whether it would now be said too late to be of use. */
export function isExpired({ expiresAt }: Pick<Delivery, 'expiresAt'>, now: Date): boolean {
  return now >= expiresAt
}

/** How long a platform that asked for patience is left alone, in milliseconds. */
export function quietFor(forMs: number): number {
  return Math.min(Math.max(forMs, patience.least), patience.most)
}

/** What an attempt to send makes of a delivery. `figures` are what is to be remembered of what was said. */
export function afterSending(
  delivery: Pick<Claimed, 'attempts' | 'expiresAt'>,
  sent: Sent,
  moment: Moment,
  figures?: unknown,
): Settlement {
  const remembered = figures === undefined ? {} : { figures }
  switch (sent.kind) {
    case 'sent': {
      const { messageId, channelId } = sent
      return { state: 'sent', posted: { messageId, channelId }, ...remembered }
    }
    case 'wait':
      return {
        state: 'pending',
        notBefore: later(moment.now, (quietFor(sent.forMs) + moment.jitter * 1000) / 1000),
        problem: 'asked to wait',
        countsAsAttempt: false,
      }
    case 'not sent':
      return again(delivery, sent.code, moment)
    case 'uncertain': {
      const [first = 0] = moment.pace.look
      const lookAt = later(moment.now, first)
      return { state: 'uncertain', lookAt, absences: 0, problem: sent.code, ...remembered }
    }
    case 'refused':
      // A token can be bad for one moment, and whoever would be told of it is told by the same one.
      if (sent.why === 'not connected') {
        const notBefore = later(moment.now, moment.pace.reconnect * (1 + spread * moment.jitter))
        return { state: 'pending', notBefore, problem: sent.why, countsAsAttempt: false }
      }
      return {
        state: 'failed',
        problem: sent.why === 'other' ? sent.code : sent.why,
        pauses: lasting.has(sent.why),
      }
  }
}

/** What looking for an uncertain delivery makes of it. Only one that was not there every time is sent again. */
export function afterLooking(
  delivery: Pick<Claimed, 'attempts' | 'expiresAt' | 'absences' | 'problem'>,
  found: Found,
  moment: Moment,
): Settlement {
  const { now, pace } = moment
  const problem = delivery.problem ?? 'no answer'
  switch (found.kind) {
    case 'there': {
      const { messageId, channelId } = found
      return { state: 'sent', posted: { messageId, channelId } }
    }
    case 'absent': {
      const absences = delivery.absences + 1
      const next = pace.look[absences]
      if (next !== undefined) return { state: 'uncertain', lookAt: later(now, next), absences, problem }
      if (isExpired(delivery, now)) return { state: 'missed', problem }
      if (pace.retry[delivery.attempts] === undefined) return { state: 'failed', problem, pauses: false }
      return { state: 'pending', notBefore: now, problem, countsAsAttempt: true }
    }
    case 'cannot look': {
      const ends = found.forGood || isExpired(delivery, now)
      const lookAt = ends ? null : later(now, pace.lookAgain * (1 + spread * moment.jitter))
      return { state: 'uncertain', lookAt, absences: delivery.absences, problem }
    }
  }
}

/** After an attempt that changed nothing: once more later, or failed after the last. */
function again({ attempts }: Pick<Delivery, 'attempts'>, problem: string, moment: Moment): Settlement {
  const step = moment.pace.retry[attempts]
  if (step === undefined) return { state: 'failed', problem, pauses: false }
  const notBefore = later(moment.now, step * (1 + spread * moment.jitter))
  return { state: 'pending', notBefore, problem, countsAsAttempt: true }
}

function later(now: Date, seconds: number): Date {
  return new Date(now.getTime() + Math.round(seconds * 1000))
}

/** What the administrators are told of when a delivery is settled so; null when there is nothing to tell. */
export function troubleOf({ subject }: Pick<Delivery, 'subject'>, settlement: Settlement): NoticeCode | null {
  // What a person misses comes with the next day's message; one who refuses it will not be told by us.
  if (subject.kind === 'daily') return settlement.state === 'failed' ? 'refused' : null
  if (subject.kind === 'notice') return null
  switch (settlement.state) {
    case 'failed':
      return settlement.pauses ? 'paused' : 'failed'
    case 'uncertain':
      // While it is still looked for, there is nothing that a person would have to do.
      return settlement.lookAt === null ? 'uncertain' : null
    case 'missed':
      return 'missed'
    case 'sent':
    case 'pending':
    case 'dropped':
      return null
  }
}

/** Somebody who looks after a board, and an account of theirs. */
export type Keeper = { personId: Id; platform: string; workspaceId: string; userId: string }

/** How long a notice is worth saying, in days. */
const noticeDays = 7
/** Of what many may suffer one is told a day, a little later: in minutes, since they are found one after the other. */
const gathered: Readonly<Partial<Record<NoticeCode, number>>> = { missed: 2, refused: 10 }

/** The notices of one trouble: one to each keeper. */
export function noticesOf(
  delivery: Pick<Delivery, 'target' | 'period'> & { id: Id | null },
  what: NoticeCode,
  keepers: readonly Keeper[],
  now: Date,
): NewDelivery[] {
  const minutes = gathered[what]
  const about = minutes !== undefined || delivery.id === null ? londonDateOf(now) : delivery.id
  const dueAt = later(now, (minutes ?? 0) * 60)
  const subscriptionId = 'subscriptionId' in delivery.target ? delivery.target.subscriptionId : null
  return keepers.map(({ personId, ...account }) => ({
    key: `notice:${what}:${about}:${personId}`,
    target: { ...account, personId },
    period: delivery.period,
    subject: { kind: 'notice', what, subscriptionId, deliveryId: delivery.id },
    dueAt,
    expiresAt: later(now, noticeDays * 24 * 3600),
  }))
}
