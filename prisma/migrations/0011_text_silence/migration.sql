-- Whether the peer was reminded that somebody waits for their answer, and whether a coordinator was told.
ALTER TABLE "conversations" ADD COLUMN "silence" TEXT;
-- Routing asks who is in a text conversation with every look.
CREATE INDEX "conversations_active_idx" ON "conversations"("person_id") WHERE "state" = 'active';
