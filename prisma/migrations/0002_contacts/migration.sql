CREATE TABLE "contacts" (
  "id" TEXT NOT NULL,
  "line_id" TEXT NOT NULL,
  "channel" TEXT NOT NULL,
  "state" TEXT NOT NULL,
  "told" TEXT,
  "told_until" TIMESTAMPTZ(3),
  "crisis_from" TEXT,
  "outcome" TEXT,
  "call_sid" TEXT,
  "caller_key" TEXT,
  "lasting_key" TEXT,
  "number_sealed" TEXT,
  "hidden" BOOLEAN NOT NULL DEFAULT false,
  "language" TEXT NOT NULL,
  "wish" TEXT,
  "script" TEXT NOT NULL,
  "hold_round" INTEGER NOT NULL DEFAULT 0,
  "quiet" BOOLEAN NOT NULL DEFAULT false,
  "last_in_line" BOOLEAN NOT NULL DEFAULT false,
  "arrived_at" TIMESTAMPTZ(3) NOT NULL,
  "waiting_since" TIMESTAMPTZ(3),
  "rank_at" TIMESTAMPTZ(3) NOT NULL,
  "person_id" TEXT,
  "conference" TEXT,
  "talking_since" TIMESTAMPTZ(3),
  "talked_seconds" INTEGER NOT NULL DEFAULT 0,
  "warned" BOOLEAN NOT NULL DEFAULT false,
  "preferred_person_id" TEXT,
  "ladder_step" INTEGER NOT NULL DEFAULT 0,
  "decided" BOOLEAN NOT NULL DEFAULT false,
  "callback_id" TEXT,
  "seen_at" TIMESTAMPTZ(3),
  "next_at" TIMESTAMPTZ(3),
  "ended_at" TIMESTAMPTZ(3),
  CONSTRAINT "contacts_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "contacts_call_sid_key" ON "contacts"("call_sid");
CREATE INDEX "contacts_state_idx" ON "contacts"("state");
CREATE INDEX "contacts_next_at_idx" ON "contacts"("next_at");
CREATE INDEX "contacts_caller_key_arrived_at_idx" ON "contacts"("caller_key", "arrived_at");

CREATE TABLE "legs" (
  "id" TEXT NOT NULL,
  "contact_id" TEXT NOT NULL,
  "line_id" TEXT NOT NULL,
  "purpose" TEXT NOT NULL,
  "person_id" TEXT,
  "role" TEXT NOT NULL,
  "state" TEXT NOT NULL,
  "outcome" TEXT,
  "call_sid" TEXT,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "dialled_at" TIMESTAMPTZ(3),
  "ringing_at" TIMESTAMPTZ(3),
  "answered_at" TIMESTAMPTZ(3),
  "accepted_at" TIMESTAMPTZ(3),
  "joined_at" TIMESTAMPTZ(3),
  "ended_at" TIMESTAMPTZ(3),
  CONSTRAINT "legs_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "legs_contact_id_idx" ON "legs"("contact_id");
CREATE INDEX "legs_call_sid_idx" ON "legs"("call_sid");
-- Nobody is rung twice at once, whatever the processes believe: the database refuses the second open leg of a person.
CREATE UNIQUE INDEX "legs_one_open_per_person" ON "legs"("person_id") WHERE "person_id" IS NOT NULL AND "state" <> 'ended';
CREATE INDEX "legs_open_idx" ON "legs"("state") WHERE "state" <> 'ended';
ALTER TABLE "legs" ADD CONSTRAINT "legs_contact_id_fkey" FOREIGN KEY ("contact_id") REFERENCES "contacts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "effects" (
  "id" TEXT NOT NULL,
  "seq" BIGSERIAL NOT NULL,
  "contact_id" TEXT,
  "leg_id" TEXT,
  "kind" TEXT NOT NULL,
  "queue" TEXT NOT NULL,
  "payload" JSONB NOT NULL DEFAULT '{}',
  "priority" INTEGER NOT NULL DEFAULT 9,
  "key" TEXT,
  "state" TEXT NOT NULL DEFAULT 'pending',
  "attempts" INTEGER NOT NULL DEFAULT 0,
  "due_at" TIMESTAMPTZ(3) NOT NULL,
  "claimed_at" TIMESTAMPTZ(3),
  "done_at" TIMESTAMPTZ(3),
  "problem" TEXT,
  CONSTRAINT "effects_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "effects_key_key" ON "effects"("key");
CREATE INDEX "effects_leg_id_idx" ON "effects"("leg_id");
CREATE INDEX "effects_contact_id_idx" ON "effects"("contact_id");
CREATE INDEX "effects_open_idx" ON "effects"("due_at") WHERE "state" IN ('pending', 'running');

CREATE TABLE "decisions" (
  "id" TEXT NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  "contact_ids" TEXT[],
  "world" JSONB NOT NULL,
  "answer" JSONB NOT NULL,
  CONSTRAINT "decisions_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "decisions_at_idx" ON "decisions"("at");

CREATE TABLE "availability" (
  "person_id" TEXT NOT NULL,
  "setting" TEXT,
  "setting_at" TIMESTAMPTZ(3),
  "break_until" TIMESTAMPTZ(3),
  "break_reason" TEXT,
  "wrap_up_until" TIMESTAMPTZ(3),
  "rest_until" TIMESTAMPTZ(3),
  "rest_reason" TEXT,
  "missed_in_row" INTEGER NOT NULL DEFAULT 0,
  "idle_since" TIMESTAMPTZ(3),
  CONSTRAINT "availability_pkey" PRIMARY KEY ("person_id")
);

CREATE TABLE "load_events" (
  "id" TEXT NOT NULL,
  "person_id" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "contact_id" TEXT,
  "start_at" TIMESTAMPTZ(3) NOT NULL,
  "end_at" TIMESTAMPTZ(3),
  "heavy" BOOLEAN NOT NULL DEFAULT false,
  "abusive" BOOLEAN NOT NULL DEFAULT false,
  "crisis" BOOLEAN NOT NULL DEFAULT false,
  "answer" INTEGER,
  CONSTRAINT "load_events_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "load_events_person_id_start_at_idx" ON "load_events"("person_id", "start_at");

CREATE TABLE "refused_pairs" (
  "lasting_key" TEXT NOT NULL,
  "person_id" TEXT NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "refused_pairs_pkey" PRIMARY KEY ("lasting_key", "person_id")
);

CREATE TABLE "line_states" (
  "line_id" TEXT NOT NULL,
  "paused_at" TIMESTAMPTZ(3),
  "pause_reason" TEXT,
  "hidden_to_leaders_until" TIMESTAMPTZ(3),
  CONSTRAINT "line_states_pkey" PRIMARY KEY ("line_id")
);

CREATE TABLE "carrier_gate" (
  "id" INTEGER NOT NULL,
  "next_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "carrier_gate_pkey" PRIMARY KEY ("id")
);
INSERT INTO "carrier_gate" ("id", "next_at") VALUES (1, 'epoch');
