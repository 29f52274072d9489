CREATE TABLE "resources" (
  "id" TEXT NOT NULL,
  "version" INTEGER NOT NULL,
  "name" TEXT NOT NULL,
  "area" TEXT NOT NULL,
  "tags" TEXT[],
  "words" JSONB NOT NULL,
  "checked_on" TEXT NOT NULL,
  "holds_months" INTEGER NOT NULL,
  "told_stale" BOOLEAN NOT NULL DEFAULT false,
  "archived_at" TIMESTAMPTZ(3),
  CONSTRAINT "resources_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "resource_sendings" (
  "resource_id" TEXT NOT NULL,
  "month" TEXT NOT NULL,
  "count" INTEGER NOT NULL,
  CONSTRAINT "resource_sendings_pkey" PRIMARY KEY ("resource_id", "month"),
  CONSTRAINT "resource_sendings_resource_id_fkey" FOREIGN KEY ("resource_id") REFERENCES "resources"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
