-- Texts that left, until the carrier tells what became of them.
CREATE INDEX "texts_unheard_of_idx" ON "texts"("claimed_at") WHERE "state" = 'sent';
