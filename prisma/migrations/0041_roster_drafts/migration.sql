CREATE TABLE "roster_drafts" (
  "id" TEXT NOT NULL,
  "line_id" TEXT NOT NULL,
  "from_date" TEXT NOT NULL,
  "to_date" TEXT NOT NULL,
  "made_by" TEXT NOT NULL,
  "made_at" TIMESTAMPTZ(3) NOT NULL,
  "revision" INTEGER NOT NULL DEFAULT 0,
  "state" TEXT NOT NULL DEFAULT 'open',
  "closed_by" TEXT,
  "closed_at" TIMESTAMPTZ(3),
  "published_version" INTEGER,
  "before" JSONB,
  "after" JSONB,
  CONSTRAINT "roster_drafts_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "roster_drafts_words" CHECK ("state" IN ('open', 'published', 'dropped')),
  CONSTRAINT "roster_drafts_whole" CHECK (
    ("state" = 'open') = ("closed_at" IS NULL)
    AND ("state" <> 'published' OR ("published_version" IS NOT NULL AND "before" IS NOT NULL AND "after" IS NOT NULL))
  )
);
CREATE UNIQUE INDEX "roster_drafts_one_open" ON "roster_drafts"("line_id", "from_date", "to_date") WHERE "state" = 'open';
CREATE INDEX "roster_drafts_closed_at_idx" ON "roster_drafts"("closed_at");

CREATE TABLE "roster_draft_entries" (
  "draft_id" TEXT NOT NULL,
  "seq" INTEGER NOT NULL,
  "by_whom" TEXT NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  "command" JSONB NOT NULL,
  "undone" BOOLEAN NOT NULL DEFAULT false,
  "for_good" BOOLEAN NOT NULL DEFAULT false,
  CONSTRAINT "roster_draft_entries_pkey" PRIMARY KEY ("draft_id", "seq"),
  CONSTRAINT "roster_draft_entries_draft_id_fkey" FOREIGN KEY ("draft_id") REFERENCES "roster_drafts"("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TABLE "roster_news" (
  "id" TEXT NOT NULL,
  "person_id" TEXT NOT NULL,
  "line_id" TEXT NOT NULL,
  "turns" JSONB NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  "due_at" TIMESTAMPTZ(3) NOT NULL,
  "done_at" TIMESTAMPTZ(3),
  CONSTRAINT "roster_news_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "roster_news_one_unsaid" ON "roster_news"("person_id", "line_id") WHERE "done_at" IS NULL;
CREATE INDEX "roster_news_done_at_due_at_idx" ON "roster_news"("done_at", "due_at");
CREATE INDEX "roster_news_at_idx" ON "roster_news"("at");
