import type { Conversation } from '../../core/ports.ts'
import { createRemembered, type Remembered } from '../common/remembered.ts'
import type { Incoming } from './activity.ts'
import { type Desk, tenantPlace } from './visit.ts'

/** How long it is believed that a conversation is written down, in milliseconds. */
const believed = 60 * 60_000

/** What was written of a conversation last. */
export function createWritten(): Remembered<string> {
  return createRemembered<string>({ forMs: believed, most: 5000 })
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
export async function writeDown(desk: Pick<Desk, 'office' | 'written'>, incoming: Incoming): Promise<void> {
  const conversation = conversationOf(incoming)
  const now = JSON.stringify(conversation)
  const key = keyOf(incoming)
  const written = (): Promise<string> =>
    desk.written.of(key, async () => {
      await desk.office.conversations.remember(conversation)
      return now
    })
  if ((await written()) === now) return
  // It says something else of itself than it did: at another address of the service, with another id of ours.
  desk.written.forget(key)
  await written()
}

/** It is written the next time, whatever is believed. */
export function forgetWritten({ written }: Pick<Desk, 'written'>, incoming: Incoming): void {
  written.forget(keyOf(incoming))
}

function keyOf({ tenantId, spot }: Incoming): string {
  return `${tenantId} ${spot.id}`
}
