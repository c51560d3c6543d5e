-- What somebody has contributed to is finished for the most part: this small index tells what is open of it, where the
-- key would fetch each row. Its condition is that of `openOnly` in src/db/action-order.ts, letter by letter.
CREATE INDEX "Action_open" ON "Action" ("boardId", "id")
  WHERE "status" IN ('not_started', 'in_progress', 'blocked', 'handed_over');
