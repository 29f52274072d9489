CREATE TABLE "date_wishes" (
  "person_id" TEXT NOT NULL,
  "on_date" TEXT NOT NULL,
  "wish" TEXT NOT NULL,
  CONSTRAINT "date_wishes_pkey" PRIMARY KEY ("person_id", "on_date"),
  CONSTRAINT "date_wishes_words" CHECK ("wish" IN ('preferred', 'fine', 'reluctant', 'not'))
);

CREATE TABLE "wish_rounds" (
  "id" TEXT NOT NULL,
  "line_id" TEXT NOT NULL,
  "month" TEXT NOT NULL,
  "opened_by" TEXT NOT NULL,
  "opened_at" TIMESTAMPTZ(3) NOT NULL,
  "until_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "wish_rounds_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "wish_rounds_line_id_month_key" ON "wish_rounds"("line_id", "month");

CREATE TABLE "wish_asks" (
  "round_id" TEXT NOT NULL,
  "person_id" TEXT NOT NULL,
  "answered_at" TIMESTAMPTZ(3),
  CONSTRAINT "wish_asks_pkey" PRIMARY KEY ("round_id", "person_id"),
  CONSTRAINT "wish_asks_round_id_fkey" FOREIGN KEY ("round_id") REFERENCES "wish_rounds"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "wish_asks_person_id_idx" ON "wish_asks"("person_id");
