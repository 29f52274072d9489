-- Who is on the phone with us now is asked for every promise, every second.
CREATE INDEX "contacts_live_callers_idx" ON "contacts"("lasting_key") WHERE "state" <> 'ended' AND "callback_id" IS NULL;
