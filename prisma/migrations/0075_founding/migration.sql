-- The version in which the service loaded the demo by itself; null for an organisation of somebody's own, which nothing replaces but an import.
ALTER TABLE "organisation" ADD COLUMN "demo_version" INTEGER;

CREATE TABLE "founding_links" (
  "id" TEXT NOT NULL,
  "token_hash" TEXT NOT NULL,
  "made_at" TIMESTAMPTZ(3) NOT NULL,
  "used_at" TIMESTAMPTZ(3),
  CONSTRAINT "founding_links_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "founding_links_token_hash_key" ON "founding_links"("token_hash");
