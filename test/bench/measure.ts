import { performance } from 'node:perf_hooks'

export type Work = () => unknown

/** Two medians in milliseconds, taken in one run, and the first over the second. */
export type Comparison = { ms: number; over: number; ratio: number; rounds: number }

export type Effort = {
  /** Rounds that are not counted. */
  warmUp?: number
  rounds?: number
  /** After so long no new round begins (but at least three are counted). */
  budgetMs?: number
}

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
 * Runs the two in turn, so that whatever else the machine does meets both alike. Each round swaps who goes first:
 * the second of a pair finds warmer caches.
 */
export async function compare(first: Timer, second: Timer, effort: Effort = {}): Promise<Comparison> {
  const { warmUp = 12, rounds = 60, budgetMs = 4_000 } = effort
  for (let round = 0; round < warmUp; round++) {
    await first()
    await second()
  }
  const ones: number[] = []
  const others: number[] = []
  const deadline = performance.now() + budgetMs
  while (ones.length < 3 || (ones.length < rounds && performance.now() < deadline)) {
    if (ones.length % 2 === 0) {
      ones.push(await first())
      others.push(await second())
    } else {
      others.push(await second())
      ones.push(await first())
    }
  }
  const ms = median(ones)
  const over = median(others)
  return { ms, over, ratio: ms / over, rounds: ones.length }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  const upper = sorted[Math.floor(middle)] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2
}
