-- Who said something of being available in which transaction, so that a running process reads these and not what everybody said.
CREATE TABLE "availability_changes" (
    "person_id" TEXT NOT NULL,
    "changed_in" BIGINT NOT NULL,

    CONSTRAINT "availability_changes_pkey" PRIMARY KEY ("person_id")
);

CREATE INDEX "availability_changes_changed_in_idx" ON "availability_changes"("changed_in");

-- A few rows that are written again and again: a thousand dead ones are enough to tidy up.
ALTER TABLE "availability_changes" SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

-- Whoever writes, a process of the release before included, leaves its trace.
CREATE FUNCTION note_availability_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO availability_changes (person_id, changed_in)
    SELECT DISTINCT person_id, pg_current_xact_id()::text::bigint FROM unnest(ARRAY[OLD.person_id, NEW.person_id]) person_id WHERE person_id IS NOT NULL
    ON CONFLICT (person_id) DO UPDATE SET changed_in = EXCLUDED.changed_in;
  RETURN NULL;
END $$;

CREATE TRIGGER availability_change AFTER INSERT OR UPDATE OR DELETE ON "availability" FOR EACH ROW EXECUTE FUNCTION note_availability_change();
