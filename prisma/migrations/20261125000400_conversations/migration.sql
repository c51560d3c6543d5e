-- Conversations the app is in, for a platform where nothing can be said without knowing them.
-- CreateTable
CREATE TABLE "ChatConversation" (
    "boardId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "platform" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "conversationId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "teamId" TEXT,
    "userId" TEXT,
    "accountId" TEXT,
    "botId" TEXT NOT NULL,
    "serviceUrl" TEXT NOT NULL,
    "heardAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ChatConversation_pkey" PRIMARY KEY ("boardId","id")
);

-- CreateIndex
CREATE INDEX "ChatConversation_platform_workspaceId_userId_idx" ON "ChatConversation"("platform", "workspaceId", "userId");

-- CreateIndex
CREATE INDEX "ChatConversation_platform_workspaceId_heardAt_idx" ON "ChatConversation"("platform", "workspaceId", "heardAt");

-- CreateIndex
CREATE UNIQUE INDEX "ChatConversation_platform_workspaceId_conversationId_key" ON "ChatConversation"("platform", "workspaceId", "conversationId");

-- AddForeignKey
ALTER TABLE "ChatConversation" ADD CONSTRAINT "ChatConversation_boardId_fkey" FOREIGN KEY ("boardId") REFERENCES "Board"("id") ON DELETE RESTRICT ON UPDATE CASCADE;