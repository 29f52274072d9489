-- Whether the carrier keeps a silence too: then only a word that it takes itself can end it.
ALTER TABLE "text_opt_outs" ADD COLUMN "by_carrier" BOOLEAN NOT NULL DEFAULT true;
