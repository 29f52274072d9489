CREATE TABLE "dropped_tags" (
  "person_id" TEXT NOT NULL,
  "tag" TEXT NOT NULL,
  "dropped_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "dropped_tags_pkey" PRIMARY KEY ("person_id", "tag")
);
