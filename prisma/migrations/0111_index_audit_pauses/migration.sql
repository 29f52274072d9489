-- When lines were paused: a handful of entries among all that was ever done.
CREATE INDEX CONCURRENTLY "audit_pauses_idx" ON "audit" ("subject", "at") WHERE "action" IN ('line.paused', 'line.resumed');
