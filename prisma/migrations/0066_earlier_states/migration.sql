-- How a line, or the settings, stood before a change, so that one can go back: sealed, since a line can hold a number.
CREATE TABLE "earlier_states" (
    "version" INTEGER NOT NULL,
    "record" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "by_whom" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "before_sealed" TEXT,

    CONSTRAINT "earlier_states_pkey" PRIMARY KEY ("version"),
    CONSTRAINT "earlier_states_record" CHECK ("record" IN ('line', 'settings'))
);

CREATE INDEX "earlier_states_record_subject_version_idx" ON "earlier_states"("record", "subject", "version");
