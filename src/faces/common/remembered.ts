/** Answers that are believed for a while, so that not every request asks again. */
export type Remembered<T> = {
  of(key: string, ask: () => Promise<T>): Promise<T>
  /** Asks again the next time. */
  forget(key: string): void
}

/**
 * Believes an answer for `forMs` milliseconds, and keeps the `most` latest. A question that failed is asked again the
 * next time; two who ask at once wait for one answer.
 */
export function createRemembered<T>(
  { forMs, most }: { forMs: number; most: number },
  now: () => number = () => Date.now(),
): Remembered<T> {
  const known = new Map<string, { at: number; answer: Promise<T> }>()
  return {
    of(key, ask) {
      const before = known.get(key)
      if (before && now() - before.at < forMs) return before.answer
      const answer = ask()
      known.delete(key)
      known.set(key, { at: now(), answer })
      const [oldest] = known.keys()
      if (known.size > most && oldest !== undefined) known.delete(oldest)
      answer.catch(() => {
        if (known.get(key)?.answer === answer) known.delete(key)
      })
      return answer
    },
    forget: (key) => void known.delete(key),
  }
}
