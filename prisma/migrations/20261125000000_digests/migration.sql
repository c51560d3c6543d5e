-- CreateEnum
CREATE TYPE "QuietWeek" AS ENUM ('say', 'silent');

-- CreateEnum
CREATE TYPE "HolidayRule" AS ENUM ('move', 'keep');

-- CreateEnum
CREATE TYPE "ReminderPace" AS ENUM ('every_step', 'due_and_overdue', 'mondays');

-- CreateEnum
CREATE TYPE "DeliveryState" AS ENUM ('pending', 'sending', 'sent', 'uncertain', 'failed', 'missed', 'dropped');

-- AlterTable
ALTER TABLE "Board" ADD COLUMN     "escalation" JSONB,
ADD COLUMN     "remindedThrough" DATE;

-- AlterTable
ALTER TABLE "ChatWorkspace" ADD COLUMN     "quietUntil" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Report" ADD COLUMN     "responseKind" TEXT,
ADD COLUMN     "responseSentOn" DATE;

-- CreateTable
CREATE TABLE "Subscription" (
    "boardId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "platform" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "channelId" TEXT NOT NULL,
    "channelName" TEXT NOT NULL,
    "filters" TEXT NOT NULL DEFAULT '',
    "weekday" INTEGER NOT NULL,
    "minutes" INTEGER NOT NULL,
    "lookAheadDays" INTEGER NOT NULL DEFAULT 14,
    "whenQuiet" "QuietWeek" NOT NULL DEFAULT 'say',
    "onHoliday" "HolidayRule" NOT NULL DEFAULT 'move',
    "pings" BOOLEAN NOT NULL DEFAULT false,
    "nextAt" TIMESTAMPTZ(3),
    "nextPeriod" DATE,
    "paused" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Subscription_pkey" PRIMARY KEY ("boardId","id")
);

-- CreateTable
CREATE TABLE "Delivery" (
    "boardId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "channelId" TEXT,
    "userId" TEXT,
    "subscriptionId" UUID,
    "personId" UUID,
    "period" DATE NOT NULL,
    "subject" JSONB NOT NULL,
    "figures" JSONB,
    "state" "DeliveryState" NOT NULL DEFAULT 'pending',
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "notBefore" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "lease" UUID,
    "leaseUntil" TIMESTAMPTZ(3),
    "messageId" TEXT,
    "messageChannel" TEXT,
    "problem" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "settledAt" TIMESTAMPTZ(3),

    CONSTRAINT "Delivery_pkey" PRIMARY KEY ("boardId","id")
);

-- CreateTable
CREATE TABLE "ReminderChoice" (
    "boardId" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "pace" "ReminderPace" NOT NULL,

    CONSTRAINT "ReminderChoice_pkey" PRIMARY KEY ("boardId","personId")
);

-- CreateTable
CREATE TABLE "ReminderSnooze" (
    "boardId" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "actionId" UUID NOT NULL,
    "until" DATE NOT NULL,

    CONSTRAINT "ReminderSnooze_pkey" PRIMARY KEY ("boardId","personId","actionId")
);

-- CreateTable
CREATE TABLE "Escalation" (
    "boardId" UUID NOT NULL,
    "actionId" UUID NOT NULL,
    "dueOn" DATE NOT NULL,
    "step" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Escalation_pkey" PRIMARY KEY ("boardId","actionId","dueOn","step")
);

-- CreateIndex
CREATE INDEX "Subscription_nextAt_idx" ON "Subscription"("nextAt");

-- CreateIndex
CREATE UNIQUE INDEX "Subscription_platform_workspaceId_channelId_key" ON "Subscription"("platform", "workspaceId", "channelId");

-- CreateIndex
CREATE INDEX "Delivery_state_notBefore_idx" ON "Delivery"("state", "notBefore");

-- CreateIndex
CREATE INDEX "Delivery_boardId_subscriptionId_period_idx" ON "Delivery"("boardId", "subscriptionId", "period");

-- CreateIndex
CREATE INDEX "Delivery_platform_workspaceId_channelId_settledAt_idx" ON "Delivery"("platform", "workspaceId", "channelId", "settledAt");

-- CreateIndex
CREATE UNIQUE INDEX "Delivery_boardId_key_key" ON "Delivery"("boardId", "key");

-- CreateIndex
CREATE INDEX "ReminderSnooze_boardId_actionId_idx" ON "ReminderSnooze"("boardId", "actionId");

-- AddForeignKey
ALTER TABLE "Subscription" ADD CONSTRAINT "Subscription_boardId_fkey" FOREIGN KEY ("boardId") REFERENCES "Board"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Delivery" ADD CONSTRAINT "Delivery_boardId_fkey" FOREIGN KEY ("boardId") REFERENCES "Board"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Delivery" ADD CONSTRAINT "Delivery_boardId_subscriptionId_fkey" FOREIGN KEY ("boardId", "subscriptionId") REFERENCES "Subscription"("boardId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReminderChoice" ADD CONSTRAINT "ReminderChoice_boardId_personId_fkey" FOREIGN KEY ("boardId", "personId") REFERENCES "Person"("boardId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReminderSnooze" ADD CONSTRAINT "ReminderSnooze_boardId_personId_fkey" FOREIGN KEY ("boardId", "personId") REFERENCES "Person"("boardId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReminderSnooze" ADD CONSTRAINT "ReminderSnooze_boardId_actionId_fkey" FOREIGN KEY ("boardId", "actionId") REFERENCES "Action"("boardId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Escalation" ADD CONSTRAINT "Escalation_boardId_actionId_fkey" FOREIGN KEY ("boardId", "actionId") REFERENCES "Action"("boardId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
