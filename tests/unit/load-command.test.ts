import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { main } from '../../src/cli/main.ts';
import { loadInWords, reasonInWords } from '../../src/messaging/load-in-words.ts';
import { loadAt, type LoadEvent } from '../../src/wellbeing/load.ts';

type Answer = {
  score: number;
  band: string;
  parts: { part: string; value: number; points: number; why: Record<string, unknown>[] }[];
};
type Vector = { id: string; at: string; events: object; expect: { score: number; band: string; parts: object[] } };
const { cases } = JSON.parse(readFileSync('tests/vectors/load.json', 'utf8')) as { cases: Vector[] };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'warmline-load-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function warmlineLoad(content: unknown, ...args: string[]) {
  const file = join(folder, 'events.json');
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  const said = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((stream) =>
    jest.spyOn(process[stream], 'write').mockImplementation((text) => {
      said[stream] += String(text);
      return true;
    }),
  );
  const exitCode = await main(['load', '--file', file, ...args]);
  for (const spy of spies) spy.mockRestore();
  return { exitCode, ...said };
}

describe('warmline load', () => {
  test.each(cases.map((each) => [each.id, each] as const))(
    'answers the shared case %s as JSON',
    async (_id, { events, at, expect: known }) => {
      const { exitCode, stdout, stderr } = await warmlineLoad(events, '--at', at, '--json');
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
      const answer = JSON.parse(stdout) as Answer;
      expect(answer.score).toBeCloseTo(known.score, 9);
      expect(answer.band).toBe(known.band);
      expect(answer.parts).toMatchObject(
        known.parts.map((part) => ({ part: (part as { part: string }).part, why: expect.any(Array) })),
      );
      expect(answer.parts).toHaveLength(6);
    },
  );

  test('names what is behind a part with its instants in UTC and a sentence', async () => {
    const events = [
      { kind: 'contact', start: '2026-11-03T08:00:00-06:00', end: '2026-11-03T09:00:00-06:00', heavy: true },
    ];
    const { stdout } = await warmlineLoad(
      { timeZone: 'America/Chicago', events },
      '--at',
      '2026-11-03T15:00:00Z',
      '--json',
    );
    const { parts } = JSON.parse(stdout) as Answer;
    expect(parts[1]?.why).toEqual([
      {
        kind: 'heavy-contact',
        start: '2026-11-03T14:00:00Z',
        end: '2026-11-03T15:00:00Z',
        heavy: true,
        abusive: false,
        crisis: false,
        amount: 0.25,
        words: 'A contact, heavy, until Nov 3, 9 AM.',
      },
    ]);
  });

  test('names every fault of the file with its place, exit 2', async () => {
    const content = {
      timeZone: 'Mars/Olympus',
      events: [
        { kind: 'contact', start: '2026-11-03T04:00:00Z', end: '2026-11-03T03:00:00Z', hevy: true },
        { kind: 'nap' },
        { start: '2026-11-03T04:00:00Z' },
        { kind: 'check-in', at: '2026-02-30T00:00:00Z', answer: 7 },
        { kind: 'shift', start: '2026-11-03T04:00', end: '2026-11-03T05:00:00Z' },
        { kind: 'check-in', at: '2026-11-03T04:00:00+25:00', answer: 1 },
      ],
      extra: 1,
    };
    const { exitCode, stdout, stderr } = await warmlineLoad(content, '--at', '2026-11-03T15:00:00Z', '--json');
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(
      stderr
        .trim()
        .split('\n')
        .map((line) => line.replace(/ \(write .*/, '')),
    ).toEqual([
      'timeZone: no such zone "Mars/Olympus"',
      'events[0].hevy: unknown field',
      'events[0].end: must not be before "start"',
      'events[1].kind: must be one of contact, shift, check-in, break, not "nap"',
      'events[2].kind: is missing',
      'events[3].at: no such instant "2026-02-30T00:00:00Z"',
      'events[3].answer: must be at most 6, not 7',
      'events[4].start: no such instant "2026-11-03T04:00"',
      'events[5].at: no such instant "2026-11-03T04:00:00+25:00"',
      'extra: unknown field',
    ]);
  });

  test('says what is wrong with no JSON, an instant without an offset and a missing option', async () => {
    const results = [
      await warmlineLoad('{', '--at', '2026-11-03T15:00:00Z'),
      await warmlineLoad({}, '--at', '2026-11-03T15:00'),
      await warmlineLoad({}),
    ];
    expect(results.map(({ exitCode, stdout }) => [exitCode, stdout])).toEqual([
      [2, ''],
      [2, ''],
      [2, ''],
    ]);
    expect(results.map(({ stderr }) => stderr)).toEqual([
      expect.stringContaining('not valid JSON'),
      expect.stringContaining('--at'),
      expect.stringContaining('--at'),
    ]);
  });

  test('refuses events that stand twice, of which only the later would count', async () => {
    const twice = `{"timeZone": "UTC", "events": [],\n "events": []}`;
    expect(await warmlineLoad(twice, '--at', '2026-11-02T12:00:00Z')).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: 'events: stands here twice, at line 1, column 21 and at line 2, column 2: only one of them would count\n',
    });
  });

  test('tells people in words', async () => {
    const { exitCode, stdout } = await warmlineLoad({ timeZone: 'UTC', events: [] }, '--at', '2026-11-03T15:00:00Z');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('Your load is 0 of 100: you look rested. Nothing weighs on it right now.');
  });
});

