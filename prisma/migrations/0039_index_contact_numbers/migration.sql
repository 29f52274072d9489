-- The few calls whose numbers are still there are found without reading all that are over.
CREATE INDEX CONCURRENTLY "contacts_numbered_idx" ON "contacts"("arrived_at") WHERE "number_sealed" IS NOT NULL OR "lasting_key" IS NOT NULL;
