-- DropIndex
DROP INDEX "ChatIdentity_boardId_platform_workspaceId_userId_key";

-- DropIndex
DROP INDEX "ChatIdentity_platform_workspaceId_userId_idx";

-- AlterTable
ALTER TABLE "ChatIdentity" ADD COLUMN     "pageCommand" TEXT,
ADD COLUMN     "pageOpenedAt" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "ChatWorkspace" (
    "boardId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "platform" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "sealedTokens" TEXT,
    "guests" BOOLEAN NOT NULL DEFAULT false,
    "outsiders" BOOLEAN NOT NULL DEFAULT false,
    "connectedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ChatWorkspace_pkey" PRIMARY KEY ("boardId","id")
);

-- CreateTable
CREATE TABLE "ChatNewcomer" (
    "boardId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "platform" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "displayName" TEXT NOT NULL,
    "seenAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ChatNewcomer_pkey" PRIMARY KEY ("boardId","id")
);

-- CreateTable
CREATE TABLE "ChatInvitation" (
    "boardId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "codeHash" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ChatInvitation_pkey" PRIMARY KEY ("boardId","id")
);

-- CreateTable
CREATE TABLE "ChatReceipt" (
    "key" TEXT NOT NULL,
    "seenAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ChatReceipt_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE UNIQUE INDEX "ChatWorkspace_platform_workspaceId_key" ON "ChatWorkspace"("platform", "workspaceId");

-- CreateIndex
CREATE INDEX "ChatNewcomer_boardId_seenAt_idx" ON "ChatNewcomer"("boardId", "seenAt");

-- CreateIndex
CREATE UNIQUE INDEX "ChatNewcomer_boardId_platform_workspaceId_userId_key" ON "ChatNewcomer"("boardId", "platform", "workspaceId", "userId");

-- CreateIndex
CREATE UNIQUE INDEX "ChatInvitation_codeHash_key" ON "ChatInvitation"("codeHash");

-- CreateIndex
CREATE INDEX "ChatReceipt_seenAt_idx" ON "ChatReceipt"("seenAt");

-- CreateIndex
CREATE UNIQUE INDEX "ChatIdentity_platform_workspaceId_userId_key" ON "ChatIdentity"("platform", "workspaceId", "userId");

-- AddForeignKey
ALTER TABLE "ChatWorkspace" ADD CONSTRAINT "ChatWorkspace_boardId_fkey" FOREIGN KEY ("boardId") REFERENCES "Board"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ChatNewcomer" ADD CONSTRAINT "ChatNewcomer_boardId_fkey" FOREIGN KEY ("boardId") REFERENCES "Board"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ChatInvitation" ADD CONSTRAINT "ChatInvitation_boardId_fkey" FOREIGN KEY ("boardId") REFERENCES "Board"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Receipts are worth nothing after ten minutes: no need to wait for the disk, and a server that crashed may forget them.
ALTER TABLE "ChatReceipt" SET UNLOGGED;
