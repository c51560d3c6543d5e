import type { Mark } from './store.ts'

/** What was made before, and when. */
export type Last<T> = { mark: Mark; answer: T }

/** Answers that are given again while nothing can have changed what they were made of. */
export type Remember<T> = {
  /**
   * The answer that was made at this mark, or is made now; out of the last one, where there was one. Of two who ask at
   * once the second waits for the first.
   */
  of(key: string, mark: Mark, make: (last: Last<T> | null) => Promise<T>): Promise<T>
}

/**
 * Whether what was made at one mark is what would be made at another. Nothing new was written; and whoever was writing
 * at that time is writing still, for the number of their line may be lower than that of a line that was there already.
 */
export function stillHolds(made: Mark, now: Mark): boolean {
  return made.newest === now.newest && made.writing.every((writer) => now.writing.includes(writer))
}

/** Keeps the `most` answers that were asked for last. An answer that could not be made is not kept. */
export function createRemember<T>(most: number): Remember<T> {
  const kept = new Map<string, { mark: Mark; answer: Promise<T> }>()
  return {
    of(key, mark, make) {
      const before = kept.get(key)
      const answer = before && stillHolds(before.mark, mark) ? before.answer : lastOf(before).then(make)
      kept.delete(key)
      kept.set(key, before?.answer === answer ? before : { mark, answer })
      const [oldest] = kept.keys()
      if (kept.size > most && oldest !== undefined) kept.delete(oldest)
      answer.catch(() => {
        if (kept.get(key)?.answer === answer) kept.delete(key)
      })
      return answer
    },
  }
}

/** An answer that could not be made is none. */
async function lastOf<T>(kept: { mark: Mark; answer: Promise<T> } | undefined): Promise<Last<T> | null> {
  if (!kept) return null
  return kept.answer.then(
    (answer) => ({ mark: kept.mark, answer }),
    () => null,
  )
}
