-- CreateEnum
CREATE TYPE "Role" AS ENUM ('viewer', 'owner', 'lead', 'administrator');

-- CreateEnum
CREATE TYPE "ActionStatus" AS ENUM ('not_started', 'in_progress', 'blocked', 'complete', 'assured', 'embedded', 'handed_over', 'withdrawn');

-- CreateEnum
CREATE TYPE "Outlook" AS ENUM ('on_track', 'at_risk', 'off_track');

-- CreateEnum
CREATE TYPE "DatePrecision" AS ENUM ('day', 'month');

-- CreateTable
CREATE TABLE "Board" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "scheme" JSONB,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Board_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Organisation" (
    "boardId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "nameKey" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Organisation_pkey" PRIMARY KEY ("boardId","id")
);

-- CreateTable
CREATE TABLE "OrganisationAlias" (
    "boardId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "organisationId" UUID NOT NULL,
    "alias" TEXT NOT NULL,
    "aliasKey" TEXT NOT NULL,

    CONSTRAINT "OrganisationAlias_pkey" PRIMARY KEY ("boardId","id")
);

-- CreateTable
CREATE TABLE "Person" (
    "boardId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "displayName" TEXT NOT NULL,
    "nameKey" TEXT NOT NULL,
    "email" TEXT,
    "jobTitle" TEXT,
    "role" "Role" NOT NULL DEFAULT 'viewer',
    "organisationId" UUID,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Person_pkey" PRIMARY KEY ("boardId","id")
);

-- CreateTable
CREATE TABLE "PersonAlias" (
    "boardId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "alias" TEXT NOT NULL,
    "aliasKey" TEXT NOT NULL,
    "confirmedById" UUID NOT NULL,
    "confirmedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "PersonAlias_pkey" PRIMARY KEY ("boardId","id")
);

-- CreateTable
CREATE TABLE "ChatIdentity" (
    "boardId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "platform" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ChatIdentity_pkey" PRIMARY KEY ("boardId","id")
);

-- CreateTable
CREATE TABLE "Report" (
    "boardId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "area" TEXT,
    "regulator" TEXT,
    "inspectedFrom" DATE,
    "inspectedTo" DATE,
    "publishedOn" DATE,
    "receivedOn" DATE,
    "commissioningBody" TEXT,
    "inspector" TEXT,
    "providers" TEXT[],
    "marking" TEXT,
    "sourceName" TEXT NOT NULL,
    "sourceSha256" TEXT NOT NULL,
    "sourceFormat" TEXT NOT NULL,
    "responseDays" INTEGER,
    "responseFrom" DATE,
    "responseDueOn" DATE,
    "responseProvisional" BOOLEAN NOT NULL DEFAULT false,
    "flags" JSONB NOT NULL,
    "unrecognised" JSONB NOT NULL,
    "importedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "importedById" UUID,

    CONSTRAINT "Report_pkey" PRIMARY KEY ("boardId","id")
);

-- CreateTable
CREATE TABLE "Judgement" (
    "boardId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "reportId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "section" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "grade" TEXT NOT NULL,

    CONSTRAINT "Judgement_pkey" PRIMARY KEY ("boardId","id")
);

-- CreateTable
CREATE TABLE "Finding" (
    "boardId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "reportId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "number" TEXT NOT NULL,
    "heading" TEXT,
    "text" TEXT NOT NULL,
    "line" INTEGER NOT NULL,

    CONSTRAINT "Finding_pkey" PRIMARY KEY ("boardId","id")
);

-- CreateTable
CREATE TABLE "Recommendation" (
    "boardId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "reportId" UUID NOT NULL,
    "ref" TEXT NOT NULL,
    "refSort" TEXT NOT NULL,
    "numberInReport" TEXT,
    "position" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "timescaleRaw" TEXT,
    "timescaleMonths" INTEGER,
    "baseDate" DATE,
    "baseBasis" TEXT,
    "dueOn" DATE,
    "joint" BOOLEAN,
    "jointBasis" TEXT,
    "line" INTEGER,
    "flags" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Recommendation_pkey" PRIMARY KEY ("boardId","id")
);

