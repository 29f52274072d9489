ALTER TABLE "effects"
  ADD CONSTRAINT "effects_state_word" CHECK ("state" IN ('pending', 'running', 'done', 'failed', 'dropped')) NOT VALID;
