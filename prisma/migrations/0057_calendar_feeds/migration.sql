CREATE TABLE "calendar_feeds" (
  "id" TEXT NOT NULL,
  "owner_id" TEXT NOT NULL,
  "line_id" TEXT NOT NULL DEFAULT '',
  "secret_hash" TEXT NOT NULL,
  "made_at" TIMESTAMPTZ(3) NOT NULL,
  "read_at" TIMESTAMPTZ(3),
  "revision" INTEGER NOT NULL DEFAULT 0,
  "published_version" INTEGER NOT NULL DEFAULT 0,
  "published_day" INTEGER NOT NULL DEFAULT 0,
  "published" JSONB NOT NULL DEFAULT '[]',
  CONSTRAINT "calendar_feeds_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "calendar_feeds_secret_hash_key" ON "calendar_feeds"("secret_hash");
CREATE UNIQUE INDEX "calendar_feeds_owner_id_line_id_key" ON "calendar_feeds"("owner_id", "line_id");
