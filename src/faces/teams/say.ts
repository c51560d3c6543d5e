import { refusal, type View } from '../../core/view.ts'
import type { Incoming } from './activity.ts'
import { type CardMessage, renderCard } from './render.ts'
import { addressOf, type Desk, renderingOf, type Visit } from './visit.ts'
import { failureOf, outgoing, patiently } from './wire.ts'

/** How long Teams may make us wait for something that is said in answer, in milliseconds. */
const patience = 5000

/** Who is told, and where they are: a visit, or a request that was turned away. */
export type Listener = Pick<
  Visit,
  'desk' | 'tenantId' | 'spot' | 'botId' | 'serviceUrl' | 'accountId' | 'alone' | 'pressed'
> & {
  userId: string | null
}

export function listenerOf(desk: Desk, incoming: Incoming): Listener {
  const { tenantId, spot, botId, serviceUrl, sender } = incoming
  const how = { alone: isAlone(incoming), pressed: isPressed(incoming) }
  return { desk, tenantId, spot, botId, serviceUrl, ...how, ...sender }
}

/** Whether Teams waits for the answer to a press. */
export function isPressed(incoming: Incoming): boolean {
  return incoming.kind === 'press' && incoming.waits
}

/** Whether something was asked out of sight of the others there. */
export function isAlone(incoming: Incoming): boolean {
  return 'targeted' in incoming && incoming.targeted
}

/** Where somebody was told: where they asked, in their own conversation with the app, or not at all. */
export type Told = 'here' | 'own chat' | 'nowhere'

/**
 * Says something to somebody alone: in their own conversation with the app, or in a conversation of many as a message
 * that they alone see. Where Teams does not take that, it goes into their own conversation: nothing private is said
 * aloud. Rejects when they could not be told; but for a press, whose answer can say so.
 */
export async function sayAlone(listener: Listener, message: CardMessage): Promise<Told> {
  const { desk, spot, serviceUrl, accountId } = listener
  const wire = desk.wires(serviceUrl)
  if (spot.kind === 'personal') {
    await patiently(() => wire.send(spot.id, outgoing(message)), patience)
    return 'here'
  }
  const alone = outgoing(onlyFor(message))
  try {
    await patiently(() => wire.whisper(spot.thread, accountId, alone), patience)
    return 'here'
  } catch (error) {
    const { status, code } = failureOf(error)
    desk.log.info('teams targeted message refused', { status, teams: code })
    return sayPersonally(listener, message)
  }
}

/** Says something where it was asked, to the person alone; false where Teams does not take that. */
export async function saysBeside(listener: Listener, message: CardMessage): Promise<boolean> {
  const { desk, spot, serviceUrl, accountId } = listener
  const wire = desk.wires(serviceUrl)
  const call =
    spot.kind === 'personal'
      ? () => wire.send(spot.id, outgoing(message))
      : () => wire.whisper(spot.thread, accountId, outgoing(onlyFor(message)))
  try {
    await patiently(call, patience)
    return true
  } catch (error) {
    const { status, code } = failureOf(error)
    desk.log.info('teams person not told there', { status, teams: code })
    return false
  }
}

/** Says something aloud where it was asked: in the thread, for everybody. */
export async function sayAloud(listener: Listener, message: CardMessage): Promise<void> {
  const { desk, spot, serviceUrl } = listener
  await patiently(() => desk.wires(serviceUrl).send(spot.thread, outgoing(message)), patience)
}

/** In the person's own conversation with the app, which is opened where there is none yet. */
async function sayPersonally(listener: Listener, message: CardMessage): Promise<Told> {
  const { desk, serviceUrl, alone, pressed } = listener
  const wire = desk.wires(serviceUrl)
  try {
    const conversationId = await personalConversation(listener)
    await patiently(() => wire.send(conversationId, outgoing(message)), patience)
  } catch (error) {
    // That they asked at all is not said aloud where nobody saw it.
    if (alone && !pressed) throw error
    const { status, code } = failureOf(error)
    desk.log.info('teams person not told', { status, teams: code })
    // What is said aloud is that there is an answer, never what it is.
    if (!pressed) await sayAloud(listener, plainly(listener, notReached))
    return 'nowhere'
  }
  if (!alone && !pressed) await sayAloud(listener, plainly(listener, answeredAlone))
  return 'own chat'
}

/** What the answer to a press says of that. */
export function wordsOf(told: Told): string {
  if (told === 'here') return 'Answered below.'
  return (told === 'own chat' ? answeredAlone : notReached).headline
}

const notReached = refusal(
  'That answer is for one person, and Teams let me say it to nobody alone. Add the app for yourself, and ask me there.',
)

const answeredAlone: View = {
  type: 'view',
  kind: 'answer',
  audience: 'public',
  headline: 'Answered in your own chat with me.',
  blocks: [],
}

function plainly(listener: Listener, view: View): CardMessage {
  return renderCard(view, renderingOf(listener, null))
}

async function personalConversation(listener: Listener): Promise<string> {
  const { desk, tenantId, botId, serviceUrl, accountId, userId } = listener
  const known =
    userId === null ? null : await desk.office.conversations.withPerson(addressOf(tenantId, userId))
  if (known) return known.conversationId
  return patiently(() => desk.wires(serviceUrl).open({ accountId, tenantId, botId }), patience)
}

/** Marks what can be pressed in a card as pressed in a message that one person sees. */
export function onlyFor({ summary, card }: CardMessage): CardMessage {
  return { summary, card: marked(card) as CardMessage['card'] }
}

function marked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(marked)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, inner]) => [key, marked(inner)] as const)
  const copy: Record<string, unknown> = Object.fromEntries(entries)
  return typeof copy['do'] === 'string' ? { ...copy, p: 1 } : copy
}
