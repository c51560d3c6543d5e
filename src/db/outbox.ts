import { z } from 'zod'
import type { BoardId } from '../core/ids.ts'
import { type DeliveryState, deliveryStates } from '../features/deliveries/schema.ts'
import type { Claimed, DeliveryFigures, Outbox } from '../features/deliveries/store.ts'
import { toDelivery } from './delivery-rows.ts'
import type { PrismaClient } from './generated/client.ts'
import { Prisma } from './generated/client.ts'
import { settleDelivery } from './settle-delivery.ts'

/** How long a conversation is left alone after a message, in milliseconds: Slack takes about one a second. */
const pauseMs = 1000

/** The conversation of a delivery, as the indexes of the migration 'delivery_attempts' have it. */
const conversation = (alias: 'd' | 'o'): Prisma.Sql =>
  Prisma.raw(`${alias}."platform", ${alias}."workspaceId", coalesce(${alias}."channelId", ${alias}."userId")`)

const claimedRows = z.array(z.object({ boardId: z.string(), id: z.string() }))

/**
 * The outbox of every process on this database. `now` is the clock, `admit` lets the worker into the board of a
 * delivery, which was authorised when it was written. Leases are compared by the processes' own clocks: these must
 * agree to within seconds.
 */
export function createOutbox(
  prisma: PrismaClient,
  now: () => Date,
  admit: (boardId: string) => BoardId,
): Outbox {
  return {
    claim: (platforms, most, leaseMs) => claimed(prisma, admit, claimDue(now(), platforms, most, leaseMs)),
    claimUncertain: (platforms, most, leaseMs) =>
      claimed(prisma, admit, claimUncertain(now(), platforms, most, leaseMs)),
    settle: (delivery, settlement) =>
      prisma.$transaction((tx) => settleDelivery(tx, delivery, settlement, now())),
    async quiet({ platform, workspaceId }, until) {
      await prisma.chatWorkspace.updateMany({
        where: { platform, workspaceId, OR: [{ quietUntil: null }, { quietUntil: { lt: until } }] },
        data: { quietUntil: until },
      })
    },
    async reclaim(lookAt) {
      // The lease stays: a sender that was slow and not dead may still say what became of it.
      const { count } = await prisma.delivery.updateMany({
        where: { state: 'sending', leaseUntil: { lte: now() } },
        data: { state: 'uncertain', leaseUntil: null, lookAt, absences: 0, problem: 'sender gone' },
      })
      return count
    },
    letGo: () => letGo(prisma, now()),
    figures: () => readFigures(prisma),
  }
}

/** Nobody looks into another's conversation to say whether a message is there. */
async function letGo(prisma: PrismaClient, at: Date): Promise<number> {
  const past: Prisma.DeliveryWhereInput = {
    state: 'uncertain',
    lookAt: null,
    expiresAt: { lte: at },
    OR: [{ leaseUntil: null }, { leaseUntil: { lte: at } }],
  }
  const ended = { lease: null, leaseUntil: null, settledAt: at }
  const missed = await prisma.delivery.updateMany({
    where: { ...past, kind: 'daily' },
    data: { ...ended, state: 'missed' },
  })
  const dropped = await prisma.delivery.updateMany({
    where: { ...past, kind: 'notice' },
    data: { ...ended, state: 'dropped' },
  })
  return missed.count + dropped.count
}

/**
 * One statement takes what is due: of each conversation the oldest, and of each workspace one before any workspace has
 * two on their way, so that a board of a hundred channels does not hold up a board of one. What others are taking at
 * this moment is skipped.
 */
