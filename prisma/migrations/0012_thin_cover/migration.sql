ALTER TABLE "line_states" ADD COLUMN "thin_since" TIMESTAMPTZ(3), ADD COLUMN "thin_have" INTEGER;
