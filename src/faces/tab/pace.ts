/** Whether somebody may ask once more at this moment. */
export type Pace = (who: string) => boolean

/** So many requests at once; a page asks two or three. */
const atOnce = 40
/** And so many a second after that. */
const aSecond = 5
/** The most people that are counted; the one who has been quiet the longest is forgotten first. */
const most = 10_000

/** Slows down who asks faster than any person presses. It is counted in each process by itself. */
export function createPace(now: () => number = () => Date.now()): Pace {
  const left = new Map<string, { at: number; requests: number }>()
  return (who) => {
    const at = now()
    const before = left.get(who)
    const regained = before ? before.requests + ((at - before.at) / 1_000) * aSecond : atOnce
    const requests = Math.min(atOnce, regained) - 1
    left.delete(who)
    left.set(who, { at, requests: Math.max(0, requests) })
    const [oldest] = left.keys()
    if (left.size > most && oldest !== undefined) left.delete(oldest)
    return requests >= 0
  }
}
