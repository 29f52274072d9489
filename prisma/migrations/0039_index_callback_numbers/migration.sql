-- What the retention erases is found without reading every promise there ever was.
CREATE INDEX CONCURRENTLY "callbacks_numbered_idx" ON "callbacks"("settled_at") WHERE "number_sealed" IS NOT NULL AND "state" <> 'open';
