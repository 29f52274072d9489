ALTER TABLE "open_shifts"
  ADD COLUMN "asked_many" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "taken_by" TEXT,
  DROP CONSTRAINT "open_shifts_state_word",
  ADD CONSTRAINT "open_shifts_state_word" CHECK ("state" IN ('open', 'offered', 'waiting', 'taken', 'withdrawn', 'over')) NOT VALID;

CREATE TABLE "offer_asks" (
  "open_shift_id" TEXT NOT NULL,
  "person_id" TEXT NOT NULL,
  "for_shift_id" TEXT NOT NULL,
  "for_occurrence" TEXT NOT NULL,
  "for_line_id" TEXT NOT NULL,
  "for_start_at" TIMESTAMPTZ(3) NOT NULL,
  "for_end_at" TIMESTAMPTZ(3) NOT NULL,
  "left_at" TIMESTAMPTZ(3),
  CONSTRAINT "offer_asks_pkey" PRIMARY KEY ("open_shift_id", "person_id"),
  CONSTRAINT "offer_asks_open_shift_id_fkey" FOREIGN KEY ("open_shift_id") REFERENCES "open_shifts"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "offer_asks_person_id_idx" ON "offer_asks"("person_id");

CREATE TABLE "shift_moves" (
  "id" TEXT NOT NULL,
  "open_shift_id" TEXT NOT NULL,
  "person_id" TEXT NOT NULL,
  "asked_at" TIMESTAMPTZ(3) NOT NULL,
  "over_cap" JSONB,
  "state" TEXT NOT NULL DEFAULT 'waiting',
  "decided_by" TEXT,
  "decided_at" TIMESTAMPTZ(3),
  "reason" TEXT,
  CONSTRAINT "shift_moves_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "shift_moves_words" CHECK ("state" IN ('waiting', 'approved', 'refused', 'withdrawn', 'over')),
  CONSTRAINT "shift_moves_whole" CHECK (("state" = 'waiting') = ("decided_at" IS NULL)),
  CONSTRAINT "shift_moves_open_shift_id_fkey" FOREIGN KEY ("open_shift_id") REFERENCES "open_shifts"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "shift_moves_one_waiting" ON "shift_moves"("open_shift_id") WHERE "state" = 'waiting';
CREATE INDEX "shift_moves_open_shift_id_idx" ON "shift_moves"("open_shift_id");
CREATE INDEX "shift_moves_state_asked_at_idx" ON "shift_moves"("state", "asked_at");

CREATE TABLE "line_approvals" (
  "line_id" TEXT NOT NULL,
  "moves" BOOLEAN NOT NULL DEFAULT false,
  "time_off" BOOLEAN NOT NULL DEFAULT false,
  "set_by" TEXT NOT NULL,
  "set_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "line_approvals_pkey" PRIMARY KEY ("line_id")
);

CREATE TABLE "time_off_asks" (
  "id" TEXT NOT NULL,
  "person_id" TEXT NOT NULL,
  "from_date" TEXT NOT NULL,
  "to_date" TEXT NOT NULL,
  "line_id" TEXT NOT NULL,
  "asked_at" TIMESTAMPTZ(3) NOT NULL,
  "state" TEXT NOT NULL DEFAULT 'waiting',
  "decided_by" TEXT,
  "decided_at" TIMESTAMPTZ(3),
  "reason" TEXT,
  CONSTRAINT "time_off_asks_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "time_off_asks_words" CHECK ("state" IN ('waiting', 'approved', 'refused', 'withdrawn')),
  CONSTRAINT "time_off_asks_whole" CHECK (("state" = 'waiting') = ("decided_at" IS NULL))
);
CREATE UNIQUE INDEX "time_off_asks_one_waiting" ON "time_off_asks"("person_id", "from_date", "to_date") WHERE "state" = 'waiting';
CREATE INDEX "time_off_asks_person_id_idx" ON "time_off_asks"("person_id");
CREATE INDEX "time_off_asks_state_asked_at_idx" ON "time_off_asks"("state", "asked_at");

CREATE TABLE "person_notices" (
  "person_id" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "about_id" TEXT NOT NULL,
  "line_id" TEXT NOT NULL,
  "due_at" TIMESTAMPTZ(3) NOT NULL,
  "done_at" TIMESTAMPTZ(3),
  CONSTRAINT "person_notices_pkey" PRIMARY KEY ("person_id", "kind", "about_id")
);
CREATE INDEX "person_notices_done_at_due_at_idx" ON "person_notices"("done_at", "due_at");
