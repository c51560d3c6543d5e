import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { ChatAddress, Conversation, Conversations, Workspace } from '../core/ports.ts'
import type { Prisma, PrismaClient } from './generated/client.ts'

type Place = Pick<Workspace, 'platform' | 'workspaceId'>

const selected = {
  platform: true,
  workspaceId: true,
  conversationId: true,
  kind: true,
  teamId: true,
  userId: true,
  accountId: true,
  botId: true,
  serviceUrl: true,
} as const satisfies Prisma.ChatConversationSelect

const rowSchema = z.object({
  platform: z.enum(['slack', 'teams']),
  workspaceId: z.string(),
  conversationId: z.string(),
  kind: z.enum(['personal', 'group', 'channel']),
  teamId: z.string().nullable(),
  userId: z.string().nullable(),
  accountId: z.string().nullable(),
  botId: z.string(),
  serviceUrl: z.string(),
})

/** Which conversations the app is in. `now` is the clock. */
export function createConversations(prisma: PrismaClient, now: () => Date): Conversations {
  const first = async (where: Prisma.ChatConversationWhereInput): Promise<Conversation | null> => {
    const row = await prisma.chatConversation.findFirst({
      where,
      select: selected,
      orderBy: { heardAt: 'desc' },
    })
    return row && rowSchema.parse(row)
  }
  const inside = ({ platform, workspaceId }: Place) => ({ platform, workspaceId })
  return {
    async remember({ kind, teamId, userId, accountId, botId, serviceUrl, ...conversation }) {
      const { platform, workspaceId, conversationId } = conversation
      // The board is the workspace's, whatever it was when the conversation was first heard of.
      await prisma.$executeRaw`
        INSERT INTO "ChatConversation" ("boardId", "id", "platform", "workspaceId", "conversationId", "kind", "teamId",
                                        "userId", "accountId", "botId", "serviceUrl", "heardAt")
        SELECT w."boardId", ${randomUUID()}::uuid, w."platform", w."workspaceId", ${conversationId}, ${kind}, ${teamId},
               ${userId}, ${accountId}, ${botId}, ${serviceUrl}, ${now()}
          FROM "ChatWorkspace" w
         WHERE w."platform" = ${platform} AND w."workspaceId" = ${workspaceId}
        ON CONFLICT ("platform", "workspaceId", "conversationId") DO UPDATE
          SET "boardId" = excluded."boardId", "kind" = excluded."kind",
              "teamId" = coalesce(excluded."teamId", "ChatConversation"."teamId"),
              "userId" = coalesce(excluded."userId", "ChatConversation"."userId"),
              "accountId" = CASE WHEN excluded."userId" IS NULL THEN "ChatConversation"."accountId"
                                 ELSE excluded."accountId" END,
              "botId" = excluded."botId",
              "serviceUrl" = excluded."serviceUrl", "heardAt" = excluded."heardAt"`
    },
    at: (place, conversationId) => first({ ...inside(place), conversationId }),
    withPerson: ({ userId, ...place }: ChatAddress) => first({ ...inside(place), userId, kind: 'personal' }),
    latest: (place) => first(inside(place)),
    async forget(place, conversationId) {
      await prisma.chatConversation.deleteMany({ where: { ...inside(place), conversationId } })
    },
  }
}
