ALTER TABLE "person_notices" ADD COLUMN "from_date" TEXT;
ALTER TABLE "person_notices" ADD COLUMN "to_date" TEXT;
