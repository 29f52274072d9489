-- Texts are erased by their age.
CREATE INDEX CONCURRENTLY "texts_created_at_idx" ON "texts"("created_at");
