ALTER TABLE "open_shifts"
  ADD CONSTRAINT "open_shifts_state_word" CHECK ("state" IN ('open', 'taken', 'withdrawn', 'over')) NOT VALID;
