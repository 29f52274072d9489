CREATE TABLE "text_drafts" (
  "conversation_id" TEXT NOT NULL,
  "person_id" TEXT NOT NULL,
  "body_sealed" TEXT NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "text_drafts_pkey" PRIMARY KEY ("conversation_id", "person_id")
);
CREATE INDEX "text_drafts_at_idx" ON "text_drafts"("at");
