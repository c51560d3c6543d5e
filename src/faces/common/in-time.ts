import { setTimeout as sleep } from 'node:timers/promises'

/** What became of work after a time: its result, or null when it was not there yet. Rejects when the work has. */
export async function within<T>(work: Promise<T>, milliseconds: number): Promise<{ result: T } | null> {
  const alarm = new AbortController()
  try {
    return await Promise.race([
      work.then((result) => ({ result })),
      sleep(Math.max(0, milliseconds), null, { signal: alarm.signal }),
    ])
  } finally {
    alarm.abort()
  }
}
