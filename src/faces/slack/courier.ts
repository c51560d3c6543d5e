import type { ConversationsInfoResponse, WebClient } from '@slack/web-api'
import type { Courier, Found, Parcel, Posted, Recipient, Sent } from '../../core/courier.ts'
import { withPings } from '../../core/pings.ts'
import { outcomeOf } from './outcome.ts'
import type { Tenant } from './payload.ts'
import { unfolded } from './reach.ts'
import { renderMessage } from './render.ts'
import { type Desk, placeOf, renderingOf } from './visit.ts'
import { isLetInNow } from './vouch.ts'

/** The mark by which a message is found again, in its metadata: nobody sees it, and it says nothing but the id. */
const markOf = (id: string) => ({ event_type: 'followthrough_delivery', event_payload: { id } })

/**
 * How long after it was about to be sent a message can still have been written, in seconds: what came later is not
 * looked through. `earlier` is for clocks that differ: requests are taken at five minutes' difference.
 */
const looked = { earlier: 600, later: 900, pages: 5, size: 200 }

/** Whether a parcel may be handed over; what it comes to when it may not. */
type Fit = { ok: true } | { ok: false; sent: Exclude<Sent, { kind: 'sent' }> }

/** Carries parcels to Slack. Each is tried once: when again is for the outbox to say. */
export function createCourier(desk: Desk): Courier {
  const carried = async (
    { to, view, origin, pings, id }: Parcel,
    hand: (client: WebClient, message: Message) => Promise<Posted>,
  ): Promise<Sent> => {
    const tenant = tenantOf(to)
    let writes = false
    try {
      const client = await desk.clientFor(tenant)
      if (!client) return { kind: 'refused', why: 'not connected', code: 'not_installed' }
      const fit = await fitness(desk, client, to)
      if (!fit.ok) return fit.sent
      const rendered = renderMessage(withPings(view, pings), renderingOf({ desk, tenant }, origin))
      const message = { ...rendered, ...unfolded, metadata: markOf(id) }
      writes = true
      return { kind: 'sent', ...(await hand(client, message)) }
    } catch (error) {
      return failed(desk, error, writes)
    }
  }
  return {
    platform: 'slack',
    send: (parcel) =>
      carried(parcel, async (client, message) => {
        const { to } = parcel
        // A person's id is taken for a channel: it is their conversation with the app.
        const channel = to.kind === 'channel' ? to.channelId : to.userId
        const { ts, channel: where } = await client.chat.postMessage({ channel, ...message })
        if (!ts) throw new Error('Slack answered without a message.')
        return { messageId: ts, channelId: where ?? channel }
      }),
    update: (parcel, posted) =>
      carried(parcel, async (client, message) => {
        await client.chat.update({ channel: posted.channelId, ts: posted.messageId, ...message })
        return posted
      }),
    look: (parcel, since) => lookFor(desk, parcel, since),
  }
}

type Message = ReturnType<typeof renderMessage> & {
  unfurl_links: false
  unfurl_media: false
  metadata: ReturnType<typeof markOf>
}

function failed(desk: Desk, error: unknown, writes: boolean): Sent {
  const outcome = outcomeOf(error, writes)
  // What nobody has a code for may be a mistake of ours: the log has its place.
  if ('code' in outcome && outcome.code === 'unreadable') desk.log.error('slack courier', error, { writes })
  return outcome
}

/** Where the app is installed, by the key it is kept under: organisations' begin with E, workspaces' with T. */
function tenantOf({ workspaceId: key }: Recipient): Tenant {
  const whole = key.startsWith('E')
  return {
    key,
    teamId: whole ? null : key,
    enterpriseId: whole ? key : null,
    wholeOrganisation: whole,
  }
}

/**
 * Asked at this moment, whatever was true when somebody set it up: whether a channel is the workspace's own, and
 * whether a person would be let in if they asked.
 */
async function fitness(desk: Desk, client: WebClient, to: Recipient): Promise<Fit> {
  const refused = (why: Extract<Sent, { kind: 'refused' }>['why'], code: string): Fit => ({
    ok: false,
    sent: { kind: 'refused', why, code },
  })
  if (to.kind === 'channel') {
    const { channel } = await client.conversations.info({ channel: to.channelId })
    if (!channel) return { ok: false, sent: { kind: 'not sent', code: 'no_channel' } }
    if (channel.is_im || channel.is_mpim) return refused('other', 'direct')
    if (channel.is_archived) return refused('archived', 'is_archived')
    return isReadElsewhere(channel) ? refused('shared', 'shared') : { ok: true }
  }
  const tenant = tenantOf(to)
  const [letIn, member] = await Promise.all([
    isLetInNow(desk, client, { tenant, sender: { userId: to.userId, teamId: null } }),
    desk.office.door.member({ ...placeOf(tenant), userId: to.userId }),
  ])
  return letIn && member ? { ok: true } : refused('not let in', member ? 'standing' : 'no_member')
}

function isReadElsewhere(channel: NonNullable<ConversationsInfoResponse['channel']>): boolean {
  return (
    channel.is_ext_shared === true ||
    channel.is_pending_ext_shared === true ||
    (channel.pending_connected_team_ids?.length ?? 0) > 0
  )
}

/** Looks through what was written in a conversation about the time it was sent. Needs a scope we do not ask for by ourselves. */
async function lookFor(desk: Desk, { id, to }: Pick<Parcel, 'id' | 'to'>, since: Date): Promise<Found> {
  try {
    const client = await desk.clientFor(tenantOf(to))
    if (!client) return { kind: 'cannot look', code: 'not_installed', forGood: true }
    const channel = to.kind === 'channel' ? to.channelId : await conversationWith(client, to.userId)
    const about = {
      channel,
      oldest: stampOf(since, -looked.earlier),
      latest: stampOf(since, looked.later),
      include_all_metadata: true,
      limit: looked.size,
    }
    let cursor: string | undefined
    for (let page = 0; page < looked.pages; page += 1) {
      const found = await client.conversations.history({ ...about, ...(cursor ? { cursor } : {}) })
      for (const { metadata, ts } of found.messages ?? []) {
        const { event_type, event_payload } = metadata ?? {}
        if (event_type === markOf(id).event_type && idIn(event_payload) === id && ts)
          return { kind: 'there', messageId: ts, channelId: channel }
      }
      cursor = found.response_metadata?.next_cursor || undefined
      if (!cursor) return { kind: 'absent' }
    }
    // So much was said in a quarter of an hour that we have not seen all of it.
    return { kind: 'cannot look', code: 'too_much', forGood: true }
  } catch (error) {
    const outcome = outcomeOf(error, false)
    const code = 'code' in outcome ? outcome.code : 'ratelimited'
    return { kind: 'cannot look', code, forGood: outcome.kind === 'refused' }
  }
}

/** The conversation of a person with the app. */
async function conversationWith(client: WebClient, userId: string): Promise<string> {
  const { channel } = await client.conversations.open({ users: userId })
  if (!channel?.id) throw new Error('Slack answered without a conversation.')
  return channel.id
}

function idIn(payload: unknown): unknown {
  return typeof payload === 'object' && payload !== null && 'id' in payload ? payload.id : undefined
}

/** A moment as Slack writes them, so many seconds later. */
function stampOf(moment: Date, seconds: number): string {
  return (moment.getTime() / 1000 + seconds).toFixed(6)
}
