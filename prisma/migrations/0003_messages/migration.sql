CREATE TABLE "conversations" (
  "id" TEXT NOT NULL,
  "line_id" TEXT NOT NULL,
  "channel" TEXT NOT NULL,
  "state" TEXT NOT NULL,
  "outcome" TEXT,
  "language" TEXT NOT NULL,
  "caller_key" TEXT,
  "lasting_key" TEXT,
  "number_sealed" TEXT,
  "last_in_line" BOOLEAN NOT NULL DEFAULT false,
  "opened_at" TIMESTAMPTZ(3) NOT NULL,
  "waiting_since" TIMESTAMPTZ(3),
  "assigned_at" TIMESTAMPTZ(3),
  "answered_at" TIMESTAMPTZ(3),
  "last_at" TIMESTAMPTZ(3) NOT NULL,
  "person_id" TEXT,
  "via" TEXT,
  "not_with" TEXT[],
  "peers" INTEGER NOT NULL DEFAULT 0,
  "peer_wrote_at" TIMESTAMPTZ(3),
  "crisis_at" TIMESTAMPTZ(3),
  "told" TEXT,
  "told_at" TIMESTAMPTZ(3),
  "closed_at" TIMESTAMPTZ(3),
  "erase_after" TIMESTAMPTZ(3),
  CONSTRAINT "conversations_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "conversations_caller_key_opened_at_idx" ON "conversations"("caller_key", "opened_at");
CREATE INDEX "conversations_erase_after_idx" ON "conversations"("erase_after");
-- Whoever writes has one conversation on a line at a time, however many webhooks arrive at once.
CREATE UNIQUE INDEX "conversations_one_open_per_texter" ON "conversations"("line_id", "channel", "lasting_key") WHERE "state" <> 'closed';
-- By phone a volunteer has one conversation at a time: the line's number can relay only one (T5).
CREATE UNIQUE INDEX "conversations_one_by_phone" ON "conversations"("person_id") WHERE "state" = 'active' AND "via" = 'phone';

CREATE TABLE "texts" (
  "id" TEXT NOT NULL,
  "seq" BIGSERIAL NOT NULL,
  "direction" TEXT NOT NULL,
  "lane" TEXT NOT NULL,
  "line_id" TEXT NOT NULL,
  "channel" TEXT NOT NULL,
  "conversation_id" TEXT,
  "person_id" TEXT,
  "words" BOOLEAN NOT NULL DEFAULT false,
  "passes_on" TEXT,
  "part" INTEGER NOT NULL DEFAULT 0,
  "sentence" TEXT,
  "slots" JSONB,
  "body_sealed" TEXT,
  "number_sealed" TEXT,
  "media" INTEGER NOT NULL DEFAULT 0,
  "state" TEXT NOT NULL DEFAULT 'pending',
  "attempts" INTEGER NOT NULL DEFAULT 0,
  "carrier_sid" TEXT,
  "problem" TEXT,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "due_at" TIMESTAMPTZ(3) NOT NULL,
  "claimed_at" TIMESTAMPTZ(3),
  "done_at" TIMESTAMPTZ(3),
  "erase_after" TIMESTAMPTZ(3),
  CONSTRAINT "texts_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "texts_seq_key" ON "texts"("seq");
CREATE UNIQUE INDEX "texts_carrier_sid_key" ON "texts"("carrier_sid");
CREATE INDEX "texts_conversation_id_seq_idx" ON "texts"("conversation_id", "seq");
CREATE INDEX "texts_erase_after_idx" ON "texts"("erase_after");
CREATE INDEX "texts_open_lane_idx" ON "texts"("lane", "seq") WHERE "state" IN ('pending', 'running');

CREATE TABLE "text_opt_outs" (
  "key" TEXT NOT NULL,
  "channel" TEXT NOT NULL,
  "line_id" TEXT NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "text_opt_outs_pkey" PRIMARY KEY ("key", "channel")
);

CREATE TABLE "text_questions" (
  "person_id" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "payload" JSONB NOT NULL DEFAULT '{}',
  "asked_at" TIMESTAMPTZ(3) NOT NULL,
  "expires_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "text_questions_pkey" PRIMARY KEY ("person_id")
);

CREATE TABLE "attention" (
  "id" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  "line_id" TEXT,
  "person_id" TEXT,
  "subject" TEXT,
  "key" TEXT,
  "done_at" TIMESTAMPTZ(3),
  "done_by" TEXT,
  CONSTRAINT "attention_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "attention_done_at_at_idx" ON "attention"("done_at", "at");
CREATE UNIQUE INDEX "attention_one_open_per_key" ON "attention"("key") WHERE "done_at" IS NULL;
