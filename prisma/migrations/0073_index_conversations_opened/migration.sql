-- The conversations opened in some quarters of an hour.
CREATE INDEX CONCURRENTLY "conversations_opened_idx" ON "conversations" USING brin ("opened_at" timestamptz_minmax_multi_ops) WITH (pages_per_range = 32, autosummarize = on) WHERE "opened_at" IS NOT NULL;
