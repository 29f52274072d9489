-- Which leg is being dialled between two numbers (a keyed hash), while the carrier has not named its call.
CREATE TABLE "dials" (
  "key" TEXT NOT NULL,
  "leg_id" TEXT NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "dials_pkey" PRIMARY KEY ("key")
);
