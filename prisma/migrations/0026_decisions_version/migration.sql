-- What is stored to be read again says in which form it is.
ALTER TABLE "decisions" ADD COLUMN "version" INTEGER NOT NULL DEFAULT 1;
