import type { BoardId } from '../core/ids.ts'
import { tooLate } from '../features/deliveries/rules.ts'
import type { NewDelivery } from '../features/deliveries/schema.ts'
import { expiryOf, type Posting, postingsThrough, slotKey } from '../features/digests/rules.ts'
import type { Subscription } from '../features/digests/schema.ts'
import type { DigestSlots } from '../features/digests/store.ts'
import type { Queries } from './client.ts'
import { columnDate } from './dates.ts'
import { writeDeliveries } from './delivery-rows.ts'
import { subscriptionSelect, toSubscription } from './digest-rows.ts'
import type { PrismaClient } from './generated/client.ts'
import { tellKeepers } from './settle-delivery.ts'

/** Subscriptions read at once: the memory that a thousand channels take at nine on a Monday. */
const batch = 100

/** The clock of every board's digests. `admit` lets the process into the board of a subscription. */
export function createDigestSlots(prisma: PrismaClient, admit: (boardId: string) => BoardId): DigestSlots {
  return {
    async open(now) {
      let opened = 0
      const failures: unknown[] = []
      for await (const { boardId, ...row } of comeDue(prisma, now)) {
        const subscription = toSubscription(row)
        // One that fails must not keep the others from being told.
        await prisma
          .$transaction((tx) => openSlots(tx, admit(boardId), subscription, now))
          .then(
            (count) => {
              opened += count
            },
            (error: unknown) => void failures.push(error),
          )
      }
      if (failures.length > 0) throw new AggregateError(failures, 'Slots of digests were not opened.')
      return opened
    },
  }
}

async function* comeDue(prisma: PrismaClient, now: Date) {
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const rows = await prisma.subscription.findMany({
      where: { nextAt: { lte: now }, paused: null, id: { gt: after } },
      select: { boardId: true, ...subscriptionSelect },
      orderBy: { id: 'asc' },
      take: batch,
    })
    yield* rows
    const last = rows.at(-1)
    if (!last || rows.length < batch) return
    after = last.id
  }
}

/**
 * Writes what has come due of one subscription, and moves it on, in the caller's transaction. The UPDATE names what was
 * read: of several processes exactly one finds it so, and writes.
 * @returns how many deliveries are new
 */
export async function openSlots(
  tx: Queries,
  board: BoardId,
  subscription: Subscription,
  now: Date,
): Promise<number> {
  const { id, nextAt, nextPeriod, version } = subscription
  if (nextAt === null || nextPeriod === null || nextAt > now) return 0
  const { come, next } = postingsThrough(subscription, { at: nextAt, period: nextPeriod }, now)
  const { count } = await tx.subscription.updateMany({
    where: { boardId: board, id, nextAt, nextPeriod: columnDate(nextPeriod), version, paused: null },
    data: { nextAt: next.at, nextPeriod: columnDate(next.period) },
  })
  if (count === 0) return 0
  const deliveries = come.map((posting) => slotOf(subscription, posting, now))
  const written = await writeDeliveries(tx, board, deliveries, now)
  // Nobody waits for a digest that is missed but those who set it up: they are told of it the same day, all in one.
  for (const { target, period, missed } of deliveries)
    if (missed !== undefined) await tellKeepers(tx, board, { id: null, target, period }, 'missed', now)
  return written
}

function slotOf(
  { id, platform, workspaceId, channelId }: Subscription,
  posting: Posting,
  now: Date,
): NewDelivery {
  const expiresAt = expiryOf(posting)
  return {
    key: slotKey(id, posting.period),
    target: { platform, workspaceId, channelId, subscriptionId: id },
    period: posting.period,
    subject: { kind: 'digest' },
    dueAt: posting.at,
    expiresAt,
    ...(expiresAt <= now ? { missed: tooLate } : {}),
  }
}
