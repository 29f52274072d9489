-- A word of availability ends the breaks that run: found without reading what weighed on everybody.
CREATE INDEX CONCURRENTLY "load_events_breaks_idx" ON "load_events"("person_id", "end_at") WHERE "kind" = 'break';
