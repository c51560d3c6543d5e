import type { View } from '../../core/view.ts'
import { type Progress, remaking } from '../common/asking.ts'
import { within } from '../common/in-time.ts'
import { enter } from './actor.ts'
import { isChannel, isOurOwn, keptPrivate } from './channel.ts'
import { explainFailure } from './errors.ts'
import { refreshHomes } from './home-tab.ts'
import { type Back, nowhere } from './metadata.ts'
import { askForForm, formModal, replyModal, showModal } from './open-modal.ts'
import type { IncomingOf } from './payload.ts'
import { respondOrReach } from './reach.ts'
import { type Message, renderMessage } from './render.ts'
import { forEverybody, onlyForYou, publicMessage } from './settle.ts'
import { readTyped } from './typed-text.ts'
import { type Desk, renderingOf, type Visit } from './visit.ts'

/** Sends the answer that Slack waits for; an empty one says 'received'. */
export type Ack = (answer?: object) => Promise<void>

/** How long the answer to a command may be waited for by Slack itself, in milliseconds; it gives up at 3000. */
const answerWithin = 2000

/**
 * A command somebody typed. What is ready soon is the answer to Slack's own request; what is not comes after an
 * acknowledgement. `startedAt` is in milliseconds.
 */
export async function answerCommand(
  desk: Desk,
  incoming: IncomingOf<'command'>,
  ack: Ack,
  { key, startedAt }: { key: string; startedAt: number },
): Promise<void> {
  const work = messageFor(desk, incoming, key, startedAt)
  const early = await within(work, startedAt + answerWithin - Date.now())
  if (early) return ack(early.result ?? undefined)
  await ack()
  const late = await work
  const { tenant, sender, url, channel } = incoming
  if (late) await respondOrReach({ desk, tenant, userId: sender.userId }, { url, channel: channel.id }, late)
}

/** What to say to a command; null when a window says it, or it was answered before. Never rejects. */
async function messageFor(
  desk: Desk,
  incoming: IncomingOf<'command'>,
  key: string,
  startedAt: number,
): Promise<Message | null> {
  const progress: Progress = { changed: false }
  const alone = (view: View): Message =>
    onlyForYou(renderMessage(view, renderingOf({ desk, tenant: incoming.tenant }, null)))
  try {
    // Who is at the door may be found out while it is looked up whether they knocked before.
    const [isFirst, entry] = await Promise.all([
      desk.office.receipts.first(key),
      enter(desk, incoming, `${incoming.group} ${incoming.text}`, progress),
    ])
    if (!isFirst) return null
    if (!entry.ok) return alone(entry.view)
    return await messageOf(entry.visit, incoming, startedAt)
  } catch (error) {
    return alone(explainFailure(desk.log, error, incoming.kind, progress))
  }
}

async function messageOf(
  visit: Visit,
  incoming: IncomingOf<'command'>,
  startedAt: number,
): Promise<Message | null> {
  const { trigger } = incoming
  const text = `${incoming.group} ${await readTyped(incoming.text, visit)}`.trim()
  const { reply, modal } = await askForForm(visit, text, { trigger, startedAt })
  if (reply.type === 'form') {
    await showModal(visit, await formModal(visit, reply, backTo(incoming)), { modal, trigger })
    return null
  }
  const { concerns = [] } = reply
  if (concerns.length > 0) visit.desk.later('home refresh', refreshHomes(visit, concerns))
  if (modal) await showModal(visit, await replyModal(visit, reply, text, nowhere), { modal, trigger })
  if (reply.kind === 'done' && reply.audience === 'public' && isChannel(incoming.channel)) {
    if (await isOurOwn(visit, incoming.channel.id)) return forEverybody(await publicMessage(visit, reply))
    return onlyForYou(renderMessage(keptPrivate(reply), renderingOf(visit, remaking(reply, text))))
  }
  return modal ? null : onlyForYou(renderMessage(reply, renderingOf(visit, remaking(reply, text))))
}

/** Where the form of a command was asked for: what is done is told there. */
function backTo({ url, channel }: IncomingOf<'command'>): Back {
  return { ...nowhere, url, at: Date.now(), channel: isChannel(channel) ? channel.id : null }
}
