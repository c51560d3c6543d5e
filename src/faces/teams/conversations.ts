import type { Conversation } from '../../core/ports.ts'
import { createRemembered, type Remembered } from '../common/remembered.ts'
import type { Incoming } from './activity.ts'
import { type Desk, tenantPlace } from './visit.ts'

/** How long it is believed that a conversation is written down, in milliseconds. */
const believed = 60 * 60_000

export function createWritten(): Remembered<void> {
  return createRemembered<void>({ forMs: believed, most: 5000 })
}

export function conversationOf({ tenantId, sender, spot, botId, serviceUrl }: Incoming): Conversation {
  const personal = spot.kind === 'personal'
  return {
    ...tenantPlace(tenantId),
    conversationId: spot.id,
    kind: spot.kind,
    teamId: spot.teamId,
    userId: personal ? sender.userId : null,
    accountId: personal ? sender.accountId : null,
    botId,
    serviceUrl,
  }
}

/** Writes down where something came from, so that something can be said there unasked. Rejects when that fails. */
export function writeDown(desk: Pick<Desk, 'office' | 'written'>, incoming: Incoming): Promise<void> {
  const conversation = conversationOf(incoming)
  const key = JSON.stringify(conversation)
  return desk.written.of(key, () => desk.office.conversations.remember(conversation))
}
