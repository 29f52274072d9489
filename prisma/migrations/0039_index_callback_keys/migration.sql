-- What the retention erases is found without reading every promise there ever was.
CREATE INDEX CONCURRENTLY "callbacks_keyed_idx" ON "callbacks"("promised_at") WHERE "state" <> 'open' AND ("caller_key" <> '' OR "lasting_key" IS NOT NULL OR "number_key" IS NOT NULL OR "asker_key" IS NOT NULL);
