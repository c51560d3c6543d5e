import { refusal, type View } from '../../core/view.ts'
import { look } from '../common/asking.ts'
import { isOurOwn, keptPrivate } from './channel.ts'
import { patiently, respond, slackCode } from './clients.ts'
import { refreshHomes } from './home-tab.ts'
import { type Back, isPublic } from './metadata.ts'
import { respondOrReach, unfolded } from './reach.ts'
import { type Message, renderChange, renderMessage, renderPublic } from './render.ts'
import { renderingOf, type Visit } from './visit.ts'

/** How long Slack may make us wait for something that is said after the answer, in milliseconds. */
const patience = 5000

/** A message as a response_url, and the answer to a command, want it. */
type Response = Message & { response_type?: 'ephemeral' | 'in_channel'; replace_original: boolean }

export function onlyForYou(message: Message): Response {
  return { response_type: 'ephemeral', replace_original: false, ...unfolded, ...message }
}

export function forEverybody(message: Message): Response {
  return { response_type: 'in_channel', replace_original: false, ...unfolded, ...message }
}

function inPlace(message: Message): Response {
  return { replace_original: true, ...unfolded, ...message }
}

/**
 * After a change: the clicked card shows how things now stand, whoever reads along is told, and so is everybody
 * whose own page it alters. Each of these may fail without the others.
 */
export async function settle(visit: Visit, done: View, back: Back): Promise<void> {
  const { desk } = visit
  const people = new Set([...(done.concerns ?? []), ...(back.home ? [visit.actor.personId] : [])])
  if (people.size > 0) desk.later('home refresh', refreshHomes(visit, [...people]))
  const [refreshed, said] = await Promise.allSettled([refreshCard(visit, back), sayDone(visit, done, back)])
  if (refreshed.status === 'rejected') {
    desk.log.error('slack card not refreshed', refreshed.reason, { slack: slackCode(refreshed.reason) })
  }
  if (said.status === 'rejected') throw said.reason
}

/** Makes a message again from its origin, as it now stands. Without an origin it is left as it is. */
export async function refreshCard(visit: Visit, back: Back): Promise<void> {
  if (back.home || (!back.url && !back.ts)) return
  // Another organisation may read along since it was posted: it keeps what it has, and is shown nothing newer.
  if (isPublic(back) && back.channel !== null && !(await isOurOwn(visit, back.channel))) return
  const card = await look(visit, back.origin, isPublic(back) ? 'public' : 'private')
  if (!card) return
  const rendering = renderingOf(visit, back.origin)
  const message = card.told ? renderChange(card.told, card, rendering) : renderMessage(card, rendering)
  await replaceMessage(visit, back, message)
}

/** A response_url reaches every message, for half an hour; after that only what the bot itself has posted. */
export async function replaceMessage({ client }: Visit, back: Back, message: Message): Promise<void> {
  const { url, channel, ts, ephemeral } = back
  const byName = channel && ts && !ephemeral
  if (url) {
    try {
      return await respond(url, inPlace(message))
    } catch (error) {
      if (!byName) throw error
    }
  }
  if (byName) await patiently(() => client.chat.update({ channel, ts, ...message }), patience)
}

/** Says what was done where it belongs: in a public card's thread, in the channel it was typed in, or to the person. */
async function sayDone(visit: Visit, done: View, back: Back): Promise<void> {
  if (isPublic(back)) {
    if (await tellThread(visit, done, back)) return
    const readAlong = back.channel !== null && !(await isOurOwn(visit, back.channel))
    return sayPrivately(visit, readAlong ? keptPrivate(done) : done, back)
  }
  if (done.audience === 'public' && back.ts === null && back.channel !== null) {
    if (!(await isOurOwn(visit, back.channel))) return sayPrivately(visit, keptPrivate(done), back)
    const message = forEverybody(await publicMessage(visit, done))
    if (back.url) return respondOrReach(visit, { url: back.url, channel: back.channel }, message)
    if (await tellChannel(visit, { channel: back.channel }, message)) return
  }
  return sayPrivately(visit, done, back)
}

/** Whether the thread of a card could be told: the bot may not have been invited to its channel. */
async function tellThread(visit: Visit, { told }: View, back: Back): Promise<boolean> {
  const { channel, ts, thread } = back
  if (!told || !channel || !ts || !(await isOurOwn(visit, channel))) return false
  const message = renderMessage(
    { type: 'view', kind: 'answer', audience: 'public', headline: told, blocks: [] },
    renderingOf(visit, null),
  )
  return tellChannel(visit, { channel, thread_ts: thread ?? ts }, message)
}

async function tellChannel(
  { client, desk }: Visit,
  where: { channel: string; thread_ts?: string },
  { text, blocks }: Message,
): Promise<boolean> {
  try {
    await patiently(() => client.chat.postMessage({ ...where, ...unfolded, text, blocks }), patience)
    return true
  } catch (error) {
    desk.log.info('slack channel not told', { slack: slackCode(error) })
    return false
  }
}

/** Says something to the person alone, where they are. `origin` makes the message again. */
export async function sayPrivately(
  visit: Visit,
  view: View,
  { url, channel }: Back,
  origin: string | null = view.about ?? null,
): Promise<void> {
  if (!url) return
  await respondOrReach(visit, { url, channel }, onlyForYou(renderMessage(view, renderingOf(visit, origin))))
}

/** What a channel reads: what was done, in the third person, and the card as it now stands. */
export async function publicMessage(visit: Visit, done: View): Promise<Message> {
  const card = await look(visit, done.about, 'public')
  return renderPublic(done, card, renderingOf(visit, card ? (done.about ?? null) : null))
}

export const tooOld = refusal(
  'This comes from an older message, and cannot be told any more what it meant. Nothing was changed. Ask for it again.',
  { next: 'actions mine' },
)