-- CreateTable
CREATE TABLE "RecommendationOrganisation" (
    "boardId" UUID NOT NULL,
    "recommendationId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "asWritten" TEXT NOT NULL,
    "organisationId" UUID,

    CONSTRAINT "RecommendationOrganisation_pkey" PRIMARY KEY ("boardId","recommendationId","position")
);

-- CreateTable
CREATE TABLE "Action" (
    "boardId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "recommendationId" UUID NOT NULL,
    "ref" TEXT NOT NULL,
    "refSort" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "leadOrganisationId" UUID,
    "leadAsWritten" TEXT,
    "ownerId" UUID,
    "ownerAsWritten" TEXT,
    "originalDueOn" DATE,
    "dueOn" DATE,
    "dueAsWritten" TEXT,
    "duePrecision" "DatePrecision",
    "status" "ActionStatus" NOT NULL DEFAULT 'not_started',
    "outlook" "Outlook" NOT NULL DEFAULT 'on_track',
    "outlookReason" TEXT,
    "blockers" TEXT,
    "lastProgressOn" DATE,
    "completedOn" DATE,
    "progressAsWritten" TEXT,
    "evidenceAsWritten" TEXT,
    "flags" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Action_pkey" PRIMARY KEY ("boardId","id")
);

-- CreateTable
CREATE TABLE "ActionContributor" (
    "boardId" UUID NOT NULL,
    "actionId" UUID NOT NULL,
    "personId" UUID NOT NULL,

    CONSTRAINT "ActionContributor_pkey" PRIMARY KEY ("boardId","actionId","personId")
);

-- CreateTable
CREATE TABLE "ActionName" (
    "boardId" UUID NOT NULL,
    "actionId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "asWritten" TEXT NOT NULL,
    "nameKey" TEXT NOT NULL,
    "personId" UUID,

    CONSTRAINT "ActionName_pkey" PRIMARY KEY ("boardId","actionId","position")
);

-- CreateTable
CREATE TABLE "ActionOrganisation" (
    "boardId" UUID NOT NULL,
    "actionId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "asWritten" TEXT NOT NULL,
    "organisationId" UUID,

    CONSTRAINT "ActionOrganisation_pkey" PRIMARY KEY ("boardId","actionId","position")
);

-- CreateTable
CREATE TABLE "ProgressUpdate" (
    "boardId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "actionId" UUID NOT NULL,
    "authorId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "narrative" TEXT NOT NULL,
    "status" "ActionStatus" NOT NULL,
    "outlook" "Outlook" NOT NULL,
    "blockers" TEXT,

    CONSTRAINT "ProgressUpdate_pkey" PRIMARY KEY ("boardId","id")
);

-- CreateTable
CREATE TABLE "Evidence" (
    "boardId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "actionId" UUID NOT NULL,
    "addedById" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "title" TEXT NOT NULL,
    "url" TEXT,

    CONSTRAINT "Evidence_pkey" PRIMARY KEY ("boardId","id")
);

-- CreateTable
CREATE TABLE "AuditEvent" (
    "boardId" UUID NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actorId" UUID,
    "actorName" TEXT NOT NULL,
    "face" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "subjectId" UUID NOT NULL,
    "subjectRef" TEXT NOT NULL,
    "subjectVersion" INTEGER,
    "before" JSONB,
    "after" JSONB,

    CONSTRAINT "AuditEvent_pkey" PRIMARY KEY ("boardId","seq")
);

-- CreateIndex
CREATE UNIQUE INDEX "Board_slug_key" ON "Board"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "Organisation_boardId_nameKey_key" ON "Organisation"("boardId", "nameKey");

-- CreateIndex
CREATE INDEX "OrganisationAlias_boardId_organisationId_idx" ON "OrganisationAlias"("boardId", "organisationId");

-- CreateIndex
CREATE UNIQUE INDEX "OrganisationAlias_boardId_aliasKey_key" ON "OrganisationAlias"("boardId", "aliasKey");

-- CreateIndex
CREATE INDEX "Person_boardId_nameKey_idx" ON "Person"("boardId", "nameKey");

-- CreateIndex
CREATE UNIQUE INDEX "Person_boardId_email_key" ON "Person"("boardId", "email");

