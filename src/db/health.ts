import { z } from 'zod'
import { openStatuses } from '../features/actions/lifecycle.ts'
import type { BoardHealth, HealthFacts } from '../features/health/schema.ts'
import type { HealthStore } from '../features/health/store.ts'
import { dateOrNull } from './dates.ts'
import type { PrismaClient } from './generated/client.ts'

/** A message that is due for this long and not sent is late, in milliseconds. */
const late = 15 * 60_000
/** How far back what went wrong still matters, in days. */
const troubledDays = 14

const serverRow = z.array(z.object({ now: z.date(), version: z.string(), migrations: z.number() }))
const deliveryRows = z.array(
  z.object({
    boardId: z.string(),
    stuck: z.number(),
    late: z.number(),
    oldestLate: z.date().nullable(),
    uncertain: z.number(),
    failed: z.number(),
    missed: z.number(),
  }),
)
const ownerRows = z.array(z.object({ boardId: z.string(), owners: z.number() }))
const conversationRows = z.array(
  z.object({
    boardId: z.string(),
    platform: z.string(),
    workspaceId: z.string(),
    kind: z.string(),
    count: z.number(),
  }),
)
const unreachableRows = z.array(z.object({ id: z.string() }))
const sentRows = z.array(z.object({ subscriptionId: z.string(), at: z.date() }))

/** Looks at every board at once; `kind` is what was opened. */
export function createHealthStore(prisma: PrismaClient, kind: HealthFacts['database']['kind']): HealthStore {
  return {
    async facts(now) {
      const [database, boards, owners, sent, deliveries, conversations, unreachable] = await Promise.all([
        readServer(prisma),
        readBoards(prisma),
        readUnreachable(prisma),
        readSent(prisma),
        readDeliveries(prisma, now),
        readConversations(prisma),
        readUnknownChannels(prisma),
      ])
      return {
        database: { kind, ...database },
        boards: boards.map(
          ({ id, subscriptions, remindedThrough, people, _count, ...board }): BoardHealth => {
            const { boardId: _, ...counted } = deliveries.get(id) ?? { boardId: id, ...nothing }
            return {
              ...board,
              administrators: _count.people,
              administratorOnChat: people.length > 0,
              unreachableOwners: owners.get(id) ?? 0,
              remindedThrough: dateOrNull(remindedThrough),
              subscriptions: subscriptions.map((subscription) => ({
                ...subscription,
                lastSentAt: sent.get(subscription.id) ?? null,
                reachable: !unreachable.has(subscription.id),
              })),
              conversations: conversations.flatMap(({ boardId, ...counts }) =>
                boardId === id ? [counts] : [],
              ),
              deliveries: counted,
            }
          },
        ),
      }
    },
  }
}

const nothing = { stuck: 0, late: 0, oldestLate: null, uncertain: 0, failed: 0, missed: 0 } as const

async function readServer(prisma: PrismaClient): Promise<Omit<HealthFacts['database'], 'kind'>> {
  const [row] = serverRow.parse(
    await prisma.$queryRaw`
      SELECT clock_timestamp() AS now, split_part(current_setting('server_version'), ' ', 1) AS version,
             (SELECT count(*)::int FROM _prisma_migrations WHERE finished_at IS NOT NULL) AS migrations`,
  )
  if (!row) throw new Error('The database did not say what it is.')
  return row
}

function readBoards(prisma: PrismaClient) {
  return prisma.board.findMany({
    select: {
      id: true,
      slug: true,
      remindedThrough: true,
      workspaces: { select: { platform: true, name: true, sealedTokens: true, workspaceId: true } },
      subscriptions: {
        select: { id: true, channelName: true, nextAt: true, paused: true },
        orderBy: { channelName: 'asc' },
      },
      people: {
        where: { role: 'administrator', active: true, identities: { some: {} } },
        select: { id: true },
        take: 1,
      },
      _count: { select: { people: { where: { role: 'administrator', active: true } } } },
    },
    orderBy: { slug: 'asc' },
  })
}

