-- A replay reads the calls of some weeks. Calls are written in the order they arrive, so a few pages of index do.
CREATE INDEX CONCURRENTLY "contacts_arrived_at_idx" ON "contacts" USING brin ("arrived_at");
