CREATE TABLE "sessions" (
  "id" TEXT NOT NULL,
  "token_hash" TEXT NOT NULL,
  "person_id" TEXT NOT NULL,
  "strength" TEXT NOT NULL,
  "device" TEXT NOT NULL DEFAULT '',
  "roles" TEXT[],
  "phone_key" TEXT,
  "begun_at" TIMESTAMPTZ(3) NOT NULL,
  "seen_at" TIMESTAMPTZ(3) NOT NULL,
  "proved_at" TIMESTAMPTZ(3),
  "ended_at" TIMESTAMPTZ(3),
  "ended_by" TEXT,
  CONSTRAINT "sessions_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "sessions_strength_check" CHECK ("strength" IN ('invited', 'code', 'second'))
);
CREATE UNIQUE INDEX "sessions_token_hash_key" ON "sessions"("token_hash");
CREATE INDEX "sessions_person_id_idx" ON "sessions"("person_id");
CREATE INDEX "sessions_seen_at_idx" ON "sessions"("seen_at");

CREATE TABLE "sign_in_codes" (
  "id" TEXT NOT NULL,
  "browser_hash" TEXT NOT NULL,
  "phone_key" TEXT NOT NULL,
  "person_id" TEXT,
  "sent_by" TEXT NOT NULL,
  "made_at" TIMESTAMPTZ(3) NOT NULL,
  "tries" INTEGER NOT NULL DEFAULT 0,
  "used_at" TIMESTAMPTZ(3),
  CONSTRAINT "sign_in_codes_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "sign_in_codes_browser_hash_key" ON "sign_in_codes"("browser_hash");
CREATE INDEX "sign_in_codes_made_at_idx" ON "sign_in_codes"("made_at");

CREATE TABLE "passkeys" (
  "id" TEXT NOT NULL,
  "person_id" TEXT NOT NULL,
  "public_key" BYTEA NOT NULL,
  "counter" BIGINT NOT NULL,
  "transports" TEXT[],
  "device" TEXT NOT NULL DEFAULT '',
  "made_at" TIMESTAMPTZ(3) NOT NULL,
  "used_at" TIMESTAMPTZ(3),
  CONSTRAINT "passkeys_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "passkeys_person_id_idx" ON "passkeys"("person_id");

CREATE TABLE "authenticators" (
  "person_id" TEXT NOT NULL,
  "secret_sealed" TEXT,
  "wanted_sealed" TEXT,
  "confirmed_at" TIMESTAMPTZ(3),
  "last_step" BIGINT,
  CONSTRAINT "authenticators_pkey" PRIMARY KEY ("person_id")
);

CREATE TABLE "challenges" (
  "session_id" TEXT NOT NULL,
  "purpose" TEXT NOT NULL,
  "challenge" TEXT NOT NULL,
  "made_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "challenges_pkey" PRIMARY KEY ("session_id", "purpose"),
  CONSTRAINT "challenges_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "sessions"("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TABLE "invitations" (
  "id" TEXT NOT NULL,
  "token_hash" TEXT NOT NULL,
  "person_id" TEXT NOT NULL,
  "made_by" TEXT NOT NULL,
  "made_at" TIMESTAMPTZ(3) NOT NULL,
  "used_at" TIMESTAMPTZ(3),
  CONSTRAINT "invitations_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "invitations_token_hash_key" ON "invitations"("token_hash");
CREATE INDEX "invitations_person_id_idx" ON "invitations"("person_id");

CREATE TABLE "api_keys" (
  "id" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "key_hash" TEXT NOT NULL,
  "scopes" TEXT[],
  "made_by" TEXT NOT NULL,
  "made_at" TIMESTAMPTZ(3) NOT NULL,
  "expires_at" TIMESTAMPTZ(3) NOT NULL,
  "used_at" TIMESTAMPTZ(3),
  "ended_at" TIMESTAMPTZ(3),
  CONSTRAINT "api_keys_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "api_keys_key_hash_key" ON "api_keys"("key_hash");

CREATE TABLE "idempotent_answers" (
  "owner" TEXT NOT NULL,
  "key" TEXT NOT NULL,
  "request_hash" TEXT NOT NULL,
  "status" INTEGER,
  "answer_sealed" TEXT,
  "at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "idempotent_answers_pkey" PRIMARY KEY ("owner", "key")
);
CREATE INDEX "idempotent_answers_at_idx" ON "idempotent_answers"("at");
