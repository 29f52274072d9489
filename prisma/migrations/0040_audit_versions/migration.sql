ALTER TABLE "audit" ADD COLUMN "organisation_version" INTEGER;
