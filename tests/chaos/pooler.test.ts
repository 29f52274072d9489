/** Behind a pooler that gives each transaction another connection: processes migrate once, and no statement is missed by its name. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { openDatabase } from '../../src/platform/database.ts';
import { migrate } from '../../src/platform/migrations.ts';
import { inTransaction } from '../../src/platform/transaction.ts';
import { ownPooler } from '../support/pooler.ts';
import { emptyDatabase, scratchFolder } from '../support/servers.ts';

test('by transaction and by session', async () => {
  const server = await emptyDatabase();
  const pooler = await ownPooler(server.databaseUrl);
  const folder = scratchFolder();
  mkdirSync(join(folder, '0001_first'));
  writeFileSync(join(folder, '0001_first', 'migration.sql'), 'CREATE TABLE one (id INT)');
  const database = openDatabase(pooler.byTransaction);
  try {
    const ways = [pooler.byTransaction, pooler.bySession, pooler.byTransaction, pooler.byTransaction];
    const done = await Promise.all(ways.map((url) => migrate(url, folder)));
    expect(done.flat()).toEqual(['0001_first']);
    expect(await migrate(pooler.byTransaction, folder)).toEqual([]);

    const ask = async (value: number) =>
      inTransaction(
        database.pool,
        () => 'SELECT 1',
        async (client) => {
          const asked = { name: 'doubled', text: 'SELECT 2 * $1::int AS doubled', values: [value] };
          return (await client.query<{ doubled: number }>(asked)).rows[0]?.doubled;
        },
      );
    const values = Array.from({ length: 60 }, (_, index) => index);
    expect(await Promise.all(values.map(ask))).toEqual(values.map((value) => 2 * value));

    // Nobody said that connections change: what two processes prepared is missed on some of them.
    const unaware = [1, 2].map(() => openDatabase(pooler.byTransaction.replace('?pgbouncer=true', '')));
    const askPrepared = async (value: number) => {
      const { pool } = unaware[value % 2]!;
      const doubled = { text: 'SELECT 2 * $1::int AS doubled', types: ['text'], values: [`${value}`] } as const;
      const found = await inTransaction(
        pool,
        () => [doubled],
        async (_client, commitWith, opened) => {
          await commitWith([doubled]);
          return opened.at(-1)?.rows[0] as unknown;
        },
      );
      return (found as { doubled: number }).doubled;
    };
    for (const _round of [1, 2, 3])
      expect(await Promise.all(values.map(askPrepared))).toEqual(values.map((value) => 2 * value));
    await Promise.all(unaware.map((one) => one.close()));
  } finally {
    await database.close();
    await pooler.close();
    await server.drop();
  }
});
