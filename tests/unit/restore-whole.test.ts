/** What is restored is the whole database, row by row, or nothing: whatever is wrong with the backup, an empty database stays empty. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { frameBytes, framesOf, type Frame } from '../../src/operations/backup-frames.ts';
import { restoreBackup } from '../../src/operations/restore-backup.ts';
import { openSealed, sealToFile } from '../../src/operations/sealed-file.ts';
import { takeBackup } from '../../src/operations/take-backup.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { emptyDatabase, freshDatabase, openPool, scratchFolder } from '../support/servers.ts';

const secret = 'ab'.repeat(32);
const passphrase = 'a few words to keep';
const drops: (() => Promise<void>)[] = [];
let folder: string;
let source: pg.Pool;
let empty: string;
let frames: Frame[];

/** Values that are hard to copy, in a table that refers to another and counts by itself. */
const filled = `
  INSERT INTO people (id, position, name, roles, languages, tags, channels, time_zone, trainee, reserve, limits, availability)
    VALUES ('ana', 0, E'Añа\\t\\\\N\\n\\u2028"', '{a,"b,c"}', '{}', '{}', '{NULL}', 'Etc/UTC', false, true, '{"a": 1.50}', '[]');
  INSERT INTO training (person_id, course, position) VALUES ('ana', 'core', 0);
  INSERT INTO texts (id, direction, lane, line_id, channel, created_at, due_at) VALUES
    ('out', 'out', 'person-ana', 'main', 'sms', now(), now()), ('in', 'in', 'person-ana', 'main', 'sms', now(), now());
  INSERT INTO effects (id, kind, queue, payload, priority, due_at) VALUES
    ('ring', 'RingVolunteer', 'offers', '{}', 2, now()), ('other', 'LookAfter', 'rotation', '{}', 9, now());
  INSERT INTO audit (at, by_whom, action, subject) SELECT now(), 'x', 'y', 'z' FROM generate_series(1, 5000);
  DELETE FROM audit WHERE id > 4990`;

beforeAll(async () => {
  folder = scratchFolder();
  const [from, to] = await Promise.all([freshDatabase(), emptyDatabase()]);
  drops.push(from.drop, to.drop);
  empty = to.databaseUrl;
  source = openPool(from.databaseUrl);
  await source.query(filled);
  const file = join(folder, 'whole');
  await takeBackup({ pool: source, clock: systemClock }, { file, passphrase, secret, withSecret: true, by: 'test' });
  frames = [];
  for await (const frame of framesOf(openSealed(file, passphrase))) frames.push(frame);
});

afterAll(async () => {
  await source.end();
  await Promise.all(drops.map((drop) => drop()));
});

const restore = (file: string, more: Partial<Parameters<typeof restoreBackup>[0]> = {}) =>
  restoreBackup({
    file: join(folder, file),
    passphrase,
    databaseUrl: empty,
    secret,
    replace: false,
    by: 'test',
    nowMs: 0,
    keepSecret: null,
    ...more,
  });

/** Everything in a database, as text. */
async function contentOf(databaseUrl: string): Promise<Record<string, string[]>> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ table: string; row: string }>(
      `SELECT format('%I.%I', relnamespace::regnamespace, relname) AS table,
        CASE relkind WHEN 'r' THEN 'r::text' ELSE 'last_value::text' END AS row FROM pg_class WHERE relkind IN ('r', 'S')
        AND relnamespace::regnamespace::text NOT LIKE 'pg_%' AND relnamespace <> 'information_schema'::regnamespace ORDER BY 1`,
    );
    const content: Record<string, string[]> = {};
    for (const { table, row } of rows)
      content[table] = (
        await client.query<{ row: string }>(`SELECT ${row} AS row FROM ${table} r ORDER BY 1`)
      ).rows.map((one) => one.row);
    return content;
  } finally {
    await client.end();
  }
}

async function sealed(name: string, given: Frame[]): Promise<string> {
  async function* pieces() {
    for (const frame of given) yield frameBytes(frame);
  }
  await sealToFile(join(folder, name), passphrase, pieces());
  return name;
}

const changed = (change: (frame: Frame) => Frame[]) => frames.flatMap(change);

describe('nothing is restored', () => {
  const cases: [string, () => Promise<string>, RegExp][] = [
    [
      'of a file whose end is missing',
      async () => {
        writeFileSync(join(folder, 'cut'), readFileSync(join(folder, 'whole')).subarray(0, -30));
        return 'cut';
      },
      /cut off or changed/,
    ],
    [
      'of a file in which one bit is another',
      async () => {
        const bytes = readFileSync(join(folder, 'whole'));
        const at = bytes.length - 100;
        bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
        writeFileSync(join(folder, 'bit'), bytes);
        return 'bit';
      },
      /cut off or changed/,
    ],
    [
      'of one sealed well that lacks rows',
      () =>
        sealed(
          'rows',
          changed((frame) => (frame.kind === 'data' && frame.bytes.includes('core') ? [] : [frame])),
        ),
      /all rows of training/,
    ],
    [
      'of one that a later release made',
      () =>
        sealed(
          'later',
          changed((frame) =>
            frame.kind === 'header'
              ? [{ ...frame, migrations: [...frame.migrations, { name: '9999_later', checksum: 'x' }] }]
              : [frame],
          ),
        ),
      /9999_later: install that release or a newer one first/,
    ],
  ];
  test.each(cases)('%s', async (_what, make, sentence) => {
    const file = await make();
    await expect(restore(file)).rejects.toThrow(sentence);
    expect(await contentOf(empty)).toEqual({});
  });
});

test('every row, every number that goes on by itself, and the record of migrations come back; the secret only where it may', async () => {
  const kept: string[] = [];
  await expect(restore('whole', { secret: 'cd'.repeat(32) })).rejects.toThrow(/another WARMLINE_SECRET/);
  const restored = await restore('whole', { secret: 'cd'.repeat(32), keepSecret: (one) => void kept.push(one) });
  expect(kept).toEqual([secret]);
  expect(restored.rows).toBeGreaterThan(4990);
  const [before, after] = await Promise.all([contentOf(String(source.options.connectionString)), contentOf(empty)]);
  const ours = (content: Record<string, string[]>) =>
    Object.fromEntries(
      Object.entries(content).filter(
        ([table]) => !/_prisma_migrations|last_backup|effects$|texts$|\.audit(_id_seq)?$/.test(table),
      ),
    );
  expect(ours(after)).toEqual(ours(before));
  expect(Object.keys(after)).toEqual(Object.keys(before));
  // Whatever was going out may have gone since: the carrier is asked before anybody is rung or written to.
  const client = new pg.Client({ connectionString: empty });
  await client.connect();
  const { rows } = await client.query(
    'SELECT id, attempts FROM texts UNION ALL SELECT id, attempts FROM effects ORDER BY 1',
  );
  await client.end();
  expect(rows).toEqual([
    { id: 'in', attempts: 0 },
    { id: 'other', attempts: 0 },
    { id: 'out', attempts: 1 },
    { id: 'ring', attempts: 1 },
  ]);
  // Making the backup and restoring it are one entry each; the number after the last one ever given is the next.
  expect(after['public.audit']).toHaveLength(4991);
  expect(after['public.audit_id_seq']).toEqual(['5001']);
});
