ALTER TABLE "contacts" ADD COLUMN "partner_step" INTEGER, ADD COLUMN "choices_at" TIMESTAMPTZ(3);

CREATE TABLE "voicemails" (
  "id" TEXT NOT NULL,
  "line_id" TEXT NOT NULL,
  "contact_id" TEXT NOT NULL,
  "language" TEXT NOT NULL,
  "objection" BOOLEAN NOT NULL DEFAULT false,
  "seconds" INTEGER NOT NULL,
  "recording_sealed" TEXT,
  "audio_sealed" BYTEA,
  "left_at" TIMESTAMPTZ(3) NOT NULL,
  "kept_at" TIMESTAMPTZ(3),
  "alerted_at" TIMESTAMPTZ(3),
  "heard_at" TIMESTAMPTZ(3),
  "erase_at" TIMESTAMPTZ(3) NOT NULL,
  "erased_at" TIMESTAMPTZ(3),
  CONSTRAINT "voicemails_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "voicemails_erased_at_left_at_idx" ON "voicemails"("erased_at", "left_at");
CREATE INDEX "voicemails_erase_at_idx" ON "voicemails"("erase_at");
