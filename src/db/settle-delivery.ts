import type { BoardId, Id } from '../core/ids.ts'
import type { By } from '../features/actions/store.ts'
import { type Keeper, noticesOf, troubleOf } from '../features/deliveries/rules.ts'
import type { Delivery, NoticeCode } from '../features/deliveries/schema.ts'
import type { Claimed, Settlement } from '../features/deliveries/store.ts'
import { appendAudit } from './audit.ts'
import type { Queries } from './client.ts'
import { writeDeliveries } from './delivery-rows.ts'
import type { Prisma } from './generated/client.ts'

/**
 * Writes what became of a delivery, and in the same transaction what follows from it: its subscription pauses, the
 * administrators are told. False, and nothing written, when the lease is somebody else's by now.
 */
export async function settleDelivery(
  tx: Queries,
  delivery: Claimed,
  settlement: Settlement,
  at: Date,
): Promise<boolean> {
  const { board, id, lease } = delivery
  const { count } = await tx.delivery.updateMany({
    where: { boardId: board, id, lease, state: { in: ['sending', 'uncertain'] } },
    data: { ...valuesOf(settlement, at), lease: null, leaseUntil: null },
  })
  if (count === 0) return false
  await tellTrouble(tx, delivery, settlement, at)
  return true
}

/** The columns of a settlement. Whatever is not said stays as it was. */
function valuesOf(settlement: Settlement, at: Date): Prisma.DeliveryUpdateManyMutationInput {
  const counted = { attempts: { increment: 1 } }
  switch (settlement.state) {
    case 'sent': {
      const { messageId, channelId } = settlement.posted
      return {
        state: 'sent',
        ...counted,
        messageId,
        messageChannel: channelId,
        problem: null,
        lookAt: null,
        settledAt: at,
        ...figuresOf(settlement.figures),
      }
    }
    case 'pending': {
      const { notBefore, problem, countsAsAttempt } = settlement
      return {
        state: 'pending',
        ...(countsAsAttempt ? counted : {}),
        notBefore,
        problem,
        lookAt: null,
        settledAt: null,
      }
    }
    case 'uncertain': {
      const { lookAt, absences, problem, figures } = settlement
      return { state: 'uncertain', lookAt, absences, problem, settledAt: at, ...figuresOf(figures) }
    }
    case 'failed':
    case 'missed':
    case 'dropped': {
      const { state, problem } = settlement
      return { state, ...(state === 'failed' ? counted : {}), problem, lookAt: null, settledAt: at }
    }
  }
}

function figuresOf(figures: unknown): { figures?: Prisma.InputJsonValue } {
  // What a composer counted is plain data, and comes back as unknown.
  return figures === undefined || figures === null ? {} : { figures: figures as Prisma.InputJsonValue }
}

/**
 * Pauses the subscription where it would go on failing, and tells whoever looks after the board. Also called where an
 * outcome is found out later, by a person.
 */
export async function tellTrouble(
  tx: Queries,
  delivery: Delivery,
  settlement: Settlement,
  at: Date,
): Promise<void> {
  const what = troubleOf(delivery, settlement)
  if (what === null) return
  if (settlement.state === 'failed' && settlement.pauses) await pause(tx, delivery, settlement.problem, at)
  await tellKeepers(tx, delivery.board, delivery, what, at)
}

/** Writes the notices of one trouble. `id` is the delivery's; null where it is told with others of the day. */
export async function tellKeepers(
  tx: Queries,
  board: BoardId,
  about: Pick<Delivery, 'target' | 'period'> & { id: Id | null },
  what: NoticeCode,
  at: Date,
): Promise<void> {
  const keepers = await keepersOf(tx, board, about.target)
  await writeDeliveries(tx, board, noticesOf(about, what, keepers, at), at)
}

async function pause(tx: Queries, { board, target }: Delivery, code: string, at: Date): Promise<void> {
  if (!('subscriptionId' in target)) return
  const { subscriptionId: id, channelId } = target
  // Set up anew for another channel meanwhile, or stopped by somebody: theirs is the last word.
  const { count } = await tx.subscription.updateMany({
    where: { boardId: board, id, channelId, paused: null },
    data: { paused: code, nextAt: null, nextPeriod: null, version: { increment: 1 } },
  })
  if (count === 0) return
  const { channelName } = await tx.subscription.findUniqueOrThrow({
    where: { boardId_id: { boardId: board, id } },
    select: { channelName: true },
  })
  await appendAudit(tx, board, ourselves(target.platform, at), [
    {
      what: 'digest stopped',
      subject: 'digest',
      subjectId: id,
      subjectRef: `#${channelName}`,
      after: { why: code },
    },
  ])
}

/** What the program does by itself stands in the trail under its own name. */
function ourselves(platform: string, at: Date): By {
  return { personId: null, name: 'Followthrough', face: platform === 'teams' ? 'teams' : 'slack', at }
}

/**
 * The administrators who have an account on the platform; where none has, the leads; else whoever set the digest up. Each
 * by one account, of that workspace if they can be.
 */
async function keepersOf(tx: Queries, board: BoardId, target: Delivery['target']): Promise<Keeper[]> {
  const administrators = await accountsOf(tx, board, target, { role: 'administrator' })
  if (administrators.length > 0) return administrators
  const leads = await accountsOf(tx, board, target, { role: 'lead' })
  if (leads.length > 0 || !('subscriptionId' in target)) return leads
  const { createdById } = await tx.subscription.findUniqueOrThrow({
    where: { boardId_id: { boardId: board, id: target.subscriptionId } },
    select: { createdById: true },
  })
  return accountsOf(tx, board, target, { id: createdById })
}

async function accountsOf(
  tx: Queries,
  board: BoardId,
  { platform, workspaceId }: Delivery['target'],
  who: Pick<Prisma.PersonWhereInput, 'id' | 'role'>,
): Promise<Keeper[]> {
  const accounts = await tx.chatIdentity.findMany({
    where: { boardId: board, platform, person: { ...who, active: true } },
    select: { personId: true, platform: true, workspaceId: true, userId: true },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  })
  const byPerson = new Map<string, Keeper>()
  for (const account of accounts) {
    const known = byPerson.get(account.personId)
    if (!known || (known.workspaceId !== workspaceId && account.workspaceId === workspaceId))
      byPerson.set(account.personId, account)
  }
  return [...byPerson.values()]
}
