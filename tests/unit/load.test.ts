import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { bandOf } from '../../src/wellbeing/bands.ts';
import { loadAt, type LoadEvent, type PartName } from '../../src/wellbeing/load.ts';

type FileEvent = { kind: string; start: string; end: string; at: string; answer: number };
type Vector = {
  id: string;
  at: string;
  events: { timeZone: string; events: FileEvent[] };
  expect: { score: number; band: string; parts: { part: string; value: number; points: number }[] };
};
const vectors = JSON.parse(readFileSync('tests/vectors/load.json', 'utf8')) as { cases: Vector[] };

const now = Date.parse('2026-11-12T18:00:00Z');
const at = (text: string) => Date.parse(text);
const minutes = (count: number) => count * 60_000;
const hours = (count: number) => minutes(60 * count);
const days = (count: number) => hours(24 * count);
const shift = (startMs: number, endMs: number): LoadEvent => ({ kind: 'shift', startMs, endMs });
const contact = (startMs: number, endMs: number, how: object = {}): LoadEvent => ({
  kind: 'contact',
  startMs,
  endMs,
  ...how,
});
const pause = (startMs: number, endMs: number): LoadEvent => ({ kind: 'break', startMs, endMs });
const checkIn = (atMs: number, answer: number): LoadEvent => ({ kind: 'check-in', atMs, answer });

function valueOf(part: PartName, events: LoadEvent[], nowMs = now, zone = 'UTC'): number {
  return loadAt(events, nowMs, zone).parts.find((each) => each.part === part)?.value ?? NaN;
}

function fromFile(event: FileEvent): LoadEvent {
  if (event.kind === 'check-in') return { kind: 'check-in', atMs: at(event.at), answer: event.answer };
  return { ...event, startMs: at(event.start), endMs: at(event.end) } as unknown as LoadEvent;
}

describe('the shared cases', () => {
  test.each(vectors.cases.map((each) => [each.id, each] as const))('%s', (_id, each) => {
    const load = loadAt(each.events.events.map(fromFile), at(each.at), each.events.timeZone);
    expect(load.band).toBe(each.expect.band);
    expect(load.score).toBeCloseTo(each.expect.score, 9);
    expect(load.parts.map(({ part }) => part)).toEqual(each.expect.parts.map(({ part }) => part));
    for (const [index, part] of load.parts.entries()) {
      expect(part.value).toBeCloseTo(each.expect.parts[index]?.value ?? NaN, 9);
      expect(part.points).toBeCloseTo(each.expect.parts[index]?.points ?? NaN, 9);
    }
  });

  test('give the same whatever zone the process runs in', () => {
    const script = `
      import { readFileSync } from 'node:fs';
      import { loadAt } from './src/wellbeing/load.ts';
      const events = (list) => list.map((e) => ({ ...e, startMs: Date.parse(e.start), endMs: Date.parse(e.end), atMs: Date.parse(e.at) }));
      const { cases } = JSON.parse(readFileSync('tests/vectors/load.json', 'utf8'));
      console.log(JSON.stringify(cases.map((c) => loadAt(events(c.events.events), Date.parse(c.at), c.events.timeZone).score)));`;
    const scoresIn = (zone: string) =>
      execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
        env: { ...process.env, TZ: zone, NODE_OPTIONS: '' },
      }).toString();
    const here = vectors.cases.map(
      (each) => loadAt(each.events.events.map(fromFile), at(each.at), each.events.timeZone).score,
    );
    expect(JSON.parse(scoresIn('Pacific/Apia'))).toEqual(here);
    expect(JSON.parse(scoresIn('America/St_Johns'))).toEqual(here);
  });
});

describe('contact-load and heavy-contacts', () => {
  test('minutes halve every 36 hours after their end', () => {
    expect(valueOf('contact-load', [contact(now - hours(1), now)])).toBeCloseTo(60 / 240, 12);
    expect(valueOf('contact-load', [contact(now - hours(37), now - hours(36))])).toBeCloseTo(30 / 240, 12);
  });
  test('a running contact counts up to now, one in the future not at all', () => {
    expect(valueOf('contact-load', [contact(now - hours(1), Infinity)])).toBeCloseTo(60 / 240, 12);
    expect(valueOf('contact-load', [contact(now + 1, now + hours(1))])).toBe(0);
  });
  test('overlapping contacts and doubles are summed', () => {
    const hour = contact(now - hours(1), now);
    expect(valueOf('contact-load', [hour, hour, contact(now - minutes(30), now)])).toBeCloseTo(150 / 240, 12);
  });
  test.each([
    [{ heavy: true }, 0.25],
    [{ abusive: true }, 0.25],
    [{ crisis: true }, 0.5],
    [{ heavy: true, crisis: true }, 0.75],
    [{ heavy: true, abusive: true, crisis: true }, 1],
    [{ heavy: false }, 0],
  ])('points of %j', (how, value) => {
    expect(valueOf('heavy-contacts', [contact(now - hours(1), now, how)])).toBe(value);
    expect(valueOf('heavy-contacts', [contact(now - hours(73), now - hours(72), how)])).toBeCloseTo(value / 2, 12);
  });
});

