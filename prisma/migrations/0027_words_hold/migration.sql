-- The rows from before hold them too: read beside calls in progress, which go on reading and writing.
ALTER TABLE "contacts" VALIDATE CONSTRAINT "contacts_state_word";
ALTER TABLE "legs" VALIDATE CONSTRAINT "legs_purpose_word", VALIDATE CONSTRAINT "legs_state_word", VALIDATE CONSTRAINT "legs_outcome_word";
ALTER TABLE "effects" VALIDATE CONSTRAINT "effects_state_word";
ALTER TABLE "availability" VALIDATE CONSTRAINT "availability_setting_word", VALIDATE CONSTRAINT "availability_break_reason_word", VALIDATE CONSTRAINT "availability_rest_reason_word";
ALTER TABLE "conversations" VALIDATE CONSTRAINT "conversations_channel_word", VALIDATE CONSTRAINT "conversations_state_word", VALIDATE CONSTRAINT "conversations_via_word";
ALTER TABLE "texts" VALIDATE CONSTRAINT "texts_direction_word", VALIDATE CONSTRAINT "texts_channel_word", VALIDATE CONSTRAINT "texts_state_word";
ALTER TABLE "callbacks" VALIDATE CONSTRAINT "callbacks_state_word", VALIDATE CONSTRAINT "callbacks_via_word", VALIDATE CONSTRAINT "callbacks_settled_by_word";
ALTER TABLE "callback_attempts" VALIDATE CONSTRAINT "callback_attempts_outcome_word";
ALTER TABLE "open_shifts" VALIDATE CONSTRAINT "open_shifts_state_word";
