CREATE TABLE "bulletins" (
  "id" TEXT NOT NULL,
  "by_whom" TEXT NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  "words_sealed" TEXT,
  "choice" JSONB NOT NULL,
  "cancelled_at" TIMESTAMPTZ(3),
  CONSTRAINT "bulletins_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "bulletins_at_idx" ON "bulletins"("at");

CREATE TABLE "bulletin_people" (
  "bulletin_id" TEXT NOT NULL,
  "person_id" TEXT NOT NULL,
  "line_id" TEXT NOT NULL,
  "parts" INTEGER NOT NULL,
  "state" TEXT NOT NULL DEFAULT 'waiting',
  "slot_at" TIMESTAMPTZ(3),
  "text_id" TEXT,
  CONSTRAINT "bulletin_people_pkey" PRIMARY KEY ("bulletin_id", "person_id"),
  CONSTRAINT "bulletin_people_words" CHECK ("state" IN ('waiting', 'handed', 'cancelled', 'gone')),
  CONSTRAINT "bulletin_people_bulletin_id_fkey" FOREIGN KEY ("bulletin_id") REFERENCES "bulletins"("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TABLE "bulletin_gates" (
  "line_id" TEXT NOT NULL,
  "next_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "bulletin_gates_pkey" PRIMARY KEY ("line_id")
);