-- CreateIndex
CREATE INDEX "PersonAlias_boardId_personId_idx" ON "PersonAlias"("boardId", "personId");

-- CreateIndex
CREATE UNIQUE INDEX "PersonAlias_boardId_aliasKey_key" ON "PersonAlias"("boardId", "aliasKey");

-- CreateIndex
CREATE INDEX "ChatIdentity_platform_workspaceId_userId_idx" ON "ChatIdentity"("platform", "workspaceId", "userId");

-- CreateIndex
CREATE INDEX "ChatIdentity_boardId_personId_idx" ON "ChatIdentity"("boardId", "personId");

-- CreateIndex
CREATE UNIQUE INDEX "ChatIdentity_boardId_platform_workspaceId_userId_key" ON "ChatIdentity"("boardId", "platform", "workspaceId", "userId");

-- CreateIndex
CREATE UNIQUE INDEX "Report_boardId_sourceSha256_key" ON "Report"("boardId", "sourceSha256");

-- CreateIndex
CREATE UNIQUE INDEX "Judgement_boardId_reportId_position_key" ON "Judgement"("boardId", "reportId", "position");

-- CreateIndex
CREATE UNIQUE INDEX "Finding_boardId_reportId_position_key" ON "Finding"("boardId", "reportId", "position");

-- CreateIndex
CREATE INDEX "Recommendation_boardId_refSort_idx" ON "Recommendation"("boardId", "refSort");

-- CreateIndex
CREATE UNIQUE INDEX "Recommendation_boardId_ref_key" ON "Recommendation"("boardId", "ref");

-- CreateIndex
CREATE UNIQUE INDEX "Recommendation_boardId_reportId_position_key" ON "Recommendation"("boardId", "reportId", "position");

-- CreateIndex
CREATE INDEX "RecommendationOrganisation_boardId_organisationId_idx" ON "RecommendationOrganisation"("boardId", "organisationId");

-- CreateIndex
CREATE INDEX "Action_boardId_ownerId_status_dueOn_idx" ON "Action"("boardId", "ownerId", "status", "dueOn");

-- CreateIndex
CREATE INDEX "Action_boardId_status_dueOn_refSort_idx" ON "Action"("boardId", "status", "dueOn", "refSort");

-- CreateIndex
CREATE INDEX "Action_boardId_recommendationId_idx" ON "Action"("boardId", "recommendationId");

-- CreateIndex
CREATE INDEX "Action_boardId_leadOrganisationId_status_idx" ON "Action"("boardId", "leadOrganisationId", "status");

-- CreateIndex
CREATE UNIQUE INDEX "Action_boardId_ref_key" ON "Action"("boardId", "ref");

-- CreateIndex
CREATE INDEX "ActionContributor_boardId_personId_idx" ON "ActionContributor"("boardId", "personId");

-- CreateIndex
CREATE INDEX "ActionName_boardId_nameKey_idx" ON "ActionName"("boardId", "nameKey");

-- CreateIndex
CREATE INDEX "ActionName_boardId_personId_idx" ON "ActionName"("boardId", "personId");

-- CreateIndex
CREATE INDEX "ActionOrganisation_boardId_organisationId_idx" ON "ActionOrganisation"("boardId", "organisationId");

-- CreateIndex
CREATE INDEX "ProgressUpdate_boardId_actionId_at_idx" ON "ProgressUpdate"("boardId", "actionId", "at");

-- CreateIndex
CREATE INDEX "Evidence_boardId_actionId_at_idx" ON "Evidence"("boardId", "actionId", "at");

-- CreateIndex
CREATE INDEX "AuditEvent_boardId_subjectId_seq_idx" ON "AuditEvent"("boardId", "subjectId", "seq");

