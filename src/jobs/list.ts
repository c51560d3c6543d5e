import { type Composer, type Composers, composeNotice } from '../features/deliveries/jobs.ts'
import type { Stores } from '../features/stores.ts'
import type { Task } from './runner.ts'

/** Nobody writes these yet. */
const nothing: Composer = async () => ({ kind: 'nothing', why: 'no words' })

/** Who makes the words of each kind of delivery: one line a kind. */
export function composersOf(stores: Stores): Composers {
  return {
    digest: nothing,
    daily: nothing,
    notice: composeNotice(stores),
  }
}

/** What is done by the clock: one line a task. Each is written so that it may run in every process at once. */
export function tasksOf(): readonly Task[] {
  return []
}
