-- Promises that were made or settled since the last count.
CREATE INDEX CONCURRENTLY "callbacks_turned_idx" ON "callbacks"(greatest("promised_at", "settled_at"));
