-- When the numbers at the carrier are looked at next, for all processes together: one row.
CREATE TABLE "number_checks" (
  "id" INTEGER NOT NULL,
  "begun_at" TIMESTAMPTZ(3),
  "next_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "number_checks_pkey" PRIMARY KEY ("id")
);
