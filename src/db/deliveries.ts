import type { BoardId, Id } from '../core/ids.ts'
import type { By } from '../features/actions/store.ts'
import { isExpired, tooLate } from '../features/deliveries/rules.ts'
import type { Delivery } from '../features/deliveries/schema.ts'
import type { DeliveryStore, Resolved, Settlement } from '../features/deliveries/store.ts'
import { type AuditLine, appendAudit } from './audit.ts'
import type { Queries } from './client.ts'
import { toDelivery } from './delivery-rows.ts'
import type { PrismaClient } from './generated/client.ts'
import { tellTrouble } from './settle-delivery.ts'

/** A year's digests of ten channels: more than anybody reads, and no more than a process can hold. */
const mostTroubled = 500

/** What a board can know of its own deliveries. */
export function createDeliveryStore(prisma: PrismaClient): DeliveryStore {
  return {
    get: (board, id) => readDelivery(prisma, board, id),
    async ofSubscription(board, subscriptionId, most) {
      const rows = await prisma.delivery.findMany({
        where: { boardId: board, subscriptionId },
        orderBy: [{ period: 'desc' }, { createdAt: 'desc' }, { id: 'asc' }],
        take: most,
      })
      return rows.map((row) => toDelivery(row, board))
    },
    async troubled(board, kind, state, since) {
      const rows = await prisma.delivery.findMany({
        where: { boardId: board, kind, state, settledAt: { gte: since } },
        orderBy: [{ dueAt: 'desc' }, { id: 'asc' }],
        take: mostTroubled,
      })
      return rows.map((row) => toDelivery(row, board))
    },
    async subscribed(board, subscriptionIds) {
      const rows = await prisma.subscription.findMany({
        where: { boardId: board, id: { in: [...subscriptionIds] } },
        select: { id: true, channelName: true, paused: true, createdById: true },
      })
      return new Map(rows.map(({ id, ...about }) => [id, about]))
    },
    resolve: (board, id, arrived, by) => prisma.$transaction((tx) => resolve(tx, board, id, arrived, by)),
  }
}

async function readDelivery(db: Queries, board: BoardId, id: Id): Promise<Delivery | null> {
  const row = await db.delivery.findUnique({ where: { boardId_id: { boardId: board, id } } })
  return row && toDelivery(row, board)
}

async function resolve(
  tx: Queries,
  board: BoardId,
  id: Id,
  arrived: boolean,
  by: By,
): Promise<Resolved | null> {
  const delivery = await readDelivery(tx, board, id)
  if (!delivery) return null
  const state = arrived ? 'sent' : isExpired(delivery, by.at) ? 'missed' : 'pending'
  // A lease is ended too: whoever is looking for it at this moment comes too late to say anything else.
  const { count } = await tx.delivery.updateMany({
    where: { boardId: board, id, state: 'uncertain' },
    data: {
      state,
      lease: null,
      leaseUntil: null,
      lookAt: null,
      ...(state === 'pending' ? { notBefore: by.at, settledAt: null } : { settledAt: by.at }),
      ...(arrived ? { problem: null } : {}),
    },
  })
  if (count === 0) return null
  const subject = await subjectOf(tx, delivery)
  await appendAudit(tx, board, by, [
    { what: 'delivery settled', ...subject, before: { state: 'uncertain' }, after: { state } },
  ])
  if (state === 'missed') {
    const missed: Settlement = { state, problem: delivery.problem ?? tooLate }
    await tellTrouble(tx, delivery, missed, by.at)
  }
  return state
}

/** In the trail a delivery goes by whom it was for. */
async function subjectOf(
  tx: Queries,
  { board, target }: Delivery,
): Promise<Pick<AuditLine, 'subject' | 'subjectId' | 'subjectRef'>> {
  if ('subscriptionId' in target) {
    const { subscriptionId: id } = target
    const { channelName } = await tx.subscription.findUniqueOrThrow({
      where: { boardId_id: { boardId: board, id } },
      select: { channelName: true },
    })
    return { subject: 'digest', subjectId: id, subjectRef: `#${channelName}` }
  }
  const { personId: id } = target
  const { displayName } = await tx.person.findUniqueOrThrow({
    where: { boardId_id: { boardId: board, id } },
    select: { displayName: true },
  })
  return { subject: 'person', subjectId: id, subjectRef: displayName }
}
