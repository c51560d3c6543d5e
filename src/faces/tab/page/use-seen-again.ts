import { useEffect, useRef, useState } from 'react'

/** What has been out of sight for longer is asked for again, in milliseconds. */
const longAway = 60_000

/** Counts how often somebody has come back to the page: Teams keeps a tab open for days, and a board is not the same then. */
export function useSeenAgain(): number {
  const [times, setTimes] = useState(0)
  const left = useRef<number | null>(null)
  useEffect(() => {
    const changed = (): void => {
      if (document.visibilityState === 'hidden') {
        left.current = Date.now()
        return
      }
      if (left.current !== null && Date.now() - left.current > longAway) setTimes((count) => count + 1)
      left.current = null
    }
    document.addEventListener('visibilitychange', changed)
    return () => document.removeEventListener('visibilitychange', changed)
  }, [])
  return times
}
