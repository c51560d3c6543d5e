-- What the schema language cannot say, kept apart so that generated migrations never touch it.

-- Reference order ('0004.0009' before '0004.0010') must not depend on the server's locale.
ALTER TABLE "Recommendation" ALTER COLUMN "refSort" TYPE TEXT COLLATE "C";
ALTER TABLE "Action" ALTER COLUMN "refSort" TYPE TEXT COLLATE "C";

-- The audit trail is append-only, whoever holds the connection.
CREATE FUNCTION "refuse_audit_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'The audit trail is append-only: % on "AuditEvent" is refused.', TG_OP
    USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER "AuditEvent_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "AuditEvent"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_audit_change"();

-- The original due date is kept for ever: set once, never changed.
CREATE FUNCTION "refuse_original_due_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'The original due date of an action is kept: revise "dueOn" instead.'
    USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER "Action_original_due_kept" BEFORE UPDATE OF "originalDueOn" ON "Action"
  FOR EACH ROW WHEN (OLD."originalDueOn" IS NOT NULL AND NEW."originalDueOn" IS DISTINCT FROM OLD."originalDueOn")
  EXECUTE FUNCTION "refuse_original_due_change"();

-- Full text search, over expressions so that no stored column can drift from its text.
CREATE INDEX "Recommendation_search" ON "Recommendation" USING gin (to_tsvector('english', "text"));
CREATE INDEX "Action_search" ON "Action" USING gin (to_tsvector('english', "text"));
CREATE INDEX "ProgressUpdate_search" ON "ProgressUpdate" USING gin (to_tsvector('english', "narrative"));
CREATE INDEX "Finding_search" ON "Finding" USING gin (to_tsvector('english', "text"));
