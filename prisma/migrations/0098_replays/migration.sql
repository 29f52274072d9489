CREATE TABLE "replays" (
  "id" TEXT NOT NULL,
  "asked_by" TEXT NOT NULL,
  "asked_at" TIMESTAMPTZ(3) NOT NULL,
  "request" JSONB NOT NULL,
  "state" TEXT NOT NULL DEFAULT 'queued',
  "attempts" INTEGER NOT NULL DEFAULT 0,
  "claimed_at" TIMESTAMPTZ(3),
  "progress" JSONB,
  "failure" TEXT,
  "found" JSONB,
  CONSTRAINT "replays_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "replays_words" CHECK ("state" IN ('queued', 'running', 'done', 'stopped', 'failed')),
  CONSTRAINT "replays_whole" CHECK (("state" = 'done') = ("found" IS NOT NULL) AND ("state" = 'failed') = ("failure" IS NOT NULL))
);
CREATE INDEX "replays_state_idx" ON "replays"("state");
CREATE INDEX "replays_asked_at_idx" ON "replays"("asked_at");
