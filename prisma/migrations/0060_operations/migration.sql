-- The daily look at the service itself, for all processes together, and the last backup: one row each.
CREATE TABLE "service_looks" (
  "id" INTEGER NOT NULL,
  "begun_at" TIMESTAMPTZ(3),
  "next_at" TIMESTAMPTZ(3) NOT NULL,
  "looked_at" TIMESTAMPTZ(3),
  "findings" JSON NOT NULL DEFAULT '[]',
  CONSTRAINT "service_looks_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "last_backup" (
  "id" INTEGER NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  "bytes" BIGINT NOT NULL,
  "release" TEXT NOT NULL,
  CONSTRAINT "last_backup_pkey" PRIMARY KEY ("id")
);
