-- Tags that people put on themselves by text: an import of a file without them leaves them on.
CREATE TABLE "added_tags" (
    "person_id" TEXT NOT NULL,
    "tag" TEXT NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "added_tags_pkey" PRIMARY KEY ("person_id", "tag")
);
