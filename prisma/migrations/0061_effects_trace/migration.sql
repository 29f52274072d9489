-- Which trace an effect was written down in, where traces are made: what follows from a call is seen as one, across processes.
ALTER TABLE "effects" ADD COLUMN "trace" TEXT;
