import { slackViolations } from '../slack-limits.ts'
import { type Json, objectOf } from './json.ts'

/** Holds every payload the app sends against Slack's limits, and keeps what breaks one. */
export type Checker = {
  /** A message's body, a view, or the answer to a search. `where` says how it was sent. */
  check(payload: Json, where: string): void
  /** Something else that Slack would not take. */
  note(where: string, violation: string): void
  /** From now on this account may be mentioned: a test has asked for it, and nobody typed it. */
  mayMention(account: string): void
  violations: readonly string[]
}

export function createChecker(): Checker {
  const violations: string[] = []
  const mentioned = new Set<string>()
  const note = (where: string, violation: string): void => void violations.push(`${where}: ${violation}`)
  return {
    check(payload, where) {
      for (const violation of slackViolations(without(mentioned, payload))) note(where, violation)
    },
    mayMention: (account) => void mentioned.add(account),
    note,
    violations,
  }
}

/** The payload with mentions that are meant taken out. */
function without(mentioned: ReadonlySet<string>, payload: Json): Json {
  let text = JSON.stringify(payload)
  for (const account of mentioned) text = text.replaceAll(`<@${account}>`, '')
  return objectOf(JSON.parse(text))
}