/** Owners of open actions, by board, who have no account that a message could go to. */
async function readUnreachable(prisma: PrismaClient): Promise<Map<string, number>> {
  const rows = ownerRows.parse(
    await prisma.$queryRaw`
      SELECT p."boardId", count(*)::int AS owners
        FROM "Person" p
       WHERE p."active"
         AND EXISTS (SELECT 1 FROM "Action" a
                      WHERE a."boardId" = p."boardId" AND a."ownerId" = p."id"
                        AND a."status"::text = ANY(${[...openStatuses]}::text[]))
         AND NOT EXISTS (SELECT 1 FROM "ChatIdentity" i WHERE i."boardId" = p."boardId" AND i."personId" = p."id")
       GROUP BY p."boardId"`,
  )
  return new Map(rows.map(({ boardId, owners }) => [boardId, owners]))
}

async function readConversations(prisma: PrismaClient): Promise<z.infer<typeof conversationRows>> {
  return conversationRows.parse(
    await prisma.$queryRaw`
      SELECT "boardId", "platform", "workspaceId", "kind", count(*)::int AS count FROM "ChatConversation"
       GROUP BY "boardId", "platform", "workspaceId", "kind"
       ORDER BY "kind"`,
  )
}

/** Channels of Teams with a digest that the app does not know: it was taken away, or never told that it is there. */
async function readUnknownChannels(prisma: PrismaClient): Promise<Set<string>> {
  const rows = unreachableRows.parse(
    await prisma.$queryRaw`
      SELECT s."id" FROM "Subscription" s
       WHERE s."platform" = 'teams'
         AND NOT EXISTS (SELECT 1 FROM "ChatConversation" c
                          WHERE c."platform" = s."platform" AND c."workspaceId" = s."workspaceId"
                            AND c."conversationId" = s."channelId")`,
  )
  return new Set(rows.map(({ id }) => id))
}

async function readSent(prisma: PrismaClient): Promise<Map<string, Date>> {
  const rows = sentRows.parse(
    await prisma.$queryRaw`
      SELECT "subscriptionId", max("settledAt") AS at FROM "Delivery"
       WHERE "state" = 'sent' AND "subscriptionId" IS NOT NULL AND "settledAt" IS NOT NULL
       GROUP BY "subscriptionId"`,
  )
  return new Map(rows.map(({ subscriptionId, at }) => [subscriptionId, at]))
}

async function readDeliveries(
  prisma: PrismaClient,
  now: Date,
): Promise<Map<string, z.infer<typeof deliveryRows>[number]>> {
  const lateSince = new Date(now.getTime() - late)
  const since = new Date(now.getTime() - troubledDays * 24 * 3_600_000)
  const rows = deliveryRows.parse(
    await prisma.$queryRaw`
      SELECT "boardId",
             count(*) FILTER (WHERE "state" = 'sending' AND "leaseUntil" < ${now})::int AS stuck,
             count(*) FILTER (WHERE "state" = 'pending' AND "dueAt" < ${lateSince})::int AS late,
             min("dueAt") FILTER (WHERE "state" = 'pending' AND "dueAt" < ${lateSince}) AS "oldestLate",
             count(*) FILTER (WHERE "state" = 'uncertain' AND "kind" = 'digest')::int AS uncertain,
             count(*) FILTER (WHERE "state" = 'failed' AND "dueAt" >= ${since})::int AS failed,
             count(*) FILTER (WHERE "state" = 'missed' AND "dueAt" >= ${since})::int AS missed
        FROM "Delivery"
       WHERE "state" IN ('pending', 'sending', 'uncertain') OR "dueAt" >= ${since}
       GROUP BY "boardId"`,
  )
  return new Map(rows.map((row) => [row.boardId, row]))
}
