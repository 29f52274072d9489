import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { warmline } from '../support/command.ts';

const line = {
  id: 'main',
  name: 'Main',
  phoneNumber: '+15550100001',
  timeZone: 'America/Chicago',
  languages: ['en', 'es'],
};
const always = [{ days: ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'], start: '00:00', end: '00:00', wish: 'preferred' }];
const person = (id: string, digit: number, more: object = {}) => ({
  id,
  name: id,
  phone: `+1555020000${digit}`,
  roles: ['volunteer'],
  availability: always,
  ...more,
});
const content = {
  organisation: { name: 'Northside', timeZone: 'America/Chicago', crisisNumber: '+15559880988' },
  lines: [line, { ...line, id: 'other', name: 'Other', phoneNumber: '+15550100002' }],
  people: [
    person('ana', 1, { limits: { shiftsPerWeek: 1 } }),
    person('ben', 2, { availability: [{ ...always[0], days: ['TU'], wish: 'reluctant' }] }),
    person('cleo', 3, { availability: [] }),
    person('dee', 4, { roles: ['coordinator'] }),
  ],
  shifts: [
    {
      id: 'evening',
      line: 'main',
      start: '2027-03-01T17:00',
      end: '2027-03-01T21:00',
      repeat: 'FREQ=DAILY;COUNT=3',
      requires: [{ language: 'es' }],
    },
    {
      id: 'late',
      line: 'other',
      start: '2027-03-02T21:00',
      end: '2027-03-02T23:00',
      assigned: [{ person: 'cleo', as: 'primary' }],
    },
  ],
};

let folder: string;
let file: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'warmline-roster-'));
  file = await written('organisation.json', content);
});
afterAll(() => rm(folder, { recursive: true }));

async function written(name: string, organisation: object): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, JSON.stringify(organisation));
  return path;
}
const range = ['--from', '2027-03-01', '--to', '2027-03-07'] as const;

async function json<Answer>(...argv: string[]): Promise<Answer> {
  const { exitCode, stdout, stderr } = await warmline('roster', ...argv, '--json');
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  return JSON.parse(stdout) as Answer;
}
type Fill = { assignments: { shift: string; occurrence: string; person: string }[]; score: object; unfilled: object[] };

test('a file’s primaries count whatever they take, and whoever takes texts only may be placed', async () => {
  const textsOnly = await written('texts-only.json', {
    ...content,
    people: content.people.map((one) => ({ ...one, channels: ['text'] })),
  });
  for (const command of ['fill', 'check'])
    expect(await json(command, '--file', textsOnly, ...range)).toEqual(await json(command, '--file', file, ...range));
  const gaps = async (path: string) =>
    await warmline('gaps', '--file', path, '--from', '2027-03-01T00:00:00Z', '--to', '2027-03-08T00:00:00Z', '--json');
  expect(await gaps(textsOnly)).toEqual(await gaps(file));
});

