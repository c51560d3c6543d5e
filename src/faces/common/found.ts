import type { Reply } from '../../core/command.ts'
import { referencePattern } from '../../core/dispatch.ts'
import { oneLine } from '../../core/text.ts'
import { textOf } from '../../core/view.ts'
import { type Asking, ask } from './asking.ts'

/** An action that can be chosen: its reference is what choosing it sends back. */
export type Found = { ref: string; title: string }

/** Longest words that are looked for, in characters. */
const longest = 200

/** What words are found in, the best first: nothing for no words. Never throws for what a command does. */
export async function find(visit: Asking, words: string): Promise<Found[]> {
  const asked = oneLine(words).slice(0, longest)
  return asked === '' ? [] : foundIn(await ask(visit, `actions find ${asked}`))
}

/** What can be chosen before anything is typed: the visitor's own; for who has none, the board's. The most urgent first. */
export async function usual(visit: Asking): Promise<Found[]> {
  const own = foundIn(await ask(visit, 'actions mine'))
  return own.length > 0 ? own : foundIn(await ask(visit, 'actions list'))
}

/** The rows of an answer, each reference once. None of anything else. */
export function foundIn(reply: Reply): Found[] {
  if (reply.type !== 'view' || reply.kind !== 'answer') return []
  const rows = reply.blocks.flatMap((block) => (block.type === 'rows' ? block.rows : []))
  const actions = rows.filter(({ ref }) => referencePattern.test(ref))
  return [...new Map(actions.map(({ ref, text }) => [ref, { ref, title: textOf(text) }])).values()]
}
