/** `warmline callback` and `warmline attention` against a real database. */
import { expect, test } from '@jest/globals';
import { DateTime } from 'luxon';
import { commandDatabase } from '../support/command-database.ts';
import { warmline } from '../support/command.ts';
import { caller, line } from '../support/small-organisation.ts';

const database = commandDatabase();

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
    expect.objectContaining({
      id,
      line: 'main',
      state: 'open',
      via: 'coordinator',
      timed: false,
      messageOk: true,
      attempts: [],
      settled: null,
      to: expect.stringMatching(/^[\w-]{43}$/),
    }),
  ]);
  const words = await warmline('callback', 'list');
  expect(words.stdout).toMatch(/^Kept on time, of the promises of the last 30 days: none was due, 1 open\.\n/);
  for (const { stdout } of [added, listed, words]) expect(stdout).not.toContain(caller.slice(3));
  expect(JSON.stringify((await database().query('SELECT * FROM callbacks')).rows)).not.toContain(caller.slice(2));
  expect(
    (await database().query(`SELECT by_whom, subject FROM audit WHERE action = 'callback.promised'`)).rows,
  ).toEqual([{ by_whom: expect.stringMatching(/^cli:/), subject: id }]);
});

test('at a time, in UTC', async () => {
  const noon = DateTime.now().setZone('America/Chicago').plus({ days: 2 }).startOf('day').set({ hour: 12 });
  const at = noon.toUTC().toISO({ suppressMilliseconds: true }) ?? '';
  const added = await warmline('callback', 'add', '--line', 'main', '--number', '+15550900009', '--at', at, '--json');
  expect(JSON.parse(added.stdout)).toMatchObject({ due: at, already: false });
});

test.each([
  [['--line', 'nowhere', '--number', caller], '--line: no such line "nowhere"\n'],
  [['--line', 'main', '--number', line], '--number: is a number of this organisation\n'],
  [
    ['--line', 'main', '--number', '+19005550100'],
    '--number: calls to such numbers are charged extra, so none is promised\n',
  ],
  [['--line', 'main', '--number', '+266696687'], '--number: stands for a hidden number and belongs to nobody\n'],
  [['--line', 'main', '--number', '5550900001'], '--number: must be a number such as +15550900001\n'],
  [['--line', 'main', '--number', caller, '--at', '2020-01-01T00:00:00Z'], '--at: must not be in the past\n'],
  [['--line', 'main', '--number', caller, '--time-zone', 'Mars/Olympus'], '--time-zone: no such zone "Mars/Olympus"\n'],
])('bad input: %j', async (words, sentence) => {
  expect(await warmline('callback', 'add', ...words)).toEqual({ exitCode: 2, stdout: '', stderr: sentence });
});

test('what waits for a coordinator is listed until somebody has seen to it', async () => {
  expect((await warmline('attention', 'list')).stdout).toBe('Nothing waits for a coordinator.\n');
  await database().query(
    `INSERT INTO attention (id, kind, at, line_id, subject, key) VALUES ('a1', 'callback-failed', '2026-11-10T18:00:00Z', 'main', 'c1', 'callback c1')`,
  );
  expect(JSON.parse((await warmline('attention', 'list', '--json')).stdout)).toEqual([
    { id: 'a1', kind: 'callback-failed', at: '2026-11-10T18:00:00Z', line: 'main', person: null, subject: 'c1' },
  ]);
  expect((await warmline('attention', 'list')).stdout).toMatch(
    /a1 .*2026-11-10T18:00:00Z .*a promised call reached nobody .*main .*c1/,
  );
  expect(await warmline('attention', 'done', 'a1')).toEqual({ exitCode: 0, stdout: 'Done. Thank you.\n', stderr: '' });
  expect(await warmline('attention', 'done', 'a1', '--json')).toMatchObject({ exitCode: 0 });
  expect(await warmline('attention', 'done', 'a2')).toMatchObject({ exitCode: 2, stdout: '' });
  expect(JSON.parse((await warmline('attention', 'list', '--json')).stdout)).toEqual([]);
  expect(
    (await database().query(`SELECT count(*)::int AS times FROM audit WHERE action = 'attention.done'`)).rows,
  ).toEqual([{ times: 1 }]);
});

test('a time in quiet hours: the time it will really be is printed', async () => {
  const day = DateTime.now().setZone('America/Chicago').plus({ days: 2 }).startOf('day');
  const [asked, morning] = [day.set({ hour: 3 }), day.set({ hour: 9 })].map((at) =>
    at.toUTC().toISO({ suppressMilliseconds: true }),
  ) as [string, string];
  const to = (number: string, ...words: string[]) =>
    warmline('callback', 'add', '--line', 'main', '--number', number, '--at', asked, ...words);
  expect(JSON.parse((await to('+15550900021', '--json')).stdout)).toMatchObject({ due: morning, already: false });
  expect((await to('+15550900022')).stdout).toContain(`: at ${morning}, the first time after ${asked}`);
});
