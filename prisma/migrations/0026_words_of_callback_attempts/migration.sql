ALTER TABLE "callback_attempts"
  ADD CONSTRAINT "callback_attempts_outcome_word" CHECK ("outcome" IN (
    'no-answer', 'busy', 'failed', 'machine', 'short', 'withdrawn', 'volunteer-gone', 'refused', 'stranger',
    'abuse', 'talked'
  )) NOT VALID;
