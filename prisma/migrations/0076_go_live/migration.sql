-- What a coordinator has seen to before the line goes live and no machine can look at.
CREATE TABLE "go_live_ticks" (
  "check" TEXT NOT NULL,
  "by_whom" TEXT NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "go_live_ticks_pkey" PRIMARY KEY ("check")
);

-- The latest test call of a coordinator to their own phone, and when one of theirs was last answered as it should.
CREATE TABLE "test_calls" (
  "person_id" TEXT NOT NULL,
  "id" TEXT NOT NULL,
  "asked_at" TIMESTAMPTZ(3) NOT NULL,
  "state" TEXT NOT NULL,
  "heard_at" TIMESTAMPTZ(3),
  CONSTRAINT "test_calls_pkey" PRIMARY KEY ("person_id"),
  CONSTRAINT "test_calls_state_check" CHECK ("state" IN ('asked', 'dialled', 'heard', 'not-heard', 'refused'))
);

CREATE UNIQUE INDEX "test_calls_id_key" ON "test_calls"("id");
