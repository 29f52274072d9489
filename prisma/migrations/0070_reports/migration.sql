-- What a call met when it came in: how it ended does not tell, since a caller of a closed line may end with a promise too.
ALTER TABLE "contacts" ADD COLUMN "met" TEXT;

CREATE TABLE "report_calls" (
  "line_id" TEXT NOT NULL,
  "language" TEXT NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  "offered" INTEGER NOT NULL,
  "answered" INTEGER NOT NULL,
  "answered_soon" INTEGER NOT NULL,
  "abandoned_in_greeting" INTEGER NOT NULL,
  "abandoned_in_queue" INTEGER NOT NULL,
  "abandoned_soon" INTEGER NOT NULL,
  "crisis" INTEGER NOT NULL,
  "callback" INTEGER NOT NULL,
  "voicemail" INTEGER NOT NULL,
  "wait_seconds" DOUBLE PRECISION NOT NULL,
  "talk_seconds" INTEGER NOT NULL,
  "callback_talk_seconds" INTEGER NOT NULL,
  CONSTRAINT "report_calls_pkey" PRIMARY KEY ("at", "line_id", "language")
);

CREATE TABLE "report_promises" (
  "line_id" TEXT NOT NULL,
  "language" TEXT NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  "made" INTEGER NOT NULL,
  "kept_on_time" INTEGER NOT NULL,
  "kept_late" INTEGER NOT NULL,
  "stopped" INTEGER NOT NULL,
  "lapsed" INTEGER NOT NULL,
  CONSTRAINT "report_promises_pkey" PRIMARY KEY ("at", "line_id", "language")
);

CREATE TABLE "report_texts" (
  "line_id" TEXT NOT NULL,
  "language" TEXT NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  "opened" INTEGER NOT NULL,
  "answered" INTEGER NOT NULL,
  "unanswered" INTEGER NOT NULL,
  "answer_seconds" DOUBLE PRECISION NOT NULL,
  CONSTRAINT "report_texts_pkey" PRIMARY KEY ("at", "line_id", "language")
);

CREATE TABLE "report_marks" (
  "definitions" INTEGER NOT NULL,
  "until" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "report_marks_pkey" PRIMARY KEY ("definitions")
);