describe('no-recovery', () => {
  const start = now - hours(10);
  const duty = shift(start, start + hours(4));
  /** Half-hour talks with 12-minute gaps from `from`, so that no chain forms. */
  const talks = (from: number, count: number) =>
    Array.from({ length: count }, (_, index) => contact(from + minutes(42 * index), from + minutes(42 * index + 30)));

  test('occupancy counts from 0.65, fully at 0.9, a third per duty', () => {
    expect(valueOf('no-recovery', [duty, ...talks(start, 5)])).toBe(0);
    expect(valueOf('no-recovery', [shift(start, start + minutes(200)), ...talks(start, 5)])).toBeCloseTo(
      0.1 / 0.25 / 3,
      12,
    );
  });
  test('breaks are taken off the duty, only where they lie in it, overlapping ones once', () => {
    const breaks = [pause(start - hours(1), start + minutes(20)), pause(start + minutes(10), start + minutes(40))];
    expect(valueOf('no-recovery', [duty, ...talks(start, 5), ...breaks])).toBeCloseTo(
      (150 / 200 - 0.65) / 0.25 / 3,
      12,
    );
  });
  test('a duty that is all break is restful, unless there were contacts in it', () => {
    const allBreak = [duty, pause(start, start + hours(4))];
    expect(valueOf('no-recovery', allBreak)).toBe(0);
    expect(valueOf('no-recovery', [...allBreak, contact(start, start + minutes(5))])).toBeCloseTo(1 / 3, 12);
  });
  test('overlapping contacts fill a minute once; what lies outside the duty fills none', () => {
    const outside = [contact(start - hours(1), start), contact(start + hours(4), start + hours(5))];
    expect(valueOf('no-recovery', [duty, ...talks(start, 5), ...talks(start, 5), ...outside])).toBe(0);
  });
  test('a chain of 120 minutes with gaps under ten counts the duty fully', () => {
    const long = shift(start, start + hours(8));
    const chain = (gap: number, last: number) => [
      long,
      contact(start, start + minutes(60)),
      contact(start + minutes(60) + gap, start + minutes(last)),
    ];
    expect(valueOf('no-recovery', chain(minutes(10) - 1, 120))).toBeCloseTo(1 / 3, 12);
    expect(valueOf('no-recovery', chain(minutes(10), 120))).toBe(0);
    expect(valueOf('no-recovery', chain(minutes(5), 119))).toBe(0);
    expect(valueOf('no-recovery', [long, contact(start - hours(1), start + minutes(119))])).toBe(0);
  });
  test('the latest three duties within 14 days, touching shifts being one', () => {
    const busy = (ago: number) => [shift(now - ago - hours(2), now - ago), contact(now - ago - hours(2), now - ago)];
    expect(
      valueOf('no-recovery', [...busy(days(1)), ...busy(days(2)), ...busy(days(3)), ...busy(days(4))]),
    ).toBeCloseTo(1, 12);
    expect(
      valueOf('no-recovery', [...busy(days(1)), ...busy(days(14)), ...busy(days(14) + 1 + hours(12))]),
    ).toBeCloseTo(2 / 3, 12);
    expect(valueOf('no-recovery', [...busy(days(1)), ...busy(days(1) + hours(2))])).toBeCloseTo(1 / 3, 12);
  });
  test('a running duty and a running contact are cut at now', () => {
    const running = [shift(now - hours(1), now + hours(3)), contact(now - minutes(55), now + hours(1))];
    expect(valueOf('no-recovery', running)).toBeCloseTo(1 / 3, 12);
  });
});

