-- The calls of a few quarters of an hour lie close together: a summary of each stretch of the table finds them, and costs a call next to nothing.
CREATE INDEX CONCURRENTLY "contacts_arrived_idx" ON "contacts" USING brin ("arrived_at" timestamptz_minmax_multi_ops) WITH (pages_per_range = 32, autosummarize = on) WHERE "arrived_at" IS NOT NULL;
