import { setTimeout as sleep } from 'node:timers/promises'

/** How long a stop waits for what is on its way, in milliseconds. */
const patience = 8000

/** Everything that is on its way, so that a stop can wait for it. */
export type Work = {
  /** Work that nobody waits for; its failure is logged. */
  later(what: string, work: Promise<unknown>): void
  /** The same function, waited for. */
  watched<A extends unknown[], T>(run: (...args: A) => Promise<T>): (...args: A) => Promise<T>
  ended(): Promise<void>
}

/** `failed` logs the failure of what nobody waits for, with what the platform says of it. */
export function createWork(failed: (what: string, error: unknown) => void): Work {
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
      watch(work).catch((error: unknown) => failed(what, error))
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
