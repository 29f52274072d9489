import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { warmline } from '../support/command.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'warmline-forecast-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function forecastOf(csv: string, ...argv: string[]) {
  const path = join(folder, 'history.csv');
  await writeFile(path, csv);
  return warmline('forecast', '--history', path, ...argv);
}

const range = ['--from', '2026-03-30', '--to', '2026-04-01'];
const start = Date.parse('2026-03-02T00:00:00Z');
/** Four weeks in UTC, open 10:00–20:00 with 8 calls a half hour. */
const fourWeeks = [
  'start,offered',
  ...Array.from({ length: 28 * 48 }, (_, index) => {
    const isOpen = index % 48 >= 20 && index % 48 < 40;
    return `${new Date(start + index * 1_800_000).toISOString()},${isOpen ? 8 : 0}`;
  }),
];

describe('warmline forecast', () => {
  test('answers in exact JSON, half hour by half hour, the last date excluded', async () => {
    const { exitCode, stdout, stderr } = await forecastOf(fourWeeks.join('\n'), ...range, '--json');
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    const answer = JSON.parse(stdout) as Record<string, unknown>[];
    expect(answer).toHaveLength(96);
    expect(answer[0]).toEqual({ start: '2026-03-30T00:00:00Z', expected: 0, low: 0, high: 0 });
    expect(answer[20]).toEqual({
      start: '2026-03-30T10:00:00Z',
      expected: expect.closeTo(8, 1),
      low: expect.any(Number),
      high: expect.any(Number),
    });
    expect(answer.at(-1)).toMatchObject({ start: '2026-03-31T23:30:00Z' });
  });

  test('reads what spreadsheets write: a mark at the start, other line ends, quotation marks, spaces, empty lines', async () => {
    const plain = await forecastOf(fourWeeks.join('\n'), ...range, '--json');
    const written = fourWeeks.map((line) =>
      line
        .split(',')
        .map((cell) => `"${cell}"`)
        .join(', '),
    );
    const other = await forecastOf(`\ufeff${written.join('\r\n')}\r\n\r\n`, ...range, '--json');
    expect(other).toEqual(plain);
  });

  test('dates are those of --zone', async () => {
    const { stdout } = await forecastOf(fourWeeks.join('\n'), ...range, '--zone', 'America/Chicago', '--json');
    const answer = JSON.parse(stdout) as { start: string }[];
    expect([answer[0]?.start, answer.at(-1)?.start]).toEqual(['2026-03-30T05:00:00Z', '2026-04-01T04:30:00Z']);
    const spring = ['--from', '2026-03-08', '--to', '2026-03-09', '--zone', 'America/Chicago', '--json'];
    expect(JSON.parse((await forecastOf(fourWeeks.join('\n'), ...spring)).stdout)).toHaveLength(46);
  });

  test('shows people the days, the busiest half hour and the shape, and says when there is little to go by', async () => {
    const { stdout } = await forecastOf(fourWeeks.join('\n'), ...range);
    expect(stdout).toContain('From 1344 half hours (28 days), dates in UTC.');
    expect(stdout).toMatch(/^Mon 2026-03-30 {2}1\d\d\.\d +1\d:[03]0 {2}8\.\d \(\d+–\d+\) +\| {10}█{10} {4}\|$/m);
    expect(stdout).not.toContain('little history');
    const short = await forecastOf(fourWeeks.slice(0, 145).join('\n'), ...range);
    expect(short.stdout).toContain('That is little history: the shape of the week is in doubt');
    expect(stdout).not.toContain('nothing is told');
    const gaps = await forecastOf(fourWeeks.filter((_, index) => index < 400 || index > 500).join('\n'), ...range);
    expect(gaps.stdout).toContain('Of 101 half hours in between nothing is told: they are taken as unknown.');
  });

  test('says what a history is silent of, on stderr where stdout is exact JSON', async () => {
    const lastRow = fourWeeks.length - 1;
    const silent = fourWeeks.map((line, index) => (index > lastRow - 10 * 48 ? line.replace(/,8$/, ',0') : line));
    const { exitCode, stdout, stderr } = await forecastOf(silent.join('\n'), ...range, '--json');
    const answer = JSON.parse(stdout) as { expected: number }[];
    expect({ exitCode, at11: answer[22]?.expected }).toEqual({ exitCode: 0, at11: expect.closeTo(8, 0) });
    expect(stderr).toBe(
      'From 2026-03-20 on, for 10 days, next to nobody came where about 1600 would have: that is taken for a pause, and the pace of before is expected again, less surely. While the line stays closed nobody comes.\n',
    );
    const ended = await forecastOf(fourWeeks.slice(0, -3 * 48).join('\n'), ...range);
    expect(ended.stdout).toContain('The history ends 3 days before 2026-03-30: those days are taken as unknown.');
    const before = await forecastOf(fourWeeks.join('\n'), '--from', '2026-03-29', '--to', '2026-03-30');
    expect(before.stdout).toContain('48 half hours from 2026-03-29 on in the history are not looked at.');
  });

  test('says that a line which has been silent for weeks has ended', async () => {
    const silence = Array.from({ length: 30 * 48 }, (_, index) => {
      const startMs = start + (28 * 48 + index) * 1_800_000;
      return `${new Date(startMs).toISOString()},0`;
    });
    const may = ['--from', '2026-05-01', '--to', '2026-05-02'];
    const { stdout } = await forecastOf([...fourWeeks, ...silence].join('\n'), ...may);
    expect(stdout).toMatch(/From 2026-03-30 on, for 30 days, .* the line is taken to have ended, and nothing is/);
    expect(stdout).toMatch(/^Fri 2026-05-01 +0\.0 +–/m);
  });

  test('no days between two equal dates', async () => {
    const { exitCode, stdout } = await forecastOf(
      fourWeeks.join('\n'),
      '--from',
      '2026-03-30',
      '--to',
      '2026-03-30',
      '--json',
    );
    expect({ exitCode, answer: JSON.parse(stdout) }).toEqual({ exitCode: 0, answer: [] });
  });

  test('names every problem of the file by its line', async () => {
    const csv = [
      'start,offered',
      '2026-03-02T00:00:00Z,3',
      '2026-03-02T00:30:00Z,-2',
      '2026-03-02T01:00:00Z,2.5',
      '2026-03-02T01:30:00,1',
      '2026-02-30T00:00:00Z,1',
      '2026-03-02T02:10:00Z,1',
      '',
      '2026-03-02T00:00:00Z,4',
      '2026-03-01T19:00:00-05:00,4',
      '2026-03-02T03:00:00Z,',
      '2026-03-02T03:30:00Z,many',
      '2026-03-02T04:00:00Z,1,2',
      '2026-03-02T04:30:00Z,99999999',
    ].join('\n');
    const { exitCode, stdout, stderr } = await forecastOf(csv, ...range, '--json');
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr.trim().split('\n')).toEqual([
      'line 3: "offered" must be a whole number of at least 0, not "-2"',
      'line 4: "offered" must be a whole number of at least 0, not "2.5"',
      'line 5: no such instant "2026-03-02T01:30:00" (write 2026-03-08T08:00:00Z, or an offset in place of the Z)',
      'line 6: no such instant "2026-02-30T00:00:00Z" (write 2026-03-08T08:00:00Z, or an offset in place of the Z)',
      'line 7: "2026-03-02T02:10:00Z" is not the start of a half hour (minute 00 or 30 on the clock of UTC)',
      'line 9: "2026-03-02T00:00:00Z" stands here twice: line 2 is the same half hour',
      'line 10: "2026-03-01T19:00:00-05:00" stands here twice: line 2 is the same half hour',
      'line 11: "offered" is empty; leave the row out where nobody knows, and write 0 where the line was closed',
      'line 12: "offered" must be a whole number of at least 0, not "many"',
      'line 13: there must be 2 cells, start and offered, not 3',
      'line 14: "offered" must be at most 1000000, not 99999999',
    ]);
  });

  test('of many problems the first twenty', async () => {
    const { stderr } = await forecastOf(
      ['start,offered', ...Array.from({ length: 50 }, () => 'x,1')].join('\n'),
      ...range,
    );
    expect(stderr.trim().split('\n')).toHaveLength(21);
    expect(stderr).toContain('… and 30 more');
  });

  test.each([
    ['an empty file', '', /the file is empty/],
    ['a header alone', 'start,offered\n', /no row below the header/],
    ['another header', 'time;calls\n1;2', /^line 1: the header must be start,offered, not "time;calls"$/],
    ['no header', '2026-03-02T00:00:00Z,3', /^line 1: the header must be start,offered/],
    ['a quotation mark left open', 'start,offered\n"2026-03-02T00:00:00Z,3', /^line 2: a quotation mark/],
    [
      'two ages',
      'start,offered\n1926-03-02T00:00:00Z,3\n2026-03-02T00:00:00Z,3',
      /over more than 20 years, from 1926-03-02 to/,
    ],
  ])('%s', async (_what, csv, sentence) => {
    const { exitCode, stdout, stderr } = await forecastOf(csv, ...range, '--json');
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr.trim()).toMatch(sentence);
  });

  test.each([
    ['dates the wrong way round', ['--from', '2026-04-02', '--to', '2026-04-01'], /^--to: is before --from$/],
    ['too many days', ['--from', '2026-04-02', '--to', '2036-04-01'], /^--to: is more than 732 days after --from$/],
    ['no such date', ['--from', '2026-02-30', '--to', '2026-04-01'], /--from.* must be a date, such as/],
    ['an instant for a date', ['--from', '2026-04-01T00:00:00Z', '--to', '2026-04-02'], /--from.* must be a date/],
    ['no such zone', [...range, '--zone', 'Mars/Olympus'], /--zone.* no such zone "Mars\/Olympus"/],
    ['no --to', ['--from', '2026-04-01'], /--to <D>' not specified/],
  ])('%s', async (_what, argv, sentence) => {
    const { exitCode, stdout, stderr } = await forecastOf(fourWeeks.join('\n'), ...argv, '--json');
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr.trim()).toMatch(sentence);
  });

  test('a file that is not there', async () => {
    const { exitCode, stderr } = await warmline('forecast', '--history', 'nowhere.csv', ...range);
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: 'nowhere.csv: there is no such file\n' });
  });
});
