import type { Composers } from '../features/deliveries/jobs.ts'
import { composeNotice } from '../features/deliveries/notices.ts'
import { composeDigest } from '../features/digests/jobs.ts'
import type { DigestSlots } from '../features/digests/store.ts'
import { composeDaily } from '../features/reminders/jobs.ts'
import type { DailyRound } from '../features/reminders/store.ts'
import type { Stores } from '../features/stores.ts'
import type { Task } from './runner.ts'

/** Who makes the words of each kind of delivery: one line a kind. */
export function composersOf(stores: Stores): Composers {
  return {
    digest: composeDigest(stores),
    daily: composeDaily(stores),
    notice: composeNotice(stores),
  }
}

/** What the clock of a process looks into, for every board. */
export type Clockwork = { slots: DigestSlots; round: DailyRound }

/** What is done by the clock: one line a task. Each is written so that it may run in every process at once. */
export function tasksOf({ slots, round }: Clockwork): readonly Task[] {
  return [
    { name: 'digests', expression: '* * * * *', run: (now) => slots.open(now) },
    // Made once a working day from nine on; asked for often, so that a late start of the process makes up for it.
    { name: 'reminders', expression: '*/5 * * * *', run: (now) => round.make(now) },
  ]
}
