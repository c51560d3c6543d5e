-- DropIndex
DROP INDEX "Delivery_platform_workspaceId_channelId_settledAt_idx";

-- AlterTable
ALTER TABLE "Delivery" ADD COLUMN     "absences" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "lookAt" TIMESTAMPTZ(3),
ADD COLUMN     "triedAt" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "Delivery_state_lookAt_idx" ON "Delivery"("state", "lookAt");

-- What the schema language cannot say: a conversation is one channel, or one person.

-- Two processes never send to one conversation at once, whatever each of them saw when it chose.
CREATE UNIQUE INDEX "Delivery_one_sending" ON "Delivery"("platform", "workspaceId", coalesce("channelId", "userId"))
  WHERE "state" = 'sending';

-- When a conversation was last told: one message a second.
CREATE INDEX "Delivery_last_told" ON "Delivery"("platform", "workspaceId", coalesce("channelId", "userId"), "settledAt");
