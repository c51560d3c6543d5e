import { randomUUID } from 'node:crypto'
import type { BoardId } from '../core/ids.ts'
import {
  type Delivery,
  type DeliveryTarget,
  deliverySubject,
  type NewDelivery,
} from '../features/deliveries/schema.ts'
import type { Queries } from './client.ts'
import { columnDate, dateOf } from './dates.ts'
import type { Delivery as DeliveryRow } from './generated/client.ts'

/**
 * Writes deliveries in the transaction of their cause. What has been written before, by its key, is left as it is.
 * @returns how many are new
 */
export async function writeDeliveries(
  tx: Queries,
  board: BoardId,
  deliveries: readonly NewDelivery[],
  now: Date,
): Promise<number> {
  if (deliveries.length === 0) return 0
  const { count } = await tx.delivery.createMany({
    data: deliveries.map(({ key, target, period, subject, dueAt, expiresAt, missed }) => ({
      boardId: board,
      id: randomUUID(),
      kind: subject.kind,
      key,
      ...target,
      period: columnDate(period),
      subject,
      dueAt,
      notBefore: dueAt,
      expiresAt,
      createdAt: now,
      ...(missed === undefined ? {} : { state: 'missed' as const, problem: missed, settledAt: now }),
    })),
    skipDuplicates: true,
  })
  return count
}

/** A row as the features know it; `board` is the board it is of, which somebody was let into. */
export function toDelivery(row: DeliveryRow, board: BoardId): Delivery {
  return {
    board,
    id: row.id,
    key: row.key,
    target: targetOf(row),
    period: dateOf(row.period),
    subject: deliverySubject.parse(row.subject),
    figures: row.figures,
    state: row.state,
    dueAt: row.dueAt,
    notBefore: row.notBefore,
    expiresAt: row.expiresAt,
    attempts: row.attempts,
    messageId: row.messageId,
    messageChannel: row.messageChannel,
    problem: row.problem,
    createdAt: row.createdAt,
    settledAt: row.settledAt,
  }
}

function targetOf(row: DeliveryRow): DeliveryTarget {
  const { platform, workspaceId, channelId, subscriptionId, userId, personId } = row
  if (channelId !== null && subscriptionId !== null)
    return { platform, workspaceId, channelId, subscriptionId }
  if (userId !== null && personId !== null) return { platform, workspaceId, userId, personId }
  throw new Error(`Delivery ${row.id} is addressed to nobody.`)
}
