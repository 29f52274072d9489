-- The few conversations whose numbers are still there are found without reading all that are over.
CREATE INDEX CONCURRENTLY "conversations_numbered_idx" ON "conversations"("erase_after") WHERE "number_sealed" IS NOT NULL OR "lasting_key" IS NOT NULL;
