import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { warmline } from '../support/command.ts';

const file = 'tests/vectors/northside.json';
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'warmline-schedule-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function json(...argv: string[]): Promise<unknown> {
  const { exitCode, stdout, stderr } = await warmline(...argv, '--json');
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  return JSON.parse(stdout);
}

/** Northside with some of its shifts changed, as a file. */
async function northsideWith(shifts: Record<string, object>): Promise<string> {
  const content = JSON.parse(readFileSync(file, 'utf8')) as { shifts: { id: string }[] };
  const path = join(folder, 'organisation.json');
  await writeFile(
    path,
    JSON.stringify({ ...content, shifts: content.shifts.map((shift) => ({ ...shift, ...shifts[shift.id] })) }),
  );
  return path;
}

describe('warmline shifts', () => {
  test('so many that nobody could read them are asked for in parts', async () => {
    const path = await northsideWith({ 'mon-wed-late': { repeat: 'FREQ=HOURLY' } });
    for (const command of ['shifts', 'gaps'])
      expect(
        await warmline(command, '--file', path, '--from', '2027-01-01T00:00:00Z', '--to', '2127-01-01T00:00:00Z'),
      ).toMatchObject({
        exitCode: 2,
        stderr: expect.stringContaining('more than 100000 shifts run in so long a time'),
      });
  });

  test('whole shifts that touch the range, as exact JSON', async () => {
    expect(
      await json('shifts', '--file', file, '--from', '2026-11-26T01:00:00Z', '--to', '2026-11-26T03:00:01Z'),
    ).toEqual([
      {
        line: 'main',
        shift: 'mon-wed-evening',
        occurrence: '2026-11-25T17:00',
        start: '2026-11-25T23:00:00Z',
        end: '2026-11-26T02:00:00Z',
        people: [
          { person: 'ana-ruiz', as: 'primary' },
          { person: 'ben-okafor', as: 'primary' },
          { person: 'hugo-bell', as: 'backup' },
        ],
      },
      {
        line: 'main',
        shift: 'mon-wed-late',
        occurrence: '2026-11-25T21:00',
        start: '2026-11-26T03:00:00Z',
        end: '2026-11-26T08:00:00Z',
        people: [{ person: 'cleo-tran', as: 'primary' }],
      },
    ]);
  });

  test('instants with an offset are understood; an empty answer is an empty list', async () => {
    expect(
      await json('shifts', '--file', file, '--from', '2026-11-26T10:00:00-06:00', '--to', '2026-11-26T17:00:00-06:00'),
    ).toEqual([]);
  });

  test("people read a table in the line's own time", async () => {
    const { stdout } = await warmline(
      'shifts',
      '--file',
      file,
      '--from',
      '2026-11-26T01:00:00Z',
      '--to',
      '2026-11-27T12:00:00Z',
    );
    expect(stdout).toBe(
      [
        'line  shift            when                                  people',
        'main  mon-wed-evening  Wed 2026-11-25 17:00 – 20:00 CST      ana-ruiz, ben-okafor, hugo-bell (backup)',
        'main  mon-wed-late     Wed 2026-11-25 21:00 – Thu 02:00 CST  cleo-tran',
        'main  thu-fri-late     Thu 2026-11-26 21:00 – Fri 02:00 CST  nobody',
        '',
      ].join('\n'),
    );
    expect(
      (await warmline('shifts', '--file', file, '--from', '2026-11-26T16:00:00Z', '--to', '2026-11-26T17:00:00Z'))
        .stdout,
    ).toBe('No shift runs then.\n');
  });
});

describe('warmline who', () => {
  test('who is on, on all lines or on one', async () => {
    const at = ['who', '--file', file, '--at', '2026-11-08T06:30:00Z'];
    expect(await json(...at)).toEqual([
      { line: 'night-owl', shift: 'night-owl-sat', person: 'hugo-bell', as: 'primary' },
    ]);
    expect(await json(...at, '--line', 'main')).toEqual([]);
    expect((await warmline(...at, '--line', 'main')).stdout).toBe('Nobody is on then.\n');
    expect((await warmline(...at)).stdout).toContain(
      'night-owl  night-owl-sat  hugo-bell  primary  Sat 2026-11-07 22:00 – Sun 02:00 PST',
    );
  });

  test('who is on time off is not on', async () => {
    expect(await json('who', '--file', file, '--at', '2026-12-15T04:00:00Z')).toEqual([
      { line: 'main', shift: 'mon-wed-late', person: 'cleo-tran', as: 'primary' },
    ]);
    expect(await json('who', '--file', file, '--at', '2026-12-22T04:00:00Z')).toEqual([]);
  });
});

