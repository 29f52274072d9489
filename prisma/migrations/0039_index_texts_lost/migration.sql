-- Words that did not arrive are marked where they are read: found by the text they passed on.
CREATE INDEX CONCURRENTLY "texts_lost_idx" ON "texts"("passes_on") WHERE "state" IN ('failed', 'undelivered');
