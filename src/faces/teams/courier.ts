import type { Courier, Found, Parcel, Posted, Recipient, Refused, Sent } from '../../core/courier.ts'
import { withPings } from '../../core/pings.ts'
import type { Conversation } from '../../core/ports.ts'
import { channelNow, unfitness } from './channel.ts'
import { outcomeOf } from './outcome.ts'
import { renderCard } from './render.ts'
import { addressOf, type Desk, renderingOf, tenantPlace } from './visit.ts'
import { vouch } from './vouch.ts'
import { type Outgoing, outgoing } from './wire.ts'

/** Where a parcel goes, once it is known that it may; what it comes to when it may not. */
type Way =
  | { ok: true; conversationId: string; serviceUrl: string }
  | { ok: false; sent: Exclude<Sent, { kind: 'sent' }> }

/** Carries parcels to Teams. Each is tried once: when again is for the outbox to say. */
export function createCourier(desk: Desk): Courier {
  const carried = async (
    parcel: Parcel,
    hand: (way: Extract<Way, { ok: true }>, message: Outgoing) => Promise<Posted>,
  ): Promise<Sent> => {
    let writes = false
    try {
      const way = await wayTo(desk, parcel.to)
      if (!way.ok) return way.sent
      const message = messageOf(desk, parcel)
      writes = true
      return { kind: 'sent', ...(await hand(way, message)) }
    } catch (error) {
      const outcome = outcomeOf(error, writes)
      // What nobody has a code for may be a mistake of ours: the log has its place, and nothing that was said.
      if ('code' in outcome && outcome.code === 'no answer') {
        const at = error instanceof Error ? (error.stack?.split('\n')[1]?.trim() ?? '') : ''
        desk.log.error('teams courier', new Error('unreadable'), { writes, at })
      }
      return outcome
    }
  }
  return {
    platform: 'teams',
    send: (parcel) =>
      carried(parcel, async ({ conversationId, serviceUrl }, message) => {
        const messageId = await desk.wires(serviceUrl).send(conversationId, message)
        if (messageId === null) throw new Error('Teams answered without a message.')
        return { messageId, channelId: conversationId }
      }),
    update: (parcel, posted) =>
      carried(parcel, async ({ serviceUrl }, message) => {
        await desk.wires(serviceUrl).update(posted.channelId, posted.messageId, message)
        return posted
      }),
    // A bot cannot read what was said: what became of a message that nobody confirmed is for a person to see.
    look: async (): Promise<Found> => ({ kind: 'cannot look', code: 'no_history', forGood: true }),
  }
}

function messageOf(desk: Desk, { to, view, origin, pings }: Parcel): Outgoing {
  const rendering = renderingOf({ desk, tenantId: to.workspaceId }, origin)
  return outgoing(renderCard(withPings(view, pings), rendering))
}

const refused = (why: Refused, code: string): Way => ({ ok: false, sent: { kind: 'refused', why, code } })

/**
 * Asked at this moment, whatever was true when somebody set it up: whether a channel is the organisation's own, and
 * whether a person would be let in if they asked.
 */
async function wayTo(desk: Desk, to: Recipient): Promise<Way> {
  const tenantId = to.workspaceId
  // The operator may have taken it off the list since.
  if (!desk.tenants.has(tenantId)) return refused('not connected', 'tenant')
  if (to.kind === 'channel') {
    const known = await desk.office.conversations.at(tenantPlace(tenantId), to.channelId)
    if (!known) return refused('not a member', 'no_conversation')
    return toChannel(desk, known)
  }
  return toPerson(desk, tenantId, to.userId)
}

async function toChannel(desk: Desk, known: Conversation): Promise<Way> {
  const { workspaceId: tenantId, conversationId, serviceUrl, teamId, kind } = known
  if (kind !== 'channel' || teamId === null) return refused('other', 'direct')
  const channel = await channelNow(desk, { tenantId, channelId: conversationId, teamId, serviceUrl })
  const why = unfitness(channel)
  return why === null ? { ok: true, conversationId, serviceUrl } : refused(why, why)
}

async function toPerson(desk: Desk, tenantId: string, userId: string): Promise<Way> {
  const { office } = desk
  const address = addressOf(tenantId, userId)
  const member = await office.door.member(address)
  if (!member) return refused('not let in', 'no_member')
  const known = await office.conversations.withPerson(address)
  if (known?.accountId) {
    const { conversationId, serviceUrl, accountId } = known
    const { letIn } = await vouch(desk, { tenantId, userId, accountId, conversationId, serviceUrl })
    return letIn ? { ok: true, conversationId, serviceUrl } : refused('not let in', 'standing')
  }
  // Never spoken with: any conversation of the tenant says where its service is, and the platform knows them by their id.
  const any = await office.conversations.latest(tenantPlace(tenantId))
  if (!any) return refused('not connected', 'no_conversation')
  const { serviceUrl, botId } = any
  const conversationId = await desk.wires(serviceUrl).open({ accountId: userId, tenantId, botId })
  const { letIn } = await vouch(desk, { tenantId, userId, accountId: userId, conversationId, serviceUrl })
  return letIn ? { ok: true, conversationId, serviceUrl } : refused('not let in', 'standing')
}
