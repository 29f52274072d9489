-- When a routing pass last succeeded while somebody waited, whichever process made it: readiness goes by it.
CREATE TABLE "routing_passes" (
  "id" INTEGER NOT NULL,
  "succeeded_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "routing_passes_pkey" PRIMARY KEY ("id")
);
INSERT INTO "routing_passes" ("id", "succeeded_at") VALUES (1, 'epoch');
