CREATE UNIQUE INDEX CONCURRENTLY "sign_in_codes_verification_id_key" ON "sign_in_codes"("verification_id");
