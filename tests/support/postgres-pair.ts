/** A Postgres and its standby, both real servers that only one test uses: what was committed is on both before anybody is told. */
import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { postgresPlace } from '../../infra/embedded/postgres-user.ts';
import { startPostgres, stopPostgres } from '../../infra/embedded/postgres.ts';
import { freePort, writeRecord, type ServerRecord } from '../../infra/embedded/process.ts';
import { migrate } from '../../src/platform/migrations.ts';
import { killPostgres } from './kill-postgres.ts';
import { eventually } from './patience.ts';
import { ownFolder } from './servers.ts';

export type PostgresPair = {
  /** The one that takes statements at first. */
  primaryUrl: string;
  standbyUrl: string;
  /** `kill -9` of every process of the first one. */
  killPrimary(): void;
  /** Makes the standby the one that takes statements; resolves once it does. */
  promote(): Promise<void>;
  close(): Promise<void>;
};

const say = () => {};

/** Both migrated, and `fill`ed while there was one only. */
export async function ownPostgresPair(fill: (databaseUrl: string) => Promise<void>): Promise<PostgresPair> {
  const [primary, standby] = [ownFolder('primary'), ownFolder('standby')];
  const first = await startPostgres(primary, 'throw-away', say);
  await migrate(first);
  await fill(first);
  const data = (await ask<{ data_directory: string }>(first, 'SHOW data_directory'))[0]!.data_directory;
  // What the server of tests does not wait for, its users can ask for all the same.
  await ask(first, 'ALTER ROLE warmline SET synchronous_commit = on');
  // An end in good order leaves files that can be copied as they are.
  await ask(first, 'CHECKPOINT');
  const { port, password, mark } = recordOf(primary);
  process.kill(Number.parseInt(mark ?? '', 10), 'SIGINT');
  await stopPostgres(primary, 'durable');
  await copyAsStandby(data, standby, { port, password });
  const primaryUrl = await startPostgres(primary, 'throw-away', say);
  const standbyUrl = await startPostgres(standby, 'throw-away', say);
  await ask(primaryUrl, `ALTER SYSTEM SET synchronous_standby_names = '*'`);
  await ask(primaryUrl, 'SELECT pg_reload_conf()');
  const isTogether = async () =>
    (await ask(primaryUrl, `SELECT 1 FROM pg_stat_replication WHERE sync_state = 'sync'`)).length === 1;
  await eventually('the standby follows', isTogether);
  return {
    primaryUrl,
    standbyUrl,
    killPrimary() {
      killPostgres(Number.parseInt(recordOf(primary).mark ?? '', 10));
    },
    promote: async () => void (await ask(standbyUrl, 'SELECT pg_promote()')),
    close: async () => void (await Promise.all([primary, standby].map((one) => stopPostgres(one, 'throw-away')))),
  };
}

const recordOf = (folder: string) => JSON.parse(readFileSync(join(folder, 'postgres.json'), 'utf8')) as ServerRecord;

async function copyAsStandby(data: string, folder: string, primary: { port: number; password: string }): Promise<void> {
  mkdirSync(folder, { recursive: true, mode: 0o711 });
  const target = join(postgresPlace(folder, say).folder, 'data');
  // Owners and rights are copied too.
  const copied = spawnSync('cp', ['-Rp', data, target]);
  if (copied.status !== 0) throw new Error(String(copied.stderr));
  writeFileSync(join(target, 'standby.signal'), '');
  const { port, password } = primary;
  const place = `host=127.0.0.1 port=${port} user=warmline password=${password} application_name=standby`;
  appendFileSync(join(target, 'postgresql.auto.conf'), `primary_conninfo = '${place}'\n`);
  writeRecord(join(folder, 'postgres.json'), { port: await freePort(), password, mark: null });
}

async function ask<Row>(databaseUrl: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(sql)).rows as Row[];
  } finally {
    await client.end();
  }
}
