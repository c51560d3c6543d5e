import type { Weekday } from '../calendar/date.ts'
import { pauseCode, type Subscription } from '../features/digests/schema.ts'
import { dateOrNull } from './dates.ts'
import type { Prisma } from './generated/client.ts'

export const subscriptionSelect = {
  id: true,
  platform: true,
  workspaceId: true,
  channelId: true,
  channelName: true,
  filters: true,
  weekday: true,
  minutes: true,
  lookAheadDays: true,
  whenQuiet: true,
  onHoliday: true,
  pings: true,
  nextAt: true,
  nextPeriod: true,
  paused: true,
  version: true,
} as const satisfies Prisma.SubscriptionSelect

export function toSubscription(
  row: Prisma.SubscriptionGetPayload<{ select: typeof subscriptionSelect }>,
): Subscription {
  return {
    ...row,
    // Written from the type it is given back as.
    weekday: row.weekday as Weekday,
    nextPeriod: dateOrNull(row.nextPeriod),
    paused: row.paused === null ? null : pauseCode.parse(row.paused),
  }
}
