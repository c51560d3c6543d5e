import { performance } from 'node:perf_hooks'

export type Work = () => unknown

/** Two medians in milliseconds, taken in one run: the figure is the first over the second. */
export type Comparison = { ms: number; over: number }

export type Effort = {
  /** Rounds that are not counted. */
  warmUp?: number
  rounds?: number
  /** After so long no new round begins. */
  budgetMs?: number
}

/** Counted, however long they take. */
const leastRounds = 3

/** What one run of the work took, in milliseconds. */
export type Timer = () => Promise<number>

/** Times a piece of work from call to settled. */
export function timed(work: Work): Timer {
  return async () => {
    const start = performance.now()
    await work()
    return performance.now() - start
  }
}

/**
 * Runs each once a round, so that whatever else the machine does meets all alike. Each round has an order of its own:
 * who comes after heavy work finds colder caches, and would always be the same one. Gives the median of each.
 */
export async function inTurn(timers: readonly Timer[], effort: Effort = {}): Promise<number[]> {
  const { warmUp = 12, rounds = 60, budgetMs = 4_000 } = effort
  const taken = timers.map((): number[] => [])
  const round = async (): Promise<void> => {
    for (const turn of shuffled([...timers.keys()])) {
      const ms = await timers[turn]?.()
      if (ms !== undefined) taken[turn]?.push(ms)
    }
  }
  for (let done = 0; done < warmUp; done++) await round()
  for (const values of taken) values.length = 0
  const deadline = performance.now() + budgetMs
  for (let done = 0; done < leastRounds || (done < rounds && performance.now() < deadline); done++)
    await round()
  return taken.map(median)
}

function shuffled(turns: readonly number[]): number[] {
  return turns
    .map((turn) => ({ turn, place: Math.random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ turn }) => turn)
}

/** One piece of work over another. */
export async function compare(work: Work, over: Work, effort?: Effort): Promise<Comparison> {
  const [ms = Number.NaN, overMs = Number.NaN] = await inTurn([timed(work), timed(over)], effort)
  return { ms, over: overMs }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  const upper = sorted[Math.floor(middle)] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2
}
