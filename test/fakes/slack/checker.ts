import { slackViolations } from '../slack-limits.ts'
import type { Json } from './json.ts'

/** Holds every payload the app sends against Slack's limits, and keeps what breaks one. */
export type Checker = {
  /** A message's body, a view, or the answer to a search. `where` says how it was sent. */
  check(payload: Json, where: string): void
  /** Something else that Slack would not take. */
  note(where: string, violation: string): void
  violations: readonly string[]
}

export function createChecker(): Checker {
  const violations: string[] = []
  const note = (where: string, violation: string): void => void violations.push(`${where}: ${violation}`)
  return {
    check(payload, where) {
      for (const violation of slackViolations(payload)) note(where, violation)
    },
    note,
    violations,
  }
}
