import { z } from 'zod'
import type { IsoDate } from '../../calendar/date.ts'
import type { BoardId, Id } from '../../core/ids.ts'

export const deliveryStates = [
  'pending',
  'sending',
  'sent',
  'uncertain',
  'failed',
  'missed',
  'dropped',
] as const
export type DeliveryState = (typeof deliveryStates)[number]

/**
 * digest: the week of a subscription. daily: what a person is reminded of on a day, and what was escalated to them.
 * notice: what an administrator must know about deliveries.
 */
export type DeliveryKind = 'digest' | 'daily' | 'notice'

/** Why an action stands in a daily message. */
const dailyReasons = ['14 days', '3 days', 'today', 'overdue', 'snoozed'] as const
export type DailyReason = (typeof dailyReasons)[number]

/** What administrators are told of deliveries. */
const noticeCodes = ['paused', 'failed', 'uncertain', 'missed', 'refused'] as const
export type NoticeCode = (typeof noticeCodes)[number]

/** What a delivery's words are made of when it is sent: ids and codes. Texts are read then, as they then are. */
export const deliverySubject = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('digest') }),
  z.object({
    kind: z.literal('daily'),
    own: z.array(z.object({ actionId: z.guid(), reason: z.enum(dailyReasons) })),
    escalated: z.array(z.object({ actionId: z.guid(), step: z.string() })),
    clocks: z.array(z.object({ reportId: z.guid() })),
  }),
  z.object({
    kind: z.literal('notice'),
    /** A code of what happened; 'refused' is of people's own messages, the others of digests. */
    what: z.enum(noticeCodes),
    subscriptionId: z.guid().nullable(),
    deliveryId: z.guid().nullable(),
  }),
])
export type DeliverySubject = z.infer<typeof deliverySubject>

/** To whom: a channel, or a person of the board by their account. */
export type DeliveryTarget = { platform: string; workspaceId: string } & (
  | { channelId: string; subscriptionId: Id }
  | { userId: string; personId: Id }
)

/** A delivery to be written, in the transaction of its cause. */
export type NewDelivery = {
  /** Unique on its board: one thing is said once. */
  key: string
  target: DeliveryTarget
  period: IsoDate
  subject: DeliverySubject
  dueAt: Date
  expiresAt: Date
  /** It comes too late already: it is written as missed, with this code, so that it can be told of. */
  missed?: string
}

export type Delivery = {
  board: BoardId
  id: Id
  key: string
  target: DeliveryTarget
  period: IsoDate
  subject: DeliverySubject
  /** What a digest counted; its shape is of src/features/digests/schema.ts. */
  figures: unknown
  state: DeliveryState
  dueAt: Date
  notBefore: Date
  expiresAt: Date
  attempts: number
  messageId: string | null
  messageChannel: string | null
  problem: string | null
  createdAt: Date
  settledAt: Date | null
}
