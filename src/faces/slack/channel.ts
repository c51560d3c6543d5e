import type { ConversationsInfoResponse } from '@slack/web-api'
import type { MayTell, Place } from '../../core/place.ts'
import { note, type View } from '../../core/view.ts'
import { createRemembered, type Remembered } from '../common/remembered.ts'
import { patiently, slackCode } from './clients.ts'
import type { Visit } from './visit.ts'

/** How long Slack may make us wait for what a channel is, in milliseconds. */
const patience = 1000

/** A channel can be shared at any moment: what Slack said holds for the one act that asks more than once. */
export function createChannels(): Remembered<boolean> {
  return createRemembered<boolean>({ forMs: 3_000, most: 500 })
}

/**
 * Whether the board's news may be told in a channel: never where another organisation reads along, or is about to, and
 * not where Slack does not say.
 */
export async function isOurOwn({ desk, client, tenant }: Visit, channel: string): Promise<boolean> {
  const ask = async (): Promise<boolean> => {
    const { channel: found } = await patiently(() => client.conversations.info({ channel }), patience)
    return found !== undefined && !othersRead(found) && found.is_archived !== true
  }
  try {
    return await desk.channels.of(`${tenant.key} ${channel}`, ask)
  } catch (error) {
    desk.log.info('slack channel not told', { slack: slackCode(error) })
    return false
  }
}

type Channel = NonNullable<ConversationsInfoResponse['channel']>

/** Whether another organisation reads along, or is about to. */
function othersRead(channel: Channel): boolean {
  return (
    channel.is_ext_shared === true ||
    channel.is_pending_ext_shared === true ||
    (channel.pending_connected_team_ids?.length ?? 0) > 0
  )
}

/**
 * A channel as the place of a request; null for a conversation with the bot alone. Slack is asked nothing before
 * somebody wants to know.
 */
export function placeIn(
  { desk, client, tenant }: Pick<Visit, 'desk' | 'client' | 'tenant'>,
  channelId: string | null,
): Place | null {
  if (channelId === null || channelId.startsWith('D')) return null
  const mayTell = async (): Promise<MayTell> => {
    try {
      const { channel } = await patiently(() => client.conversations.info({ channel: channelId }), patience)
      return fitness(channel, channelId)
    } catch (error) {
      const slack = slackCode(error)
      desk.log.info('slack channel not looked into', { slack })
      // A private channel is not there for who was not invited.
      return { ok: false, why: slack === 'channel_not_found' ? 'not a member' : 'no answer' }
    }
  }
  return { platform: 'slack', workspaceId: tenant.key, channelId, mayTell }
}

function fitness(channel: Channel | undefined, channelId: string): MayTell {
  if (!channel) return { ok: false, why: 'no answer' }
  if (channel.is_im === true || channel.is_mpim === true) return { ok: false, why: 'direct' }
  if (othersRead(channel)) return { ok: false, why: 'shared' }
  if (channel.is_archived === true) return { ok: false, why: 'archived' }
  // Without chat:write.public an app may speak only where it has been invited.
  if (channel.is_member !== true) return { ok: false, why: 'not a member' }
  return { ok: true, channelName: channel.name ?? channelId }
}

/** A conversation of a few people is no place for the board's news, whoever they are. */
export function isChannel({ id, name }: { id: string; name: string }): boolean {
  return !id.startsWith('D') && name !== 'directmessage' && !name.startsWith('mpdm-')
}

/** What was done, said to the person alone where others were to read it, and why. */
export function keptPrivate(view: View): View {
  const why =
    'Only you see this. A channel that is shared with others is not told; one I cannot look into has to invite me first.'
  return { ...view, audience: 'private', blocks: [...view.blocks, note(why)] }
}
