-- A block set in the browser: by whom, when, of which contact and how long its key tells who it is; whether its caller objects; and of which review date a coordinator was reminded.
ALTER TABLE "blocks" ADD COLUMN "set_by" TEXT,
  ADD COLUMN "set_at" TIMESTAMPTZ(3),
  ADD COLUMN "contact_id" TEXT,
  ADD COLUMN "known_until" TIMESTAMPTZ(3),
  ADD COLUMN "objected_at" TIMESTAMPTZ(3),
  ADD COLUMN "objection_by" TEXT,
  ADD COLUMN "review_told" TEXT;
