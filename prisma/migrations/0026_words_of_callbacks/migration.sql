ALTER TABLE "callbacks"
  ADD CONSTRAINT "callbacks_state_word" CHECK ("state" IN ('open', 'kept', 'stopped', 'failed', 'expired')) NOT VALID,
  ADD CONSTRAINT "callbacks_via_word" CHECK ("via" IN ('key', 'text', 'whatsapp', 'coordinator')) NOT VALID,
  ADD CONSTRAINT "callbacks_settled_by_word" CHECK ("settled_by" IN (
    'talk', 'word', 'opt-out', 'attempts', 'expiry', 'person', 'abuse'
  )) NOT VALID;