describe('rest-debt', () => {
  test('a gap under 11 hours, its age from the later start', () => {
    const later = now - hours(48);
    const events = (gap: number) => [shift(later - gap - hours(4), later - gap), shift(later, later + hours(4))];
    expect(valueOf('rest-debt', events(hours(5.5)))).toBeCloseTo(0.25, 12);
    expect(valueOf('rest-debt', events(hours(11)))).toBe(0);
    expect(valueOf('rest-debt', events(0))).toBe(0);
    expect(valueOf('rest-debt', events(-hours(1)))).toBe(0);
  });
  test('a quarter for each consecutive day after the third, running back from today or yesterday', () => {
    const daily = (from: number, count: number) =>
      Array.from({ length: count }, (_, index) => shift(now - days(from + index) - hours(1), now - days(from + index)));
    expect(valueOf('rest-debt', daily(0, 3))).toBe(0);
    expect(valueOf('rest-debt', daily(0, 5))).toBe(0.5);
    expect(valueOf('rest-debt', daily(1, 5))).toBe(0.5);
    expect(valueOf('rest-debt', daily(2, 5))).toBe(0);
    expect(valueOf('rest-debt', [...daily(0, 2), ...daily(3, 5)])).toBe(0);
    expect(valueOf('rest-debt', daily(0, 9))).toBe(1);
  });
  test('a duty belongs to the local date of its start', () => {
    const starts = [
      '2026-11-09T23:00-06:00',
      '2026-11-10T23:30-06:00',
      '2026-11-12T00:30-06:00',
      '2026-11-12T23:59-06:00',
    ];
    const events = starts.map((start) => shift(at(start), at(start) + hours(1)));
    const nowMs = at('2026-11-13T12:00-06:00');
    expect(valueOf('rest-debt', events, nowMs, 'America/Chicago')).toBe(0);
    expect(valueOf('rest-debt', events, nowMs, 'UTC')).toBe(0.25);
  });
});

describe('nights', () => {
  const zone = 'America/Chicago';
  test.each([
    ['a plain night', '2026-11-05T20:00-06:00', '2026-11-06T10:00-06:00', 480],
    ['the night with an hour twice', '2026-10-31T23:00-05:00', '2026-11-01T07:00-06:00', 540],
    ['the night that lacks an hour', '2026-03-07T23:00-06:00', '2026-03-08T07:00-05:00', 420],
    ['a day', '2026-11-05T07:00-06:00', '2026-11-05T23:00-06:00', 0],
    ['a piece of an evening', '2026-11-05T22:00-06:00', '2026-11-05T23:30-06:00', 30],
    ['a piece of a morning', '2026-11-05T06:15-06:00', '2026-11-05T12:00-06:00', 45],
    ['two nights', '2026-11-05T22:00-06:00', '2026-11-07T00:00-06:00', 540],
  ])('%s', (_what, start, end, minutesOfNight) => {
    const aged = at(end) + days(14);
    expect(valueOf('nights', [shift(at(start), at(end))], aged, zone)).toBeCloseTo(minutesOfNight / 480 / 2, 12);
  });
  test('a clock put back from midnight to 23:00 gives a nine-hour night', () => {
    const night = shift(at('2024-10-26T21:00Z'), at('2024-10-27T12:00Z'));
    expect(valueOf('nights', [night], at('2024-10-27T12:00Z') + days(14), 'America/Nuuk')).toBeCloseTo(
      540 / 480 / 2,
      12,
    );
  });
});

describe('check-in', () => {
  test.each([
    [1, 0],
    [2, 0.25],
    [3, 0.5],
    [4, 0.75],
    [5, 1],
  ])('an answer of %i', (answer, value) => {
    expect(valueOf('check-in', [checkIn(now - days(14), answer)])).toBe(value);
    expect(valueOf('check-in', [checkIn(now - days(14) - 1, answer)])).toBe(0);
  });
  test('the latest rating counts, a 6 is none, nor is one of the future', () => {
    const events = [
      checkIn(now - hours(1), 6),
      checkIn(now + 1, 5),
      checkIn(now - hours(2), 2),
      checkIn(now - hours(3), 5),
    ];
    expect(valueOf('check-in', events)).toBe(0.25);
  });
});

test('bands begin at 40, 60 and 80', () => {
  const scores = [0, 39.999999, 40, 59.999999, 60, 79.999999, 80, 100];
  expect(scores.map(bandOf)).toEqual(['fresh', 'fresh', 'steady', 'steady', 'strained', 'strained', 'spent', 'spent']);
});

test('every part lists the events behind it, and they add up to its value', () => {
  const start = at('2026-11-12T05:00Z');
  const load = loadAt(
    [shift(start, start + hours(4)), contact(start, start + hours(1), { heavy: true }), checkIn(start + hours(4), 3)],
    now,
    'UTC',
  );
  expect(load.parts.map(({ part, why }) => [part, why.map(({ kind }) => kind)])).toEqual([
    ['contact-load', ['contact']],
    ['heavy-contacts', ['heavy-contact']],
    ['no-recovery', []],
    ['rest-debt', []],
    ['nights', ['night-duty']],
    ['check-in', ['check-in']],
  ]);
  for (const part of load.parts)
    expect(part.why.reduce((sum, { amount }) => sum + amount, 0)).toBeCloseTo(part.value, 12);
});
