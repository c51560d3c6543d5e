import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '../../core/errors.ts'
import { slackCode } from './clients.ts'

/** How long a stop waits for what is on its way, in milliseconds. */
const patience = 8000

/** Everything that is on its way, so that a stop can wait for it. */
export type Work = {
  /** Work that nobody waits for; its failure is logged. */
  later(what: string, work: Promise<unknown>): void
  /** The same function, waited for. */
  watched<A extends unknown[]>(run: (...args: A) => Promise<void>): (...args: A) => Promise<void>
  ended(): Promise<void>
}

export function createWork(log: Log): Work {
  const running = new Set<Promise<unknown>>()
  const watch = <T>(work: Promise<T>): Promise<T> => {
    const ended: Promise<unknown> = work
      .catch(() => {})
      .then(() => {
        running.delete(ended)
      })
    running.add(ended)
    return work
  }
  return {
    later(what, work) {
      watch(work).catch((error: unknown) => {
        log.error('slack afterwork failed', error, { what, slack: slackCode(error) })
      })
    },
    watched:
      (run) =>
      (...args) =>
        watch(run(...args)),
    async ended() {
      const until = Date.now() + patience
      while (running.size > 0 && Date.now() < until) {
        await Promise.race([...running, sleep(until - Date.now(), undefined, { ref: false })])
      }
    },
  }
}
