CREATE TABLE "shift_notices" (
  "person_id" TEXT NOT NULL,
  "shift_id" TEXT NOT NULL,
  "occurrence" TEXT NOT NULL,
  "start_at" TIMESTAMPTZ(3) NOT NULL,
  "kind" TEXT NOT NULL,
  "line_id" TEXT NOT NULL,
  "end_at" TIMESTAMPTZ(3) NOT NULL,
  "due_at" TIMESTAMPTZ(3) NOT NULL,
  "done_at" TIMESTAMPTZ(3),
  "confirmed_at" TIMESTAMPTZ(3),
  CONSTRAINT "shift_notices_pkey" PRIMARY KEY ("person_id", "shift_id", "occurrence", "start_at", "kind")
);
CREATE INDEX "shift_notices_done_at_due_at_idx" ON "shift_notices"("done_at", "due_at");

CREATE TABLE "open_shifts" (
  "id" TEXT NOT NULL,
  "number" INTEGER NOT NULL,
  "shift_id" TEXT NOT NULL,
  "occurrence" TEXT NOT NULL,
  "line_id" TEXT NOT NULL,
  "holder_id" TEXT NOT NULL DEFAULT '',
  "start_at" TIMESTAMPTZ(3) NOT NULL,
  "end_at" TIMESTAMPTZ(3) NOT NULL,
  "state" TEXT NOT NULL DEFAULT 'open',
  "opened_at" TIMESTAMPTZ(3) NOT NULL,
  "closed_at" TIMESTAMPTZ(3),
  CONSTRAINT "open_shifts_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "open_shifts_number_opened_at_idx" ON "open_shifts"("number", "opened_at");
-- What is up is up once, and a number means one shift.
CREATE UNIQUE INDEX "open_shifts_one_per_holder" ON "open_shifts"("shift_id", "occurrence", "holder_id") WHERE "state" = 'open';
CREATE UNIQUE INDEX "open_shifts_one_per_number" ON "open_shifts"("number") WHERE "state" = 'open';

CREATE TABLE "shift_steps" (
  "id" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "person_id" TEXT NOT NULL,
  "open_shift_id" TEXT NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  "before" JSONB,
  "after" JSONB,
  "undone_at" TIMESTAMPTZ(3),
  "undone_by" TEXT,
  CONSTRAINT "shift_steps_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "shift_steps_person_id_at_idx" ON "shift_steps"("person_id", "at");

CREATE TABLE "gap_warnings" (
  "line_id" TEXT NOT NULL,
  "start_at" TIMESTAMPTZ(3) NOT NULL,
  "days" INTEGER NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "gap_warnings_pkey" PRIMARY KEY ("line_id", "start_at", "days")
);

CREATE TABLE "gap_looks" (
  "line_id" TEXT NOT NULL,
  "looked_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "gap_looks_pkey" PRIMARY KEY ("line_id")
);

CREATE TABLE "person_pins" (
  "person_id" TEXT NOT NULL,
  "hash" TEXT NOT NULL,
  "set_at" TIMESTAMPTZ(3) NOT NULL,
  "wrong_in_row" INTEGER NOT NULL DEFAULT 0,
  "locked_until" TIMESTAMPTZ(3),
  CONSTRAINT "person_pins_pkey" PRIMARY KEY ("person_id")
);
