CREATE TABLE "call_ins" (
  "id" TEXT NOT NULL,
  "line_id" TEXT NOT NULL,
  "asked_by" TEXT NOT NULL,
  "asked_at" TIMESTAMPTZ(3) NOT NULL,
  "expires_at" TIMESTAMPTZ(3) NOT NULL,
  "until_at" TIMESTAMPTZ(3) NOT NULL,
  "state" TEXT NOT NULL DEFAULT 'open',
  "person_id" TEXT,
  "closed_at" TIMESTAMPTZ(3),
  CONSTRAINT "call_ins_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "call_ins_line_id_asked_at_idx" ON "call_ins"("line_id", "asked_at");
CREATE TABLE "call_in_asks" (
  "call_in_id" TEXT NOT NULL,
  "person_id" TEXT NOT NULL,
  "asked_at" TIMESTAMPTZ(3) NOT NULL,
  "declined_at" TIMESTAMPTZ(3),
  CONSTRAINT "call_in_asks_pkey" PRIMARY KEY ("call_in_id", "person_id")
);
CREATE INDEX "call_in_asks_person_id_asked_at_idx" ON "call_in_asks"("person_id", "asked_at");
