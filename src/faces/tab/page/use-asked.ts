import { useCallback, useEffect, useState } from 'react'
import { Problem } from './api.ts'
import { words } from './use-press.ts'

export type Asked<T> =
  | { state: 'asking' }
  | { state: 'here'; value: T }
  | { state: 'failed'; words: string; again: (() => void) | null }

/**
 * Asks for something, and again when `when` changes. What was there before stays until its successor comes, so that a
 * page does not blink after each change.
 */
export function useAsked<T>(ask: (signal: AbortSignal) => Promise<T>, when: string): Asked<T> {
  const [asked, setAsked] = useState<Asked<T>>({ state: 'asking' })
  const [tries, setTries] = useState(0)
  const again = useCallback(() => {
    setAsked({ state: 'asking' })
    setTries((count) => count + 1)
  }, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: `when` says what `ask` asks for
  useEffect(() => {
    const stop = new AbortController()
    ask(stop.signal).then(
      (value) => {
        if (!stop.signal.aborted) setAsked({ state: 'here', value })
      },
      (error: unknown) => {
        // What is not there is not there when it is asked for again.
        const gone = error instanceof Problem && error.status === 404
        if (!stop.signal.aborted)
          setAsked({ state: 'failed', words: words(error), again: gone ? null : again })
      },
    )
    return () => stop.abort()
  }, [when, tries])
  return asked
}
