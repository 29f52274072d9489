-- The words the state machines know, kept by the database too. One table a migration: no call waits while another table is waited for.
ALTER TABLE "contacts"
  ADD CONSTRAINT "contacts_state_word" CHECK ("state" IN (
    'choosing-language', 'choosing-unstaffed', 'waiting', 'choosing-overflow', 'leaving-voicemail', 'calling-back',
    'talking', 'lost-volunteer', 'crisis', 'told', 'ended'
  )) NOT VALID;
