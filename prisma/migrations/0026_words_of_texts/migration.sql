ALTER TABLE "texts"
  ADD CONSTRAINT "texts_direction_word" CHECK ("direction" IN ('in', 'out')) NOT VALID,
  ADD CONSTRAINT "texts_channel_word" CHECK ("channel" IN ('sms', 'whatsapp')) NOT VALID,
  ADD CONSTRAINT "texts_state_word" CHECK ("state" IN (
    'pending', 'running', 'done', 'sent', 'delivered', 'undelivered', 'failed', 'dropped'
  )) NOT VALID;
