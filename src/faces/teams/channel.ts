import type { MayTell, Place } from '../../core/place.ts'
import { note, type View } from '../../core/view.ts'
import { createRemembered, type Remembered } from '../common/remembered.ts'
import type { Spot } from './activity.ts'
import { type Desk, tenantPlace, type Visit } from './visit.ts'
import { type ChannelNow, failureOf, patiently } from './wire.ts'

/** How long Teams may make us wait for what a channel is, in milliseconds. */
const patience = 2000

/** A channel can be shared at any moment: what Teams said holds for the one act that asks more than once. */
export function createChannels(): Remembered<ChannelNow | null> {
  return createRemembered<ChannelNow | null>({ forMs: 3_000, most: 500 })
}

export type ChannelAt = { tenantId: string; channelId: string; teamId: string; serviceUrl: string }

/** What a channel is now; null when its team does not have it. Throws when Teams does not say. */
export function channelNow(
  desk: Pick<Desk, 'channels' | 'wires'>,
  { tenantId, channelId, teamId, serviceUrl }: ChannelAt,
): Promise<ChannelNow | null> {
  return desk.channels.of(`${tenantId} ${channelId}`, () =>
    patiently(() => desk.wires(serviceUrl).channel(teamId, channelId), patience),
  )
}

/** Why the board's news may not be told in a channel, or null: it is one of the organisation's own. */
export function unfitness(channel: ChannelNow | null): 'not a member' | 'shared' | null {
  if (!channel) return 'not a member'
  // A shared channel is made for people of other teams and organisations: who reads along there can change unseen.
  return channel.type === 'shared' ? 'shared' : null
}

/** Whether the board's news may be told where a request was made: in a channel of the organisation's own only. */
export async function isOurOwn({ desk, tenantId, serviceUrl, spot }: Visit): Promise<boolean> {
  const at = channelAt({ tenantId, serviceUrl, spot })
  if (!at) return false
  try {
    return unfitness(await channelNow(desk, at)) === null
  } catch (error) {
    const { status, code } = failureOf(error)
    desk.log.info('teams channel not told', { status, teams: code })
    return false
  }
}

function channelAt(of: { tenantId: string; serviceUrl: string; spot: Spot }): ChannelAt | null {
  const { tenantId, serviceUrl, spot } = of
  if (spot.kind !== 'channel' || spot.teamId === null) return null
  return { tenantId, serviceUrl, channelId: spot.id, teamId: spot.teamId }
}

/** A channel or a group chat as the place of a request; null for a conversation with the bot alone. */
export function placeIn(
  desk: Pick<Desk, 'channels' | 'wires' | 'log'>,
  of: { tenantId: string; serviceUrl: string; spot: Spot },
): Place | null {
  const { tenantId, spot } = of
  if (spot.kind === 'personal') return null
  const at = channelAt(of)
  const mayTell = async (): Promise<MayTell> => {
    if (!at) return { ok: false, why: spot.kind === 'group' ? 'direct' : 'no answer' }
    try {
      const channel = await channelNow(desk, at)
      const why = unfitness(channel)
      return why === null ? { ok: true, channelName: channel?.name ?? 'General' } : { ok: false, why }
    } catch (error) {
      const { status, code } = failureOf(error)
      desk.log.info('teams channel not looked into', { status, teams: code })
      return { ok: false, why: 'no answer' }
    }
  }
  return { ...tenantPlace(tenantId), channelId: spot.id, mayTell }
}

/** What was done, said to the person alone where others were to read it, and why. */
export function keptPrivate(view: View): View {
  const why =
    'Only you see this: a channel that is shared with other teams is not told, nor is one that Teams does not describe to me.'
  return { ...view, audience: 'private', blocks: [...view.blocks, note(why)] }
}
