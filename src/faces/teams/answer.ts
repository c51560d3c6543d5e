import { ask, type Progress } from '../common/asking.ts'
import type { IncomingOf } from './activity.ts'
import { enter } from './actor.ts'
import { writeDown } from './conversations.ts'
import { namesIn } from './names.ts'
import { renderCard } from './render.ts'
import { listenerOf, sayAlone } from './say.ts'
import { sayDone, sayReply } from './settle.ts'
import { typedText } from './typed-text.ts'
import { type Desk, renderingOf } from './visit.ts'

/** A command somebody typed: in a chat of their own, or in one of many after a mention, or with a slash. */
export async function answerMessage(
  desk: Desk,
  incoming: IncomingOf<'message'>,
  progress: Progress,
): Promise<void> {
  const { text, mentions, botId } = incoming
  const [entry] = await Promise.all([
    enter(desk, incoming, typedText(text, mentions, botId), progress),
    writeDown(desk, incoming),
  ])
  if (!entry.ok) {
    const listener = listenerOf(desk, incoming)
    await sayAlone(listener, renderCard(entry.view, renderingOf(listener, null)))
    return
  }
  const { visit } = entry
  const line = typedText(text, mentions, botId, await namesIn(visit, mentions))
  const reply = await ask(visit, line)
  if (reply.type === 'view' && reply.kind === 'done') return sayDone(visit, reply, visit.alone)
  await sayReply(visit, reply, line)
}
