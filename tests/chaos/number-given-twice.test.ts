/** Postgres dies with a COMMIT on its way, and gives the transaction's number to another one when it is back: that one was kept, ours was not. */
import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import type pg from 'pg';
import { inTransaction } from '../../src/platform/transaction.ts';
import { eventually } from '../support/patience.ts';
import { openPool, ownPostgres, throughPort } from '../support/servers.ts';

test('nobody is told that a transaction was kept because another one bears its number', async () => {
  const postgres = await ownPostgres();
  const behind = openPool(postgres.url, 2);
  let isOpen = true;
  let holdsCommits = false;
  let heldCommits = 0;
  // On the way to the server: closed while it is away, and swallowing each COMMIT when told to.
  const way = createServer((client) => {
    if (!isOpen) return void client.destroy();
    const server = connect(Number(new URL(postgres.url).port), '127.0.0.1');
    for (const one of [client, server]) one.on('error', () => undefined);
    server.on('close', () => client.destroy());
    client.on('close', () => server.destroy());
    server.pipe(client);
    client.on('data', (bytes: Buffer) => {
      if (holdsCommits && bytes.includes('COMMIT')) heldCommits += 1;
      else server.write(bytes);
    });
  }).listen(0, '127.0.0.1');
  await once(way, 'listening');
  const pool = openPool(throughPort(postgres.url, (way.address() as AddressInfo).port), 2);
  pool.on('connect', (client) => client.on('error', () => {}));
  const nothing = () =>
    inTransaction(
      pool,
      () => 'SELECT 1',
      async () => 'kept',
    );
  const number = async (client: pg.Pool) =>
    Number((await client.query<{ id: string }>('SELECT pg_current_xact_id()::text AS id')).rows[0]!.id);
  try {
    expect(await nothing()).toBe('kept');
    const askedForRun = `SELECT 1 FROM pg_stat_activity WHERE query LIKE '%start_time%' AND state = 'idle' AND pid <> pg_backend_pid()`;
    await eventually('the run is known', async () => (await behind.query(askedForRun)).rowCount === 1);
    expect(await nothing()).toBe('kept');
    await behind.query('CHECKPOINT');
    const before = await number(behind);
    holdsCommits = true;
    const lost = nothing().then(
      () => 'kept',
      (problem: Error) => problem.message,
    );
    await eventually('the COMMIT is on its way', () => heldCommits === 1);
    isOpen = false;
    await postgres.stop();
    await postgres.start();
    // Numbers go on from what the dead server had written down.
    for (let given = 0; given <= before; given = await number(behind));
    await number(behind);
    holdsCommits = false;
    isOpen = true;
    expect(await lost).toMatch(/does not say what became/);
    expect(await nothing()).toBe('kept');
  } finally {
    way.close();
    await Promise.all([pool.end(), behind.end()]);
    await postgres.stop();
  }
});
