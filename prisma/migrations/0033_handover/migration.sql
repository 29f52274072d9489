CREATE TABLE "handover_notes" (
  "id" TEXT NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  "person_id" TEXT NOT NULL,
  "words_sealed" TEXT NOT NULL,
  CONSTRAINT "handover_notes_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "handover_notes_at_idx" ON "handover_notes"("at");
