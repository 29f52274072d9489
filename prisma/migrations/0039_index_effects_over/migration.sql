-- Effects that are over are erased after a week, oldest first.
CREATE INDEX CONCURRENTLY "effects_over_idx" ON "effects"("due_at") WHERE "state" IN ('done', 'dropped', 'failed');
