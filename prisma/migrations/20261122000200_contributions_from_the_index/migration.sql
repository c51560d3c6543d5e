-- What a person contributes to grows for years: with the action's id in it, the index alone answers.

-- DropIndex
DROP INDEX "ActionContributor_boardId_personId_idx";

-- CreateIndex
CREATE INDEX "ActionContributor_boardId_personId_actionId_idx" ON "ActionContributor"("boardId", "personId", "actionId");
