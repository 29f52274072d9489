CREATE TABLE "reminder_times" (
  "person_id" TEXT NOT NULL,
  "ask_hours" INTEGER NOT NULL,
  "again_minutes" INTEGER,
  "set_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "reminder_times_pkey" PRIMARY KEY ("person_id")
);
