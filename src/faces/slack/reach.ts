import { newReference } from '../../core/errors.ts'
import { patiently, respond, slackCode } from './clients.ts'
import type { Message } from './render.ts'
import type { Visit } from './visit.ts'

/** How long Slack may make us wait for what is said by our own hand, in milliseconds. */
const patience = 5000

/** Nothing we say unfolds a link: a picture of an evidence page is nobody's business in a channel. */
export const unfolded = { unfurl_links: false, unfurl_media: false } as const

type Listener = Pick<Visit, 'desk' | 'tenant' | 'userId'>

/**
 * Answers at a response_url. Where Slack does not take it, the person alone is told by our own hand: after a timeout
 * nobody knows whether a channel has it already. Rejects when they could not be told at all.
 */
export async function respondOrReach(
  listener: Listener,
  { url, channel }: { url: string; channel: string | null },
  answer: Message,
): Promise<void> {
  try {
    await respond(url, answer)
  } catch (error) {
    const reference = newReference()
    listener.desk.log.error('slack response refused', error, { reference, slack: slackCode(error) })
    await reach(listener, channel, answer)
  }
}

/** Says something to somebody alone: in a channel where we are, or else in their conversation with us. */
export async function reach(
  { desk, tenant, userId }: Listener,
  channel: string | null,
  { text, blocks }: Message,
): Promise<void> {
  const client = await desk.clientFor(tenant)
  if (!client) return
  if (channel !== null) {
    const there = { channel, user: userId, text, blocks }
    const told = await patiently(() => client.chat.postEphemeral(there), patience).catch((error: unknown) => {
      desk.log.info('slack person not told in the channel', { slack: slackCode(error) })
      return null
    })
    if (told) return
  }
  await patiently(() => client.chat.postMessage({ channel: userId, ...unfolded, text, blocks }), patience)
}
