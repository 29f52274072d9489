/** `warmline callback` and `warmline attention` against a real database. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { warmline } from '../support/command.ts';
import { freshDatabase, scratchFolder } from '../support/servers.ts';
import { caller, line, smallOrganisation } from '../support/small-organisation.ts';

const environment = { ...process.env };
let drop: () => Promise<void>;
let pool: pg.Pool;

beforeAll(async () => {
  const fresh = await freshDatabase();
  drop = fresh.drop;
  pool = new pg.Pool({ connectionString: fresh.databaseUrl });
  const folder = scratchFolder();
  Object.assign(process.env, { DATABASE_URL: fresh.databaseUrl, WARMLINE_SECRET: '5e'.repeat(32), WARMLINE_DATA_DIR: folder });
  const file = join(folder, 'organisation.json');
  writeFileSync(file, JSON.stringify(smallOrganisation({ ana: {} })));
  expect((await warmline('org', 'import', file)).exitCode).toBe(0);
});
afterAll(async () => {
  process.env = environment;
  await pool.end();
  await drop();
});

const add = (...words: string[]) => warmline('callback', 'add', '--line', 'main', '--number', caller, ...words);

test('a promise is entered once, listed without its number, and seen to when it fails', async () => {
  const added = await add('--message-ok', '--json');
  expect(added).toMatchObject({ exitCode: 0, stderr: '' });
  const { id, ...promise } = JSON.parse(added.stdout);
  expect(promise).toMatchObject({ line: 'main', already: false });
  expect(Date.parse(promise.until) - Date.parse(promise.due)).toBeGreaterThanOrEqual(24 * 3_600_000);
  expect(JSON.parse((await add('--json')).stdout)).toMatchObject({ id, already: true });

  const listed = await warmline('callback', 'list', '--json');
  expect(JSON.parse(listed.stdout)).toEqual([
    expect.objectContaining({ id, line: 'main', state: 'open', via: 'coordinator', timed: false, messageOk: true, attempts: [], settled: null, to: expect.stringMatching(/^[\w-]{43}$/) }),
  ]);
  const words = await warmline('callback', 'list');
  for (const { stdout } of [added, listed, words]) expect(stdout).not.toContain(caller.slice(3));
  expect(JSON.stringify((await pool.query('SELECT * FROM callbacks')).rows)).not.toContain(caller.slice(2));
  expect((await pool.query(`SELECT by_whom, subject FROM audit WHERE action = 'callback.promised'`)).rows).toEqual([{ by_whom: expect.stringMatching(/^cli:/), subject: id }]);
});

test('at a time, in UTC', async () => {
  const at = `${new Date(Date.now() + 40 * 3_600_000).toISOString().slice(0, 19)}Z`;
  const added = await warmline('callback', 'add', '--line', 'main', '--number', '+15550900009', '--at', at, '--json');
  expect(JSON.parse(added.stdout)).toMatchObject({ due: at, already: false });
});

test.each([
  [['--line', 'nowhere', '--number', caller], '--line: no such line "nowhere"\n'],
  [['--line', 'main', '--number', line], '--number: is a number of this organisation\n'],
  [['--line', 'main', '--number', '+19005550100'], '--number: calls to such numbers are charged extra, so none is promised\n'],
  [['--line', 'main', '--number', '5550900001'], '--number: must be a number such as +15550900001\n'],
  [['--line', 'main', '--number', caller, '--at', '2020-01-01T00:00:00Z'], '--at: must not be in the past\n'],
  [['--line', 'main', '--number', caller, '--time-zone', 'Mars/Olympus'], '--time-zone: no such zone "Mars/Olympus"\n'],
])('bad input: %j', async (words, sentence) => {
  expect(await warmline('callback', 'add', ...words)).toEqual({ exitCode: 2, stdout: '', stderr: sentence });
});

test('what waits for a coordinator is listed until somebody has seen to it', async () => {
  expect((await warmline('attention', 'list')).stdout).toBe('Nothing waits for a coordinator.\n');
  await pool.query(`INSERT INTO attention (id, kind, at, line_id, subject, key) VALUES ('a1', 'callback-failed', '2026-11-10T18:00:00Z', 'main', 'c1', 'callback c1')`);
  expect(JSON.parse((await warmline('attention', 'list', '--json')).stdout)).toEqual([{ id: 'a1', kind: 'callback-failed', at: '2026-11-10T18:00:00Z', line: 'main', person: null, subject: 'c1' }]);
  expect(await warmline('attention', 'done', 'a1')).toEqual({ exitCode: 0, stdout: 'Done. Thank you.\n', stderr: '' });
  expect(await warmline('attention', 'done', 'a1', '--json')).toMatchObject({ exitCode: 0 });
  expect(await warmline('attention', 'done', 'a2')).toMatchObject({ exitCode: 2, stdout: '' });
  expect(JSON.parse((await warmline('attention', 'list', '--json')).stdout)).toEqual([]);
  expect((await pool.query(`SELECT count(*)::int AS times FROM audit WHERE action = 'attention.done'`)).rows).toEqual([{ times: 1 }]);
});
