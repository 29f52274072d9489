ALTER TABLE "availability" ADD COLUMN "rest_asked_at" TIMESTAMPTZ(3), ADD COLUMN "rest_asked_until" TIMESTAMPTZ(3), ADD COLUMN "rest_extended_until" TIMESTAMPTZ(3),
  ADD COLUMN "waived" TEXT[], ADD COLUMN "waived_until" TIMESTAMPTZ(3);

CREATE TABLE "overrides" (
  "id" TEXT NOT NULL,
  "person_id" TEXT NOT NULL,
  "by_person" TEXT NOT NULL,
  "reason" TEXT NOT NULL,
  "guards" TEXT[],
  "asked_at" TIMESTAMPTZ(3) NOT NULL,
  "accepted_at" TIMESTAMPTZ(3),
  CONSTRAINT "overrides_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "overrides_person_id_asked_at_idx" ON "overrides"("person_id", "asked_at");

CREATE TABLE "thank_yous" (
  "id" TEXT NOT NULL,
  "person_id" TEXT NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "thank_yous_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "thank_yous_person_id_idx" ON "thank_yous"("person_id");

CREATE TABLE "felt_heard" (
  "line_id" TEXT NOT NULL,
  "date" TEXT NOT NULL,
  "heard" INTEGER NOT NULL DEFAULT 0,
  "not_heard" INTEGER NOT NULL DEFAULT 0,
  CONSTRAINT "felt_heard_pkey" PRIMARY KEY ("line_id", "date")
);
