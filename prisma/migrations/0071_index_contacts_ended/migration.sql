-- What ended since the last count is found without reading all that is over.
CREATE INDEX CONCURRENTLY "contacts_ended_idx" ON "contacts"("ended_at") WHERE "ended_at" IS NOT NULL;
