ALTER TABLE "availability"
  ADD CONSTRAINT "availability_setting_word" CHECK ("setting" IN ('on', 'off')) NOT VALID,
  ADD CONSTRAINT "availability_break_reason_word" CHECK ("break_reason" IN ('asked', 'missed')) NOT VALID;
