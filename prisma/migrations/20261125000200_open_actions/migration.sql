-- What is open is little beside what is finished, and nearly all that is asked for. These serve who asks for it in these
-- very words, as src/db/action-order.ts does: the first tells what is open of all that somebody ever contributed to,
-- where the key would fetch each row; the second counts what is due in a tenth of the pages.
CREATE INDEX "Action_open" ON "Action" ("boardId", "id")
  WHERE "status" IN ('not_started', 'in_progress', 'blocked', 'handed_over');
CREATE INDEX "Action_open_due" ON "Action" ("boardId", "dueOn")
  WHERE "status" IN ('not_started', 'in_progress', 'blocked', 'handed_over');
