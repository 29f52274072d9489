ALTER TABLE "open_shifts"
  ADD COLUMN "offered_to" TEXT,
  ADD COLUMN "expires_at" TIMESTAMPTZ(3),
  ADD COLUMN "for_shift_id" TEXT,
  ADD COLUMN "for_occurrence" TEXT,
  ADD COLUMN "for_line_id" TEXT,
  ADD COLUMN "for_start_at" TIMESTAMPTZ(3),
  ADD COLUMN "for_end_at" TIMESTAMPTZ(3),
  DROP CONSTRAINT "open_shifts_state_word",
  ADD CONSTRAINT "open_shifts_state_word" CHECK ("state" IN ('open', 'offered', 'taken', 'withdrawn', 'over')) NOT VALID;

ALTER TABLE "shift_steps"
  ADD COLUMN "other_before" JSONB,
  ADD COLUMN "other_after" JSONB;
