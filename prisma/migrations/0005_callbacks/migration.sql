CREATE TABLE "callbacks" (
  "id" TEXT NOT NULL,
  "line_id" TEXT NOT NULL,
  "state" TEXT NOT NULL,
  "via" TEXT NOT NULL,
  "timed" BOOLEAN NOT NULL,
  "keyed_in" BOOLEAN NOT NULL,
  "message_ok" BOOLEAN NOT NULL,
  "text_ok" BOOLEAN NOT NULL,
  "language" TEXT NOT NULL,
  "wish" TEXT,
  "time_zone" TEXT,
  "caller_key" TEXT NOT NULL,
  "lasting_key" TEXT,
  "number_key" TEXT,
  "number_sealed" TEXT,
  "asker_key" TEXT,
  "asked_in" TEXT,
  "rank_at" TIMESTAMPTZ(3) NOT NULL,
  "last_in_line" BOOLEAN NOT NULL,
  "promised_at" TIMESTAMPTZ(3) NOT NULL,
  "due_at" TIMESTAMPTZ(3) NOT NULL,
  "until_at" TIMESTAMPTZ(3) NOT NULL,
  "next_at" TIMESTAMPTZ(3),
  "attempts" INTEGER NOT NULL DEFAULT 0,
  "contact_id" TEXT,
  "settled_at" TIMESTAMPTZ(3),
  "settled_by" TEXT,
  "kept_at" TIMESTAMPTZ(3),
  CONSTRAINT "callbacks_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "callbacks_promised_at_idx" ON "callbacks"("promised_at");
CREATE INDEX "callbacks_open_idx" ON "callbacks"("next_at") WHERE "state" = 'open';
-- Whoever asks twice has one promise.
CREATE UNIQUE INDEX "callbacks_one_open_per_number" ON "callbacks"("line_id", "number_key") WHERE "state" = 'open';
-- At most one attempt is under way for a caller, on whichever line, whatever the processes believe.
CREATE UNIQUE INDEX "callbacks_one_under_way_per_number" ON "callbacks"("number_key") WHERE "contact_id" IS NOT NULL AND "number_key" IS NOT NULL;
CREATE UNIQUE INDEX "callbacks_contact_id_idx" ON "callbacks"("contact_id") WHERE "contact_id" IS NOT NULL;

CREATE TABLE "callback_attempts" (
  "id" TEXT NOT NULL,
  "callback_id" TEXT NOT NULL,
  "contact_id" TEXT NOT NULL,
  "started_at" TIMESTAMPTZ(3) NOT NULL,
  "ended_at" TIMESTAMPTZ(3),
  "outcome" TEXT,
  CONSTRAINT "callback_attempts_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "callback_attempts_callback_id_idx" ON "callback_attempts"("callback_id");
CREATE UNIQUE INDEX "callback_attempts_one_per_contact" ON "callback_attempts"("contact_id") WHERE "ended_at" IS NULL;
ALTER TABLE "callback_attempts" ADD CONSTRAINT "callback_attempts_callback_id_fkey" FOREIGN KEY ("callback_id") REFERENCES "callbacks"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "callback_drafts" (
  "contact_id" TEXT NOT NULL,
  "step" TEXT NOT NULL,
  "round" INTEGER NOT NULL,
  "number" TEXT,
  "number_sealed" TEXT,
  "message_ok" BOOLEAN NOT NULL,
  "text_ok" BOOLEAN NOT NULL,
  "clock" JSONB,
  "chosen_at" TIMESTAMPTZ(3),
  CONSTRAINT "callback_drafts_pkey" PRIMARY KEY ("contact_id")
);

CREATE TABLE "call_opt_outs" (
  "key" TEXT NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "call_opt_outs_pkey" PRIMARY KEY ("key")
);

ALTER TABLE "legs" ADD COLUMN "answered_by" TEXT;
-- A promise is being kept in one contact at a time.
CREATE UNIQUE INDEX "contacts_one_open_per_callback" ON "contacts"("callback_id") WHERE "callback_id" IS NOT NULL AND "state" <> 'ended';
