-- Which records of the organisation a change touched, so that a running process reads these and not all.
CREATE TABLE "organisation_changes" (
    "seq" BIGSERIAL NOT NULL,
    "record" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "organisation_changes_pkey" PRIMARY KEY ("seq"),
    CONSTRAINT "organisation_changes_record" CHECK ("record" IN ('organisation', 'line', 'person', 'shift', 'order'))
);

-- Whoever writes these tables, a process of the release before included, leaves its trace: TG_ARGV[0] names the record and
-- TG_ARGV[1] the column with its id. Where one changed its place among the others,
-- or came back to them, their order is another.
CREATE FUNCTION note_organisation_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW *= OLD THEN
    RETURN NULL;
  END IF;
  IF TG_OP = 'UPDATE' AND TG_NARGS > 2 THEN
    IF NEW.position <> OLD.position OR (OLD.retired_at IS NOT NULL AND NEW.retired_at IS NULL) THEN
      INSERT INTO organisation_changes (record, subject) VALUES ('order', '');
    END IF;
  END IF;
  INSERT INTO organisation_changes (record, subject)
    VALUES (TG_ARGV[0], CASE WHEN TG_OP = 'DELETE' THEN to_jsonb(OLD) ->> TG_ARGV[1] ELSE to_jsonb(NEW) ->> TG_ARGV[1] END);
  RETURN NULL;
END $$;

CREATE TRIGGER organisation_change AFTER INSERT OR UPDATE ON "organisation" FOR EACH ROW EXECUTE FUNCTION note_organisation_change('organisation', 'id');
CREATE TRIGGER organisation_change AFTER INSERT OR UPDATE OR DELETE ON "lines" FOR EACH ROW EXECUTE FUNCTION note_organisation_change('line', 'id', 'ordered');
CREATE TRIGGER organisation_change AFTER INSERT OR UPDATE OR DELETE ON "closures" FOR EACH ROW EXECUTE FUNCTION note_organisation_change('line', 'line_id');
CREATE TRIGGER organisation_change AFTER INSERT OR UPDATE OR DELETE ON "people" FOR EACH ROW EXECUTE FUNCTION note_organisation_change('person', 'id', 'ordered');
CREATE TRIGGER organisation_change AFTER INSERT OR UPDATE OR DELETE ON "training" FOR EACH ROW EXECUTE FUNCTION note_organisation_change('person', 'person_id');
CREATE TRIGGER organisation_change AFTER INSERT OR UPDATE OR DELETE ON "dropped_tags" FOR EACH ROW EXECUTE FUNCTION note_organisation_change('person', 'person_id');
CREATE TRIGGER organisation_change AFTER INSERT OR UPDATE OR DELETE ON "added_tags" FOR EACH ROW EXECUTE FUNCTION note_organisation_change('person', 'person_id');
CREATE TRIGGER organisation_change AFTER INSERT OR UPDATE OR DELETE ON "time_off" FOR EACH ROW EXECUTE FUNCTION note_organisation_change('person', 'person_id');
CREATE TRIGGER organisation_change AFTER INSERT OR UPDATE OR DELETE ON "shifts" FOR EACH ROW EXECUTE FUNCTION note_organisation_change('shift', 'id', 'ordered');
CREATE TRIGGER organisation_change AFTER INSERT OR UPDATE OR DELETE ON "shift_changes" FOR EACH ROW EXECUTE FUNCTION note_organisation_change('shift', 'shift_id');
CREATE TRIGGER organisation_change AFTER INSERT OR UPDATE OR DELETE ON "assignments" FOR EACH ROW EXECUTE FUNCTION note_organisation_change('shift', 'shift_id');
