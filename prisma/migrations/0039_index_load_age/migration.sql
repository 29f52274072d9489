-- What weighed on somebody is erased by its age.
CREATE INDEX CONCURRENTLY "load_events_start_at_idx" ON "load_events"("start_at");
