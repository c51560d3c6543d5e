import type { Pages, Receipts, TokenShelf } from '../core/ports.ts'
import type { PrismaClient } from './generated/client.ts'

/** How long a receipt is kept, in milliseconds: longer than any platform sends a thing again. */
const receiptKept = 15 * 60_000
/** How often a process sweeps old receipts out, in milliseconds; and at its first, for what the last one left. */
const sweepEvery = 10 * 60_000
/** A page that nobody has opened for this long is not kept current, in milliseconds. */
const pageKept = 7 * 24 * 3_600_000

/** What has come in lately. One insert decides, whichever process it reaches. */
export function createReceipts(prisma: PrismaClient, now: () => Date): Receipts {
  let sweptAt = Number.NEGATIVE_INFINITY
  return {
    async first(key) {
      const at = now()
      if (at.getTime() - sweptAt >= sweepEvery) {
        sweptAt = at.getTime()
        await sweep(prisma, at)
      }
      const rows = await prisma.$executeRaw`
        INSERT INTO "ChatReceipt" ("key", "seenAt") VALUES (${key}, ${at})
        ON CONFLICT ("key") DO NOTHING`
      return rows === 1
    },
    async forget(key) {
      await prisma.chatReceipt.deleteMany({ where: { key } })
    },
  }
}

async function sweep(prisma: PrismaClient, now: Date): Promise<void> {
  await prisma.chatReceipt.deleteMany({ where: { seenAt: { lt: new Date(now.getTime() - receiptKept) } } })
}

/** Sealed tokens, on the row of their workspace: a workspace nobody connected has no shelf. */
export function createTokenShelf(prisma: PrismaClient): TokenShelf {
  return {
    async put({ platform, workspaceId }, sealed) {
      await prisma.chatWorkspace.update({
        where: { platform_workspaceId: { platform, workspaceId } },
        data: { sealedTokens: sealed },
        select: { id: true },
      })
    },
    async get({ platform, workspaceId }) {
      const row = await prisma.chatWorkspace.findUnique({
        where: { platform_workspaceId: { platform, workspaceId } },
        select: { sealedTokens: true },
      })
      return row?.sealedTokens ?? null
    },
    async remove({ platform, workspaceId }) {
      await prisma.chatWorkspace.updateMany({
        where: { platform, workspaceId },
        data: { sealedTokens: null },
      })
    },
  }
}

/** Which personal pages are open. */
export function createPages(prisma: PrismaClient, now: () => Date): Pages {
  return {
    async opened({ platform, workspaceId, userId }, command) {
      await prisma.chatIdentity.updateMany({
        where: { platform, workspaceId, userId },
        data: { pageCommand: command, pageOpenedAt: now() },
      })
    },
    async of({ platform, workspaceId }, people) {
      if (people.length === 0) return []
      const rows = await prisma.chatIdentity.findMany({
        where: {
          platform,
          workspaceId,
          personId: { in: [...people] },
          pageOpenedAt: { gte: new Date(now().getTime() - pageKept) },
        },
        select: { userId: true, pageCommand: true },
        orderBy: [{ pageOpenedAt: 'desc' }, { id: 'asc' }],
      })
      return rows.map(({ userId, pageCommand }) => ({ userId, command: pageCommand ?? '' }))
    },
  }
}
