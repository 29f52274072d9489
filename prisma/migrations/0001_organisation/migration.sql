CREATE TABLE "organisation" (
  "id" INTEGER NOT NULL DEFAULT 1,
  "version" INTEGER NOT NULL,
  "name" TEXT NOT NULL,
  "time_zone" TEXT NOT NULL,
  "crisis_number" TEXT NOT NULL,
  "crisis_name" TEXT,
  "policy" JSON NOT NULL,
  "changed_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "organisation_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "lines" (
  "id" TEXT NOT NULL,
  "position" INTEGER NOT NULL,
  "name" TEXT NOT NULL,
  "phone_number" TEXT NOT NULL,
  "time_zone" TEXT NOT NULL,
  "languages" TEXT[],
  "wishes" JSON NOT NULL,
  "opening_hours" JSON NOT NULL,
  "greeting" TEXT,
  "wording" JSON NOT NULL,
  "automatic_availability" BOOLEAN NOT NULL,
  "callback_number_sealed" TEXT,
  "policy" JSON NOT NULL,
  "retired_at" TIMESTAMPTZ(3),
  CONSTRAINT "lines_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "lines_phone_number_idx" ON "lines"("phone_number");

CREATE TABLE "closures" (
  "line_id" TEXT NOT NULL,
  "position" INTEGER NOT NULL,
  "from_date" TEXT NOT NULL,
  "to_date" TEXT NOT NULL,
  "reason" TEXT NOT NULL,
  CONSTRAINT "closures_pkey" PRIMARY KEY ("line_id", "position")
);
ALTER TABLE "closures" ADD CONSTRAINT "closures_line_id_fkey" FOREIGN KEY ("line_id") REFERENCES "lines"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "people" (
  "id" TEXT NOT NULL,
  "position" INTEGER NOT NULL,
  "name" TEXT NOT NULL,
  "phone_sealed" TEXT,
  "phone_key" TEXT,
  "email_sealed" TEXT,
  "roles" TEXT[],
  "phone_name" TEXT,
  "languages" TEXT[],
  "tags" TEXT[],
  "channels" TEXT[],
  "time_zone" TEXT NOT NULL,
  "trainee" BOOLEAN NOT NULL,
  "reserve" BOOLEAN NOT NULL,
  "limits" JSON NOT NULL,
  "availability" JSON NOT NULL,
  "retired_at" TIMESTAMPTZ(3),
  CONSTRAINT "people_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "people_phone_key_idx" ON "people"("phone_key");

CREATE TABLE "training" (
  "person_id" TEXT NOT NULL,
  "course" TEXT NOT NULL,
  "position" INTEGER NOT NULL,
  "until_date" TEXT,
  CONSTRAINT "training_pkey" PRIMARY KEY ("person_id", "course")
);
ALTER TABLE "training" ADD CONSTRAINT "training_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "shifts" (
  "id" TEXT NOT NULL,
  "position" INTEGER NOT NULL,
  "line_id" TEXT NOT NULL,
  "start_local" TEXT NOT NULL,
  "end_local" TEXT NOT NULL,
  "repeat_rule" TEXT,
  "also" TEXT[],
  "except" TEXT[],
  "need" INTEGER NOT NULL,
  "requires" JSON NOT NULL,
  "retired_at" TIMESTAMPTZ(3),
  CONSTRAINT "shifts_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "shifts_line_id_idx" ON "shifts"("line_id");
ALTER TABLE "shifts" ADD CONSTRAINT "shifts_line_id_fkey" FOREIGN KEY ("line_id") REFERENCES "lines"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "shift_changes" (
  "shift_id" TEXT NOT NULL,
  "occurrence" TEXT NOT NULL,
  "position" INTEGER NOT NULL,
  "start_local" TEXT,
  "end_local" TEXT,
  "need" INTEGER,
  "requires" JSON,
  "cancelled" BOOLEAN,
  "reassigned" BOOLEAN NOT NULL,
  CONSTRAINT "shift_changes_pkey" PRIMARY KEY ("shift_id", "occurrence")
);
ALTER TABLE "shift_changes" ADD CONSTRAINT "shift_changes_shift_id_fkey" FOREIGN KEY ("shift_id") REFERENCES "shifts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "assignments" (
  "shift_id" TEXT NOT NULL,
  "occurrence" TEXT NOT NULL DEFAULT '',
  "person_id" TEXT NOT NULL,
  "position" INTEGER NOT NULL,
  "duty" TEXT NOT NULL,
  CONSTRAINT "assignments_pkey" PRIMARY KEY ("shift_id", "occurrence", "person_id")
);
CREATE INDEX "assignments_person_id_idx" ON "assignments"("person_id");
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_shift_id_fkey" FOREIGN KEY ("shift_id") REFERENCES "shifts"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "time_off" (
  "id" SERIAL NOT NULL,
  "position" INTEGER NOT NULL,
  "person_id" TEXT NOT NULL,
  "from_date" TEXT NOT NULL,
  "to_date" TEXT NOT NULL,
  CONSTRAINT "time_off_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "time_off_person_id_idx" ON "time_off"("person_id");
ALTER TABLE "time_off" ADD CONSTRAINT "time_off_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "blocks" (
  "id" SERIAL NOT NULL,
  "position" INTEGER NOT NULL,
  "key" TEXT NOT NULL,
  "line_id" TEXT,
  "reason" TEXT NOT NULL,
  "until_at" TIMESTAMPTZ(3) NOT NULL,
  "review_date" TEXT,
  CONSTRAINT "blocks_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "blocks_key_idx" ON "blocks"("key");
ALTER TABLE "blocks" ADD CONSTRAINT "blocks_line_id_fkey" FOREIGN KEY ("line_id") REFERENCES "lines"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "audit" (
  "id" BIGSERIAL NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  "by_whom" TEXT NOT NULL,
  "action" TEXT NOT NULL,
  "subject" TEXT NOT NULL,
  "reason" TEXT,
  CONSTRAINT "audit_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "audit_at_idx" ON "audit"("at");