describe('warmline gaps', () => {
  test('what is missing while a line is open', async () => {
    const gaps = await json('gaps', '--file', file, '--from', '2026-11-07T15:00:00Z', '--to', '2026-11-07T20:00:00Z');
    expect(gaps).toEqual([
      { line: 'main', start: '2026-11-07T15:00:00Z', end: '2026-11-07T19:00:00Z', need: 2, have: 1, missing: ['es'] },
      { line: 'main', start: '2026-11-07T19:00:00Z', end: '2026-11-07T20:00:00Z', need: 3, have: 1, missing: [] },
    ]);
  });

  test('a closed day has none', async () => {
    const holiday = await json(
      'gaps',
      '--file',
      file,
      '--from',
      '2026-12-25T12:00:00Z',
      '--to',
      '2026-12-26T06:00:00Z',
    );
    expect(holiday).toMatchObject([{ line: 'night-owl' }]);
  });

  test('people read a table', async () => {
    const { stdout } = await warmline(
      'gaps',
      '--file',
      file,
      '--from',
      '2026-11-07T15:00:00Z',
      '--to',
      '2026-11-07T20:00:00Z',
    );
    expect(stdout).toBe(
      'line  when                              people  missing\nmain  Sat 2026-11-07 09:00 – 13:00 CST  1 of 2  es\nmain  Sat 2026-11-07 13:00 – 14:00 CST  1 of 3\n',
    );
    const none = await warmline(
      'gaps',
      '--file',
      file,
      '--from',
      '2026-11-02T23:00:00Z',
      '--to',
      '2026-11-03T02:00:00Z',
    );
    expect(none.stdout).toBe('No gaps: every open line has who it needs.\n');
  });
});

describe('bad input ends with exit code 2 and says what it is', () => {
  const range = ['--from', '2026-11-07T15:00:00Z', '--to', '2026-11-07T20:00:00Z'];
  test.each([
    ['no file', ['shifts', ...range], /--file <FILE>' not specified/],
    [
      'a file that is not there',
      ['shifts', '--file', 'nowhere.json', ...range],
      /^nowhere.json: there is no such file$/,
    ],
    [
      'an instant without offset',
      ['who', '--file', file, '--at', '2026-11-07T15:00:00'],
      /must be an instant with an offset or Z/,
    ],
    [
      'a range the wrong way round',
      ['gaps', '--file', file, '--from', '2026-11-08T00:00:00Z', '--to', '2026-11-07T00:00:00Z'],
      /^--to: is before --from$/,
    ],
    [
      'a line that is not there',
      ['who', '--file', file, '--at', '2026-11-07T15:00:00Z', '--line', 'nowhere'],
      /^--line: no such line "nowhere"$/,
    ],
  ])('%s', async (_what, argv, sentence) => {
    const { exitCode, stdout, stderr } = await warmline(...argv, '--json');
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr.trim()).toMatch(sentence);
  });

  test('every fault of the shifts, one line each', async () => {
    const bad = await northsideWith({
      'mon-wed-evening': { repeat: 'FREQ=FORTNIGHTLY' },
      'fri-evening': { changes: [{ occurrence: '2026-11-07T17:00', need: 3 }] },
      'tue-late': { end: '2026-11-03T20:00' },
    });
    const { exitCode, stderr } = await warmline('shifts', '--file', bad, ...range);
    expect(exitCode).toBe(2);
    expect(stderr.trim().split('\n')).toEqual([
      expect.stringMatching(/^shifts\[0\]\.repeat: FREQ=FORTNIGHTLY is no frequency/),
      'shifts[2].changes[0].occurrence: the shift has no occurrence "2026-11-07T17:00"',
      'shifts[4].end: the shift ends before it starts (2026-11-03T21:00)',
    ]);
  });
});
