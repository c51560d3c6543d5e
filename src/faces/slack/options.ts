import type { Option } from '@slack/types'
import { referencePattern } from '../../core/dispatch.ts'
import { oneLine, shorten } from '../../core/text.ts'
import { textOf, type View } from '../../core/view.ts'
import { ask } from '../common/asking.ts'
import { within } from '../common/in-time.ts'
import { enter } from './actor.ts'
import type { Ack } from './answer.ts'
import type { IncomingOf } from './payload.ts'
import type { Desk } from './visit.ts'

/** How long words are looked for, in milliseconds: Slack gives up at 3000 and shows an error. */
const findWithin = 2300
const mostOptions = 100
/** Longest text of an option, in characters. */
const longest = 75

/** What is offered while somebody types into the finder. Nobody who is not let in is offered anything. */
export async function offerFound(
  desk: Desk,
  incoming: IncomingOf<'suggestion'>,
  ack: Ack,
  startedAt: number,
): Promise<void> {
  const found = await within(find(desk, incoming), startedAt + findWithin - Date.now())
  await ack({ options: found?.result ?? [] })
}

async function find(desk: Desk, incoming: IncomingOf<'suggestion'>): Promise<Option[]> {
  const words = oneLine(incoming.words).slice(0, 200)
  if (incoming.actionId !== 'find' || words === '') return []
  try {
    const entry = await enter(desk, incoming, '', { changed: false })
    if (!entry.ok) return []
    const reply = await ask(entry.visit, `actions find ${words}`)
    return reply.type === 'view' && reply.kind === 'answer' ? optionsOf(reply) : []
  } catch (error) {
    desk.log.error('slack options failed', error)
    return []
  }
}

/** The rows of an answer as options, each once: its reference is what choosing it sends back. */
export function optionsOf(view: View): Option[] {
  const rows = view.blocks.flatMap((block) => (block.type === 'rows' ? block.rows : []))
  const options = rows
    .filter(({ ref }) => referencePattern.test(ref))
    .map(({ ref, text }) => [ref, shorten(`${ref} · ${textOf(text)}`, longest)] as const)
  return [...new Map(options)]
    .slice(0, mostOptions)
    .map(([value, text]) => ({ text: { type: 'plain_text', text, emoji: false }, value }))
}
