-- Rows of these tables go from state to state within minutes, and each step leaves a dead row behind that the small indexes
-- of what is open, due or waiting lead to. Postgres tidies up once a fifth of a table is dead: with years behind it that is
-- never. A thousand dead rows are enough; with a million kept that takes some ten milliseconds.
ALTER TABLE "contacts" SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
ALTER TABLE "legs" SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
ALTER TABLE "effects" SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
ALTER TABLE "conversations" SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
ALTER TABLE "texts" SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
ALTER TABLE "callbacks" SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
