-- Messages whose time is over are found without reading those that are erased.
CREATE INDEX CONCURRENTLY "voicemails_to_erase_idx" ON "voicemails"("erase_at") WHERE "erased_at" IS NULL OR "recording_sealed" IS NOT NULL;
