ALTER TABLE "availability" ADD COLUMN "rest_more_until" TIMESTAMPTZ(3);
