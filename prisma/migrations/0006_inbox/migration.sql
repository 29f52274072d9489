CREATE TABLE "text_inboxes" (
  "person_id" TEXT NOT NULL,
  "seen_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "text_inboxes_pkey" PRIMARY KEY ("person_id")
);

-- Of our own people it is known who wants no texts, so that nobody is given a conversation who would not hear of it.
ALTER TABLE "text_opt_outs" ADD COLUMN "person_id" TEXT;
