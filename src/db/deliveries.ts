import type { DeliveryStore } from '../features/deliveries/store.ts'
import { appendAudit } from './audit.ts'
import { toDelivery } from './delivery-rows.ts'
import type { PrismaClient } from './generated/client.ts'

/** What was said unasked on a board, for those who look after it. */
export function createDeliveryStore(prisma: PrismaClient): DeliveryStore {
  return {
    async get(board, id) {
      const row = await prisma.delivery.findUnique({ where: { boardId_id: { boardId: board, id } } })
      return row && toDelivery(row, board)
    },
    async ofSubscription(board, subscriptionId, most) {
      const rows = await prisma.delivery.findMany({
        where: { boardId: board, subscriptionId },
        orderBy: [{ dueAt: 'desc' }, { id: 'asc' }],
        take: most,
      })
      return rows.map((row) => toDelivery(row, board))
    },
    async troubled(board, days, now) {
      const rows = await prisma.delivery.findMany({
        where: {
          boardId: board,
          state: { in: ['failed', 'missed', 'uncertain'] },
          dueAt: { gte: new Date(now.getTime() - days * 86_400_000) },
        },
        orderBy: [{ dueAt: 'desc' }, { id: 'asc' }],
      })
      return rows.map((row) => toDelivery(row, board))
    },
    resolve: (board, id, arrived, by) =>
      prisma.$transaction(async (tx) => {
        const { count } = await tx.delivery.updateMany({
          where: { boardId: board, id, state: 'uncertain' },
          data: arrived
            ? { state: 'sent', settledAt: by.at, problem: null }
            : { state: 'pending', notBefore: by.at, problem: null },
        })
        if (count === 0) return false
        await appendAudit(tx, board, by, [
          { what: 'delivery settled', subject: 'digest', subjectId: id, subjectRef: id, after: { arrived } },
        ])
        return true
      }),
  }
}
