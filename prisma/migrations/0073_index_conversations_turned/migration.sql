-- Conversations that were opened, answered or closed since the last count.
CREATE INDEX CONCURRENTLY "conversations_turned_idx" ON "conversations"(greatest("opened_at", "answered_at", "closed_at"));
