import { randomUUID } from 'node:crypto'
import type { IsoDate } from '../../../src/calendar/date.ts'
import type { MayTell, Place } from '../../../src/core/place.ts'
import { columnDate } from '../../../src/db/dates.ts'
import type { DeliveryState } from '../../../src/features/deliveries/schema.ts'
import {
  type DigestSettings,
  defaultSettings,
  type Subscription,
} from '../../../src/features/digests/schema.ts'
import { workspaceOf } from '../../contract/chat-rows.ts'
import type { TestBoard } from '../../support/board.ts'

/** A channel of a board's workspace, which may be told unless said otherwise. */
export function channelOf(
  board: TestBoard,
  channelName = 'safeguarding',
  may: MayTell = { ok: true, channelName },
): Place {
  return {
    platform: 'slack',
    workspaceId: workspaceOf(board),
    channelId: `C-${channelName}`,
    mayTell: async () => may,
  }
}

/** A channel that hears of the board, set up by its lead at the board's moment. */
export async function subscribe(
  board: TestBoard,
  settings: Partial<DigestSettings> = {},
  channelName = 'safeguarding',
): Promise<Subscription> {
  const { platform, workspaceId, channelId } = channelOf(board, channelName)
  const set = await board.stores.digests.set(
    board.id,
    { platform, workspaceId, channelId, channelName },
    { ...defaultSettings, ...settings },
    {
      personId: board.people.lead.personId,
      name: board.people.lead.personName,
      face: 'slack',
      at: board.now,
    },
  )
  if (!set) throw new Error('The channel is another board’s.')
  return set
}

/** A digest as the outbox would have left it. */
export async function delivered(
  board: TestBoard,
  { id, platform, workspaceId, channelId }: Subscription,
  {
    at,
    period,
    state,
    ...more
  }: {
    at: Date
    period: IsoDate
    state: DeliveryState
    problem?: string
    figures?: object
    expiresAt?: Date
    key?: string
  },
): Promise<string> {
  const delivery = randomUUID()
  await board.prisma.delivery.create({
    data: {
      boardId: board.id,
      id: delivery,
      kind: 'digest',
      key: `digest:${id}:${period}`,
      platform,
      workspaceId,
      channelId,
      subscriptionId: id,
      period: columnDate(period),
      subject: { kind: 'digest' },
      state,
      dueAt: at,
      notBefore: at,
      expiresAt: at,
      createdAt: at,
      settledAt: state === 'sent' ? at : null,
      ...more,
    },
  })
  return delivery
}
