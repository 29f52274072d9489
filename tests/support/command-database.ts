/** A database with the small organisation for the tests of a command: whatever `warmline` runs inside the test finds it. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from '@jest/globals';
import type pg from 'pg';
import { warmline } from './command.ts';
import { freshDatabase, openPool, scratchFolder } from './servers.ts';
import { smallOrganisation } from './small-organisation.ts';

/** Sets it up before the tests of a file and clears it away after them; gives the way to look at its tables. */
export function commandDatabase(): () => pg.Pool {
  const environment = { ...process.env };
  let drop: () => Promise<void>;
  let pool: pg.Pool;
  beforeAll(async () => {
    const fresh = await freshDatabase();
    drop = fresh.drop;
    pool = openPool(fresh.databaseUrl);
    const folder = scratchFolder();
    Object.assign(process.env, {
      DATABASE_URL: fresh.databaseUrl,
      WARMLINE_SECRET: '5e'.repeat(32),
      WARMLINE_DATA_DIR: folder,
    });
    const file = join(folder, 'organisation.json');
    writeFileSync(file, JSON.stringify(smallOrganisation({ ana: {} })));
    expect((await warmline('org', 'import', file)).exitCode).toBe(0);
  });
  afterAll(async () => {
    process.env = environment;
    await pool.end();
    await drop();
  });
  return () => pool;
}
