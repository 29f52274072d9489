ALTER TABLE "sign_in_codes" ADD COLUMN "verification_id" TEXT;
