import type { Refused } from '../../core/courier.ts'
import { tooLate } from './rules.ts'

/** Why a channel is not told any more, and what puts it right. */
export const refusedWords = {
  shared: {
    why: 'another organisation reads along there',
    next: 'Set it up in a channel that only your own workspace reads: type /actions digest here in it.',
  },
  archived: {
    why: 'the channel is archived',
    next: 'Set it up in another channel: type /actions digest here in it.',
  },
  'not a member': {
    why: 'I am not in the channel any more',
    next: 'Put me back there (Slack: /invite @Followthrough; Teams: add the app to the team), then type /actions digest here in the channel.',
  },
  gone: {
    why: 'the channel is not there any more',
    next: 'Set it up in another channel: type /actions digest here in it.',
  },
  'not let in': {
    why: 'the platform does not let me in',
    next: 'Ask whoever looks after the workspace to let me post there, then type /actions digest here in the channel.',
  },
  'not connected': {
    why: 'the workspace is not connected any more',
    next: 'Ask whoever runs Followthrough for you for a link to connect it again.',
  },
  'too large': {
    why: 'the platform took it for too long',
    next: 'Narrow it, such as to a report or to what is red: type /actions digest here brag:red in the channel.',
  },
  other: {
    why: 'the platform would not take it',
    next: 'Type /actions digest here in the channel to try it again.',
  },
} as const satisfies Record<Refused, { why: string; next: string }>

const problems: ReadonlyMap<string, string> = new Map([
  ...Object.entries(refusedWords).flatMap(([code, { why }]): [string, string][] =>
    code === 'other' ? [] : [[code, why]],
  ),
  [tooLate, 'it would have come too late to be of use'],
  ['no answer', 'the platform did not answer'],
  ['asked to wait', 'the platform asked for patience for too long'],
  ['sender gone', 'the process that was sending it ended'],
])

/** What went wrong with a delivery, in words; a code of the platform's own is named, for who looks after it. */
export function problemWords(problem: string | null): string {
  if (problem === null) return 'no reason was noted'
  return problems.get(problem) ?? `the platform said '${problem}'`
}

/** What puts a delivery's problem right, whatever it was. */
export function remedyOf(problem: string | null): string {
  return isRefused(problem) ? refusedWords[problem].next : refusedWords.other.next
}

function isRefused(problem: string | null): problem is Refused {
  return problem !== null && Object.hasOwn(refusedWords, problem)
}
