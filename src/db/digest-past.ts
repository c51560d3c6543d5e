import { londonDateOf } from '../calendar/london.ts'
import type { BoardId, Id } from '../core/ids.ts'
import { askedForKey } from '../features/digests/rules.ts'
import { figures, type Subscription } from '../features/digests/schema.ts'
import type { Past } from '../features/digests/store.ts'
import type { Queries } from './client.ts'
import { dateOf } from './dates.ts'
import { writeDeliveries } from './delivery-rows.ts'

/** The most weeks that a digest says were missed: a year's. */
const mostMissed = 52

/** Within this time of one that was posted nobody wants another, in milliseconds: a button pressed twice. */
const again = 5 * 60_000
/** One that was asked for is not posted later than this, in milliseconds: by then nobody expects it. */
const askedForLasts = 2 * 3_600_000

/** The digest before a moment, and those since then that never arrived. */
export async function readPast(db: Queries, board: BoardId, subscriptionId: Id, moment: Date): Promise<Past> {
  const ofIt = { boardId: board, subscriptionId, kind: 'digest' }
  const last = await db.delivery.findFirst({
    where: { ...ofIt, state: 'sent', dueAt: { lt: moment } },
    select: { period: true, dueAt: true, figures: true },
    orderBy: { dueAt: 'desc' },
  })
  const missed = await db.delivery.findMany({
    where: {
      ...ofIt,
      state: { in: ['missed', 'failed'] },
      dueAt: { lt: moment, ...(last ? { gt: last.dueAt } : {}) },
      NOT: { key: { startsWith: askedForKey(subscriptionId) } },
    },
    select: { period: true },
    orderBy: { period: 'desc' },
    take: mostMissed,
  })
  const counted = figures.safeParse(last?.figures)
  return {
    last: last && {
      on: counted.success ? counted.data.on : dateOf(last.period),
      figures: counted.success ? counted.data : null,
    },
    missed: missed.map(({ period }) => dateOf(period)).reverse(),
  }
}

/** Writes a digest out of turn; false when one is on its way, or was posted a moment ago. The row is locked. */
export async function postDigestNow(
  tx: Queries,
  board: BoardId,
  { id, platform, workspaceId, channelId }: Subscription,
  now: Date,
): Promise<boolean> {
  const lately = await tx.delivery.count({
    where: {
      boardId: board,
      subscriptionId: id,
      // One that failed or was dropped is nothing that anybody has read.
      OR: [
        { state: { in: ['pending', 'sending'] } },
        { state: { in: ['sent', 'uncertain'] }, createdAt: { gt: new Date(now.getTime() - again) } },
      ],
    },
  })
  if (lately > 0) return false
  const written = await writeDeliveries(
    tx,
    board,
    [
      {
        key: `${askedForKey(id)}${now.toISOString()}`,
        target: { platform, workspaceId, channelId, subscriptionId: id },
        period: londonDateOf(now),
        subject: { kind: 'digest' },
        dueAt: now,
        expiresAt: new Date(now.getTime() + askedForLasts),
      },
    ],
    now,
  )
  return written === 1
}