describe('warmline roster fill', () => {
  test('backups are left where they are, which is said; asked for, they are planned and are backups there no more', async () => {
    const backups = ['ana', 'ben', 'cleo'].map((one) => ({ person: one, as: 'backup' }));
    const founded = await written('founded.json', {
      ...content,
      shifts: content.shifts.slice(0, 1).map((one) => ({ ...one, assigned: backups })),
    });
    const left = await json<Fill>('fill', '--file', founded, ...range);
    expect(left).toMatchObject({ assignments: [], score: { short: 3 } });
    expect((await warmline('roster', 'fill', '--file', founded, ...range)).stdout).toContain(
      '3 people are backups where places stay open, and are left there: --plan-backups plans them too.',
    );
    const planned = await json<Fill>('fill', '--file', founded, '--plan-backups', ...range);
    // Ana comes once a week, Ben on Tuesdays, and Cleo has not said when she can.
    expect(planned.assignments.map(({ person: one }) => one).toSorted()).toEqual(['ana', 'ben']);
    expect(planned).toMatchObject({ score: { short: 1 }, violations: [] });
    expect(JSON.stringify(planned.unfilled)).not.toContain('already-there');
    expect((await warmline('roster', 'fill', '--file', founded, '--plan-backups', ...range)).stdout).toContain(
      'ana (was backup)',
    );
  });

  test('who comes, what stays open, why and what would help, as exact JSON', async () => {
    const answer = await json<Fill>('fill', '--file', file, ...range);
    expect(Object.keys(answer)).toEqual(['assignments', 'unfilled', 'score', 'optimal', 'gap', 'violations']);
    expect(answer).toEqual({
      assignments: [
        { shift: 'evening', occurrence: '2027-03-01T17:00', person: 'ana' },
        { shift: 'evening', occurrence: '2027-03-02T17:00', person: 'ben' },
      ],
      unfilled: [
        {
          shift: 'evening',
          occurrence: '2027-03-03T17:00',
          short: 1,
          reasons: [
            { why: 'no-times-given', count: 1, people: ['cleo'] },
            { why: 'not-available', count: 1, people: ['ben'] },
            { why: 'shifts-per-week', count: 1, people: ['ana'] },
          ],
          waysOut: [
            { people: ['ana'], what: '1 more shift in the week of 2027-03-01 than they have set themselves' },
            { people: ['ben', 'cleo'], what: 'offer the time of this shift (2027-03-03 17:00)' },
          ],
        },
      ],
      score: { short: 1, needsMissed: 3, changes: 0, wishes: 4, fairness: expect.any(Number), load: 0 },
      optimal: true,
      gap: 0,
      violations: [],
    });
  });

  test('its result, applied to the file, has the same score; asked again there is nothing to add', async () => {
    const answer = await json<Fill>('fill', '--file', file, ...range);
    const applied = await written('applied.json', {
      ...content,
      shifts: content.shifts.map((shift) => ({
        ...shift,
        changes: answer.assignments
          .filter((one) => one.shift === shift.id)
          .map(({ occurrence, person: id }) => ({ occurrence, assigned: [{ person: id, as: 'primary' }] })),
      })),
    });
    const check = await json<{ score: object }>('check', '--file', applied, ...range);
    expect(check.score).toEqual(answer.score);
    expect(check).toMatchObject({
      short: [{ shift: 'evening', occurrence: '2027-03-03T17:00', short: 1 }],
      needsMissed: expect.arrayContaining([{ shift: 'evening', occurrence: '2027-03-01T17:00', missing: ['es'] }]),
      violations: [],
    });
    const again = await json<Fill>('fill', '--file', applied, ...range);
    expect(again).toMatchObject({ assignments: [], score: answer.score });
  });

  test('one line alone', async () => {
    expect(await json('fill', '--file', file, ...range, '--line', 'other')).toMatchObject({
      assignments: [],
      unfilled: [],
      score: { short: 0, needsMissed: 0 },
    });
  });

  test('people read it as tables and sentences', async () => {
    const { stdout, exitCode } = await warmline('roster', 'fill', '--file', file, ...range);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('Mon 2027-03-01 17:00 – 21:00 CST  main  evening  ana');
    expect(stdout).toContain(
      'Wed 2027-03-03 17:00 – 21:00 CST (evening) stays 1 short: 1 no-times-given, 1 not-available, 1 shifts-per-week.',
    );
    expect(stdout).toContain('No roster can do better.');
  });

  test('a fill of nothing, and of what is over, is answered', async () => {
    const empty = await warmline('roster', 'fill', '--file', file, '--from', '2020-03-01', '--to', '2020-03-07');
    expect(empty).toEqual({
      exitCode: 0,
      stdout: 'No shift starts on these dates: there is nothing to fill.\n',
      stderr: '',
    });
    expect(await json('fill', '--file', file, '--from', '2020-03-01', '--to', '2020-03-07')).toEqual({
      assignments: [],
      unfilled: [],
      score: { short: 0, needsMissed: 0, changes: 0, wishes: 0, fairness: 0, load: 0 },
      optimal: true,
      gap: 0,
      violations: [],
    });
  });

  test.each<[string, string[], string]>([
    [
      'three years',
      ['--from', '2027-01-01', '--to', '2029-12-31'],
      '--to: a roster has at most 366 days, not 1096; ask for it in parts',
    ],
    ['backwards', ['--from', '2027-03-02', '--to', '2027-03-01'], '--to: is before --from'],
    ['no such date', ['--from', '2027-02-30', '--to', '2027-03-01'], 'It must be a date, such as 2026-03-08.'],
    ['no such line', [...range, '--line', 'mars'], '--line: no such line "mars"'],
    ['no time', [...range, '--seconds', '-1'], 'It must be a number of at least 0.'],
  ])('bad input is one sentence: %s', async (_what, options, sentence) => {
    const { exitCode, stdout, stderr } = await warmline('roster', 'fill', '--file', file, ...options);
    expect({ exitCode, stdout, lines: stderr.trimEnd().split('\n').length }).toEqual({
      exitCode: 2,
      stdout: '',
      lines: 1,
    });
    expect(stderr).toContain(sentence);
  });

  test('a file with faults is told of fault by fault', async () => {
    const faulty = await written('faulty.json', { ...content, lines: [{ ...line, timeZone: 'Mars/Olympus' }] });
    for (const command of ['fill', 'check'])
      expect(await warmline('roster', command, '--file', faulty, ...range)).toMatchObject({
        exitCode: 2,
        stderr: expect.stringContaining('lines[0].timeZone: no such zone "Mars/Olympus"'),
      });
  });
});

describe('warmline roster check', () => {
  test('violations by name, and the same in a table', async () => {
    const twice = await written('twice.json', {
      ...content,
      shifts: [
        ...content.shifts,
        {
          id: 'more',
          line: 'main',
          start: '2027-03-02T22:00',
          end: '2027-03-03T01:00',
          assigned: [{ person: 'cleo', as: 'primary' }],
        },
      ],
    });
    expect(await json('check', '--file', twice, ...range)).toMatchObject({
      violations: [
        {
          rule: 'overlap',
          person: 'cleo',
          occurrences: [
            { shift: 'late', occurrence: '2027-03-02T21:00' },
            { shift: 'more', occurrence: '2027-03-02T22:00' },
          ],
          value: null,
          limit: null,
        },
      ],
    });
    const { stdout } = await warmline('roster', 'check', '--file', twice, ...range);
    expect(stdout).toMatch(/overlap +cleo +Tue 2027-03-02 21:00 – 23:00 CST \(late\)/);
    expect(stdout).toContain('Mon 2027-03-01 17:00 – 21:00 CST (evening): 1 short');
  });
});
