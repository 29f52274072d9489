-- A forecast reads the history of one line, whatever the others were offered.
CREATE INDEX CONCURRENTLY "report_calls_line_id_at_idx" ON "report_calls"("line_id", "at");
