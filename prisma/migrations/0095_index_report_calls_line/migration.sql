-- A forecast reads the history of one line, whatever the others were offered, and from the index alone.
CREATE INDEX CONCURRENTLY "report_calls_line_id_at_idx" ON "report_calls"("line_id", "at", "offered", "abandoned_in_greeting");