-- AddForeignKey
ALTER TABLE "Organisation" ADD CONSTRAINT "Organisation_boardId_fkey" FOREIGN KEY ("boardId") REFERENCES "Board"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OrganisationAlias" ADD CONSTRAINT "OrganisationAlias_boardId_organisationId_fkey" FOREIGN KEY ("boardId", "organisationId") REFERENCES "Organisation"("boardId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Person" ADD CONSTRAINT "Person_boardId_fkey" FOREIGN KEY ("boardId") REFERENCES "Board"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Person" ADD CONSTRAINT "Person_boardId_organisationId_fkey" FOREIGN KEY ("boardId", "organisationId") REFERENCES "Organisation"("boardId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PersonAlias" ADD CONSTRAINT "PersonAlias_boardId_personId_fkey" FOREIGN KEY ("boardId", "personId") REFERENCES "Person"("boardId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PersonAlias" ADD CONSTRAINT "PersonAlias_boardId_confirmedById_fkey" FOREIGN KEY ("boardId", "confirmedById") REFERENCES "Person"("boardId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ChatIdentity" ADD CONSTRAINT "ChatIdentity_boardId_personId_fkey" FOREIGN KEY ("boardId", "personId") REFERENCES "Person"("boardId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Report" ADD CONSTRAINT "Report_boardId_fkey" FOREIGN KEY ("boardId") REFERENCES "Board"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Judgement" ADD CONSTRAINT "Judgement_boardId_reportId_fkey" FOREIGN KEY ("boardId", "reportId") REFERENCES "Report"("boardId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Finding" ADD CONSTRAINT "Finding_boardId_reportId_fkey" FOREIGN KEY ("boardId", "reportId") REFERENCES "Report"("boardId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Recommendation" ADD CONSTRAINT "Recommendation_boardId_reportId_fkey" FOREIGN KEY ("boardId", "reportId") REFERENCES "Report"("boardId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RecommendationOrganisation" ADD CONSTRAINT "RecommendationOrganisation_boardId_recommendationId_fkey" FOREIGN KEY ("boardId", "recommendationId") REFERENCES "Recommendation"("boardId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RecommendationOrganisation" ADD CONSTRAINT "RecommendationOrganisation_boardId_organisationId_fkey" FOREIGN KEY ("boardId", "organisationId") REFERENCES "Organisation"("boardId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Action" ADD CONSTRAINT "Action_boardId_recommendationId_fkey" FOREIGN KEY ("boardId", "recommendationId") REFERENCES "Recommendation"("boardId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Action" ADD CONSTRAINT "Action_boardId_leadOrganisationId_fkey" FOREIGN KEY ("boardId", "leadOrganisationId") REFERENCES "Organisation"("boardId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Action" ADD CONSTRAINT "Action_boardId_ownerId_fkey" FOREIGN KEY ("boardId", "ownerId") REFERENCES "Person"("boardId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ActionContributor" ADD CONSTRAINT "ActionContributor_boardId_actionId_fkey" FOREIGN KEY ("boardId", "actionId") REFERENCES "Action"("boardId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ActionContributor" ADD CONSTRAINT "ActionContributor_boardId_personId_fkey" FOREIGN KEY ("boardId", "personId") REFERENCES "Person"("boardId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ActionName" ADD CONSTRAINT "ActionName_boardId_actionId_fkey" FOREIGN KEY ("boardId", "actionId") REFERENCES "Action"("boardId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ActionName" ADD CONSTRAINT "ActionName_boardId_personId_fkey" FOREIGN KEY ("boardId", "personId") REFERENCES "Person"("boardId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ActionOrganisation" ADD CONSTRAINT "ActionOrganisation_boardId_actionId_fkey" FOREIGN KEY ("boardId", "actionId") REFERENCES "Action"("boardId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ActionOrganisation" ADD CONSTRAINT "ActionOrganisation_boardId_organisationId_fkey" FOREIGN KEY ("boardId", "organisationId") REFERENCES "Organisation"("boardId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProgressUpdate" ADD CONSTRAINT "ProgressUpdate_boardId_actionId_fkey" FOREIGN KEY ("boardId", "actionId") REFERENCES "Action"("boardId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProgressUpdate" ADD CONSTRAINT "ProgressUpdate_boardId_authorId_fkey" FOREIGN KEY ("boardId", "authorId") REFERENCES "Person"("boardId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Evidence" ADD CONSTRAINT "Evidence_boardId_actionId_fkey" FOREIGN KEY ("boardId", "actionId") REFERENCES "Action"("boardId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Evidence" ADD CONSTRAINT "Evidence_boardId_addedById_fkey" FOREIGN KEY ("boardId", "addedById") REFERENCES "Person"("boardId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
