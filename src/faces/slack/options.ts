import type { Option } from '@slack/types'
import { shorten } from '../../core/text.ts'
import { type Found, find } from '../common/found.ts'
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
  const found = await within(findFor(desk, incoming), startedAt + findWithin - Date.now())
  await ack({ options: found?.result ?? [] })
}

async function findFor(desk: Desk, incoming: IncomingOf<'suggestion'>): Promise<Option[]> {
  if (incoming.actionId !== 'find' || incoming.words.trim() === '') return []
  try {
    const entry = await enter(desk, incoming, '', { changed: false })
    return entry.ok ? optionsOf(await find(entry.visit, incoming.words)) : []
  } catch (error) {
    desk.log.error('slack options failed', error)
    return []
  }
}

export function optionsOf(found: readonly Found[]): Option[] {
  return found.slice(0, mostOptions).map(({ ref, title }) => ({
    text: { type: 'plain_text', text: shorten(`${ref} · ${title}`, longest), emoji: false },
    value: ref,
  }))
}
