ALTER TABLE "conversations"
  ADD CONSTRAINT "conversations_channel_word" CHECK ("channel" IN ('sms', 'whatsapp')) NOT VALID,
  ADD CONSTRAINT "conversations_state_word" CHECK ("state" IN ('waiting', 'active', 'closed')) NOT VALID,
  ADD CONSTRAINT "conversations_via_word" CHECK ("via" IN ('phone', 'inbox')) NOT VALID;
