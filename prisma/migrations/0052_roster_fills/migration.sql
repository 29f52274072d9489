CREATE TABLE "roster_fills" (
  "id" TEXT NOT NULL,
  "draft_id" TEXT NOT NULL,
  "mode" TEXT NOT NULL,
  "seconds" INTEGER NOT NULL,
  "asked_by" TEXT NOT NULL,
  "asked_at" TIMESTAMPTZ(3) NOT NULL,
  "state" TEXT NOT NULL DEFAULT 'queued',
  "stop_asked" BOOLEAN NOT NULL DEFAULT false,
  "attempts" INTEGER NOT NULL DEFAULT 0,
  "claimed_at" TIMESTAMPTZ(3),
  "revision" INTEGER,
  "progress" JSONB,
  "found" JSONB,
  CONSTRAINT "roster_fills_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "roster_fills_draft_id_fkey" FOREIGN KEY ("draft_id") REFERENCES "roster_drafts"("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "roster_fills_words" CHECK ("mode" IN ('open', 'unlocked') AND "state" IN ('queued', 'running', 'done', 'stopped', 'failed')),
  CONSTRAINT "roster_fills_whole" CHECK (("state" IN ('done', 'stopped')) = ("found" IS NOT NULL))
);
CREATE UNIQUE INDEX "roster_fills_draft_id_key" ON "roster_fills"("draft_id");
CREATE INDEX "roster_fills_state_idx" ON "roster_fills"("state");
CREATE INDEX "roster_fills_asked_at_idx" ON "roster_fills"("asked_at");