function claimDue(at: Date, platforms: readonly string[], most: number, leaseMs: number): Prisma.Sql {
  return Prisma.sql`
    WITH due AS (
      SELECT d."boardId", d."id", d."dueAt", d."platform", d."workspaceId",
             row_number() OVER (PARTITION BY ${conversation('d')} ORDER BY d."dueAt", d."id") AS place
        FROM "Delivery" d
        LEFT JOIN "ChatWorkspace" w ON w."platform" = d."platform" AND w."workspaceId" = d."workspaceId"
       WHERE d."state" = 'pending' AND d."notBefore" <= ${at} AND d."platform" = ANY(${[...platforms]}::text[])
         AND (w."quietUntil" IS NULL OR w."quietUntil" <= ${at})
         AND NOT EXISTS (SELECT FROM "Delivery" o
                          WHERE (${conversation('o')}) = (${conversation('d')}) AND o."state" = 'sending')
         AND NOT EXISTS (SELECT FROM "Delivery" o
                          WHERE (${conversation('o')}) = (${conversation('d')})
                            AND o."settledAt" > ${new Date(at.getTime() - pauseMs)}
                            AND o."state" IN ('sent', 'uncertain'))
    ),
    busy AS (
      SELECT "platform", "workspaceId", count(*) AS sending FROM "Delivery"
       WHERE "state" = 'sending' GROUP BY "platform", "workspaceId"
    ),
    turns AS (
      SELECT due."boardId", due."id", due."dueAt", coalesce(busy.sending, 0)
             + row_number() OVER (PARTITION BY due."platform", due."workspaceId" ORDER BY due."dueAt", due."id") AS turn
        FROM due LEFT JOIN busy ON busy."platform" = due."platform" AND busy."workspaceId" = due."workspaceId"
       WHERE due.place = 1
    ),
    chosen AS (
      SELECT d."boardId", d."id"
        FROM turns t JOIN "Delivery" d ON d."boardId" = t."boardId" AND d."id" = t."id"
       WHERE d."state" = 'pending' AND d."notBefore" <= ${at}
       ORDER BY t.turn, t."dueAt", t."id" LIMIT ${most} FOR UPDATE OF d SKIP LOCKED
    )
    UPDATE "Delivery" d
       SET "state" = 'sending', "lease" = gen_random_uuid(), "leaseUntil" = ${until(at, leaseMs)},
           "triedAt" = ${at}, "absences" = 0, "lookAt" = NULL
      FROM chosen c WHERE d."boardId" = c."boardId" AND d."id" = c."id"
    RETURNING d."boardId", d."id"`
}

/** The same for those to be looked for. They stay uncertain; whoever dies while looking leaves them to the next. */
function claimUncertain(at: Date, platforms: readonly string[], most: number, leaseMs: number): Prisma.Sql {
  return Prisma.sql`
    WITH chosen AS (
      SELECT d."boardId", d."id" FROM "Delivery" d
       WHERE d."state" = 'uncertain' AND d."lookAt" <= ${at} AND d."platform" = ANY(${[...platforms]}::text[])
         AND (d."leaseUntil" IS NULL OR d."leaseUntil" <= ${at})
         AND NOT EXISTS (SELECT FROM "ChatWorkspace" w WHERE w."platform" = d."platform"
                            AND w."workspaceId" = d."workspaceId" AND w."quietUntil" > ${at})
       ORDER BY d."lookAt", d."id" LIMIT ${most} FOR UPDATE SKIP LOCKED
    )
    UPDATE "Delivery" d SET "lease" = gen_random_uuid(), "leaseUntil" = ${until(at, leaseMs)}
      FROM chosen c WHERE d."boardId" = c."boardId" AND d."id" = c."id"
    RETURNING d."boardId", d."id"`
}

function until(at: Date, leaseMs: number): Date {
  return new Date(at.getTime() + leaseMs)
}

async function claimed(
  prisma: PrismaClient,
  admit: (boardId: string) => BoardId,
  statement: Prisma.Sql,
): Promise<Claimed[]> {
  const taken = await prisma.$queryRaw(statement).catch((error: unknown) => {
    if (isLostRace(error)) return []
    throw error
  })
  const ids = claimedRows.parse(taken)
  if (ids.length === 0) return []
  const rows = await prisma.delivery.findMany({
    where: { OR: ids.map(({ boardId, id }) => ({ boardId, id })) },
    orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
  })
  return rows.flatMap((row) =>
    row.lease && row.triedAt
      ? [
          {
            ...toDelivery(row, admit(row.boardId)),
            lease: row.lease,
            triedAt: row.triedAt,
            absences: row.absences,
          },
        ]
      : [],
  )
}

/**
 * Another process took something for the same conversation between our look and our claim: the database let one of us
 * have it, and what we wanted besides is still there the next time.
 */
function isLostRace(error: unknown): boolean {
  return (
    error instanceof Prisma.PrismaClientKnownRequestError &&
    /\b(23505|40P01)\b/.test(`${JSON.stringify(error.meta ?? {})} ${error.message}`)
  )
}

async function readFigures(prisma: PrismaClient): Promise<DeliveryFigures> {
  const [groups, oldest] = await Promise.all([
    prisma.delivery.groupBy({ by: ['state'], _count: { _all: true } }),
    prisma.delivery.findFirst({
      where: { state: 'pending' },
      orderBy: { dueAt: 'asc' },
      select: { dueAt: true },
    }),
  ])
  const counts = new Map(groups.map(({ state, _count }) => [state, _count._all]))
  // Each state is a key, whether there are any or not.
  const byState = Object.fromEntries(
    deliveryStates.map((state) => [state, counts.get(state) ?? 0]),
  ) as Record<DeliveryState, number>
  return { byState, oldestPendingDueAt: oldest?.dueAt ?? null }
}