describe('a load in words', () => {
  const now = Date.parse('2026-11-03T15:00:00Z');
  const hour = 3_600_000;

  test('is the score and the main reason, in the volunteer’s language', () => {
    const load = loadAt(
      [{ kind: 'contact', startMs: now - 4 * hour, endMs: now, crisis: true, heavy: true }],
      now,
      'UTC',
    );
    expect(loadInWords(load)).toBe(
      'Your load is 48 of 100: you are doing a fair share. Mostly it comes from the time you spent with people lately.',
    );
    expect(loadInWords(load, 'es')).toBe(
      'Su carga es 48 de 100: hace una parte justa. Viene sobre todo del tiempo que ha pasado con otras personas.',
    );
  });

  test('never rounds a score into the next band', () => {
    const load = { score: 79.99, band: 'strained' as const, parts: loadAt([], now, 'UTC').parts };
    expect(loadInWords(load)).toContain('79 of 100: it may be time to rest');
  });

  test('every kind of reason has a sentence in both languages', () => {
    const daily = Array.from({ length: 5 }, (_, day): LoadEvent[] => {
      const startMs = now - (day * 24 + 10) * hour;
      return [
        { kind: 'shift', startMs, endMs: startMs + 3 * hour },
        { kind: 'contact', startMs, endMs: startMs + 2 * hour, abusive: true, crisis: true },
      ];
    }).flat();
    const evening: LoadEvent[] = [
      { kind: 'shift', startMs: now - 3 * hour, endMs: now },
      { kind: 'contact', startMs: now - 3 * hour, endMs: now - 2 * hour },
      { kind: 'contact', startMs: now - hour, endMs: now - 0 },
      { kind: 'contact', startMs: now - 1.8 * hour, endMs: now - 1.4 * hour },
      { kind: 'check-in', atMs: now, answer: 4 },
    ];
    const reasons = loadAt([...daily, ...evening], now, 'UTC').parts.flatMap(({ why }) => why);
    const kinds = ['contact', 'heavy-contact', 'busy-duty', 'short-rest', 'days-in-a-row', 'night-duty', 'check-in'];
    expect(new Set(reasons.map(({ kind }) => kind))).toEqual(new Set(kinds));
    for (const language of ['en', 'es']) {
      for (const reason of reasons) expect(reasonInWords(reason, 'UTC', language)).toMatch(/^\p{Lu}.*\d.*\.$/u);
    }
  });
});
