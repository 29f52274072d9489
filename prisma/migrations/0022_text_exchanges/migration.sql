-- What is remembered of a number that writes to us, so that machines which answer our texts are answered a few times only.
CREATE TABLE "text_exchanges" (
  "key" TEXT NOT NULL,
  "id" TEXT NOT NULL,
  "last_at" TIMESTAMPTZ(3) NOT NULL,
  "sense" TEXT NOT NULL,
  "repeats" INTEGER NOT NULL DEFAULT 0,
  "answered" JSONB NOT NULL,
  "silent_since" TIMESTAMPTZ(3),
  CONSTRAINT "text_exchanges_pkey" PRIMARY KEY ("key")
);
CREATE INDEX "text_exchanges_last_at_idx" ON "text_exchanges"("last_at");
