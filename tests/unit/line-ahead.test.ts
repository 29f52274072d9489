/** What a line has ahead of it: its history from counts, people needed, callers lost, and where a roster loses most. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { coverAhead, shortSpans, worstSpans } from '../../src/planning/ahead/cover-ahead.ts';
import { historyOf, type Counted } from '../../src/planning/ahead/history.ts';
import { lineAhead, usualTarget, type HalfHourAhead } from '../../src/planning/ahead/line-ahead.ts';
import { foreseenHalfHours } from '../../src/planning/replay/foresee.ts';
import { compileSchedule } from '../../src/schedule/compile.ts';
import { serviceFrom } from '../../src/planning/ahead/service.ts';
import type { PastCall } from '../../src/planning/replay/model.ts';
import { lostShare } from '../../src/planning/staffing/lost-callers.ts';
import { peopleNeeded } from '../../src/planning/staffing/staffing.ts';

type Row = { id: string; model: string; inputs: Record<string, number>; expected: Record<string, number> };
const { rows } = JSON.parse(readFileSync('tests/vectors/erlang.json', 'utf8')) as { rows: Row[] };
const erlangA = rows.filter(({ model }) => model === 'erlang_a');

describe('callers lost', () => {
  test.each(erlangA.map((row) => [row.id, row] as const))('%s', (_id, { inputs, expected }) => {
    const {
      calls,
      interval_seconds: seconds,
      aht_seconds: handleSeconds,
      agents,
      mean_patience_seconds: patience,
    } = inputs;
    const demand = { callsPerHour: (calls! * 3600) / seconds!, handleSeconds: handleSeconds! };
    expect(lostShare(demand, agents!, patience!)).toBeCloseTo(expected['prob_abandon']!, 9);
  });

  test('nobody on: everybody; nobody calls: nobody; more people: fewer; any load has an answer', () => {
    expect(lostShare({ callsPerHour: 3, handleSeconds: 900 }, 0, 300)).toBe(1);
    expect(lostShare({ callsPerHour: 0, handleSeconds: 900 }, 1, 300)).toBe(0);
    const load = fc.record({
      calls: fc.double({ min: 0.01, max: 500, noNaN: true }),
      people: fc.integer({ min: 0, max: 30 }),
    });
    fc.assert(
      fc.property(load, ({ calls, people }) => {
        const demand = { callsPerHour: calls, handleSeconds: 1200 };
        const [now, more] = [lostShare(demand, people, 240), lostShare(demand, people + 1, 240)];
        return now >= 0 && now <= 1 && more <= now + 1e-12;
      }),
      { numRuns: 60 },
    );
  });
});

const hour = 3_600_000;
const half = hour / 2;
const day = 24 * hour;
const at = (text: string) => Date.parse(text);
const everyDay = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
const evenings = { days: everyDay, start: '18:00', end: '20:00' };
const chicago = {
  timeZone: 'America/Chicago',
  openingHours: [evenings],
  closures: [{ from: '2026-10-12', to: '2026-10-13' }],
};

/** `offered` calls in each half hour from 18:00 to 20:00 in Chicago on so many days from 1 October 2026 on; by day number. */
function evening(days: number, offered: (index: number) => number): Counted[] {
  return Array.from({ length: days }, (_, index) =>
    [0, 1, 2, 3].map((slot): Counted => {
      const offset = index < 31 ? 5 : 6;
      return [at('2026-10-01T00:00:00Z') + index * day + (18 + offset) * hour + slot * half, offered(index)];
    }),
  ).flat();
}

describe('the history of a line', () => {
  test('nobody ever came: none', () => {
    expect(historyOf(chicago, [], at('2026-11-20T00:00:00Z'))).toBeNull();
    expect(historyOf(chicago, [[at('2026-10-01T23:00:00Z'), 0]], at('2026-11-20T00:00:00Z'))).toBeNull();
  });

  test('closed hours are 0, dated closures and silent days unknown; clocks that change and a day that is not over do no harm', () => {
    const counted = evening(35, (index) => (index === 11 || index === 12 || index === 20 ? 0 : 3));
    const untilMs = at('2026-11-05T00:10:00Z');
    const found = historyOf(chicago, counted, untilMs)!;
    const told = new Map(found.history.map(({ startMs, offered }) => [startMs, offered]));
    expect(found.silentDays).toBe(1);
    expect(told.get(at('2026-10-01T23:30:00Z'))).toBe(3);
    expect(told.get(at('2026-10-02T12:00:00Z'))).toBe(0);
    // 12 and 13 October were closed; what would have come in their evenings nobody knows.
    expect(told.has(at('2026-10-12T23:00:00Z'))).toBe(false);
    expect(told.get(at('2026-10-12T15:00:00Z'))).toBe(0);
    // On the 21st nobody came at all.
    expect([...told.keys()].some((ms) => ms >= at('2026-10-21T05:00:00Z') && ms < at('2026-10-22T05:00:00Z'))).toBe(
      false,
    );
    // After the clocks went back 18:00 is an hour later.
    expect(told.get(at('2026-11-02T00:00:00Z'))).toBe(3);
    expect(told.get(at('2026-11-01T23:30:00Z'))).toBe(0);
    // The evening of the 4th has begun only just; its first half hour is not over.
    expect(Math.max(...told.keys())).toBe(at('2026-11-04T23:30:00Z'));
    expect(new Set(told.keys()).size).toBe(found.history.length);
  });
});

describe('a paused line', () => {
  const counted = evening(28, (index) => (index === 20 ? 0 : 1));
  const untilMs = at('2026-10-30T06:00:00Z');
  const pause = { startMs: at('2026-10-21T22:50:00Z'), endMs: at('2026-10-22T00:40:00Z') };

  test('what a pause took away is unknown, and not 0; hours in which it is closed anyway stay 0', () => {
    const open = { ...chicago, closures: [] };
    const starts = (line: typeof open & { pauses?: (typeof pause)[] }) =>
      new Set(historyOf(line, counted, untilMs)!.history.map(({ startMs }) => startMs));
    const missing = [...starts(open)].filter((ms) => !starts({ ...open, pauses: [pause] }).has(ms));
    // 18:00 to 20:00: the pause ended within the last half hour but one.
    expect(missing.map((ms) => new Date(ms).toISOString().slice(11, 16))).toEqual(['23:00', '23:30', '00:00', '00:30']);
  });

  test('paused in every hour that is known: as if nobody had ever called', () => {
    const always = { ...chicago, openingHours: [], pauses: [{ startMs: 0, endMs: Number.POSITIVE_INFINITY }] };
    expect(historyOf(always, counted, untilMs)).toBeNull();
  });

  test('a replay of days ahead expects as many as the page does, pauses and closures left out of both', () => {
    const line = { ...chicago, id: 'main', pauses: [{ ...pause, endMs: untilMs }] };
    const calls = evening(28, (index) => (index > 19 ? 0 : 1));
    const [fromMs, toMs] = [at('2026-11-02T06:00:00Z'), at('2026-11-09T06:00:00Z')];
    const schedule = compileSchedule({
      ...{ organisation: { timeZone: line.timeZone }, people: [], shifts: [] },
      lines: [line],
    });
    const range = { fromMs, untilMs: toMs, nowMs: untilMs };
    const foreseen = foreseenHalfHours(line, schedule, new Map(calls), range);
    const ahead = lineAhead({
      ...{ line, counted: calls, countedUntilMs: untilMs, service: { handleSeconds: 900, patienceSeconds: 480 } },
      ...{ target: usualTarget, fromDay: Math.round(fromMs / day), toDay: Math.round(toMs / day) - 1 },
    });
    expect(foreseen.map(({ startMs, expected }) => [startMs, expected])).toEqual(
      ahead.halfHours.map(({ startMs, expected }) => [startMs, expected]),
    );
    // In the last week nobody called: it was paused.
    for (const { expected } of foreseen) expect(expected).toBeGreaterThan(0.8);
  });
});

describe('a line ahead', () => {
  const order = { service: { handleSeconds: 1500, patienceSeconds: 480 }, target: usualTarget };
  const dayNumber = (text: string) => at(`${text}T00:00:00Z`) / day;

  test('three days of history: wide, and never a number that is none; closures ahead have nothing', () => {
    const line = { ...chicago, closures: [{ from: '2026-10-06', to: '2026-10-06' }] };
    const [fromDay, toDay] = [dayNumber('2026-10-05'), dayNumber('2026-10-11')];
    const counted = evening(3, () => 2);
    const found = lineAhead({ line, counted, countedUntilMs: at('2026-10-04T05:00:00Z'), fromDay, toDay, ...order });
    expect(found.halfHours).toHaveLength(6 * 4);
    for (const one of found.halfHours) {
      const { expected, low, high, need, needAtMost, lostWith } = one;
      expect([one, [expected, low, high, need, needAtMost, ...lostWith].every(Number.isFinite)]).toEqual([one, true]);
      expect(low <= expected && expected <= high && need >= 1 && needAtMost >= need).toBe(true);
      expect(high - low).toBeGreaterThanOrEqual(2);
    }
  });

  test('a steady line: what comes is expected, needs are those of its rate, losses fall with each person', () => {
    const [fromDay, toDay] = [dayNumber('2026-11-23'), dayNumber('2026-11-29')];
    const countedUntilMs = at('2026-11-20T06:00:00Z');
    const { halfHours } = lineAhead({
      line: { ...chicago, openingHours: [{ ...evenings, end: '19:45' }] },
      counted: evening(50, () => 3),
      countedUntilMs,
      fromDay,
      toDay,
      ...order,
    });
    const ofDay = halfHours.slice(0, 4);
    expect(ofDay.map(({ startMs, endMs }) => (endMs - startMs) / 60_000)).toEqual([30, 30, 30, 15]);
    expect(ofDay.map(({ expected }) => Math.round(expected))).toEqual([3, 3, 3, 3]);
    // In the last quarter of an hour before it closes they come twice as fast.
    expect(ofDay.map(({ need }) => need)).toEqual(
      [6, 6, 6, 12].map((callsPerHour) => peopleNeeded({ callsPerHour, handleSeconds: 1500 }, usualTarget, 480)),
    );
    const [first] = ofDay;
    expect(first!.lostWith[0]).toBeCloseTo(first!.expected, 6);
    expect(first!.lostWith[1]).toBeCloseTo(3 * lostShare({ callsPerHour: 6, handleSeconds: 1500 }, 1, 480), 1);
    expect(first!.lostWith.toSorted((a, b) => b - a)).toEqual(first!.lostWith);
  });

  test('a line that nobody calls any more needs one person and loses nobody', () => {
    const counted: Counted[] = [[at('2026-10-01T23:00:00Z'), 1]];
    const [fromDay, toDay] = [dayNumber('2026-11-23'), dayNumber('2026-11-23')];
    const { halfHours } = lineAhead({
      line: chicago,
      counted,
      countedUntilMs: at('2026-11-20T06:00:00Z'),
      fromDay,
      toDay,
      ...order,
    });
    expect(halfHours.map(({ need }) => need)).toEqual([1, 1, 1, 1]);
    expect(halfHours.every(({ expected, low }) => expected < 0.1 && low === 0)).toBe(true);
  });
});

describe('what a roster comes to', () => {
  const monday = at('2026-11-23T18:00:00Z');
  const halves = Array.from({ length: 8 }, (_, index): HalfHourAhead => ({
    startMs: monday + Math.floor(index / 4) * day + (index % 4) * half,
    endMs: monday + Math.floor(index / 4) * day + (index % 4) * half + half,
    expected: 4,
    low: 1,
    high: 7,
    need: 2,
    needAtMost: 3,
    lostWith: [4, 2, 0.5, 0],
  }));
  const on = (person: string, fromMinutes: number, toMinutes: number) => ({
    person,
    startMs: monday + fromMinutes * 60_000,
    endMs: monday + toMinutes * 60_000,
  });

  test('who is on twice counts once; a change within a half hour is lost by its parts', () => {
    const cover = coverAhead(halves, [on('ben', 40, 120), on('ana', 0, 90), on('ana', 30, 60)]);
    expect(cover.map(({ have }) => have)).toEqual([1, 2, 2, 1, 0, 0, 0, 0]);
    expect(cover[0]).toEqual({ have: 1, lost: 2, lostWithOneMore: 0.5 });
    expect(cover[1]!.lost).toBeCloseTo((10 * 2 + 20 * 0.5) / 30, 9);
    expect(cover[4]).toEqual({ have: 0, lost: 4, lostWithOneMore: 2 });
  });

  test('spans end where others are on and with the day; the worst come first, and those that lose nobody are none', () => {
    const cover = coverAhead(halves, [on('ana', 0, 120), on('ben', 30, 60)]);
    const spans = shortSpans(halves, cover, 'UTC');
    expect(
      spans.map(({ startMs, endMs, have, short }) => [
        (startMs - monday) / half,
        (endMs - startMs) / half,
        have,
        short,
      ]),
    ).toEqual([
      [0, 1, 1, 1],
      [2, 2, 1, 1],
      [48, 4, 0, 2],
    ]);
    expect(worstSpans(spans, 2).map(({ lost, lostWithOneMore }) => [lost, lostWithOneMore])).toEqual([
      [16, 8],
      [4, 1],
    ]);
    expect(
      worstSpans(
        spans.map((one) => ({ ...one, lost: 0.4 })),
        3,
      ),
    ).toEqual([]);
    expect(shortSpans(halves, coverAhead(halves, [on('a', 0, 3000), on('b', 0, 3000)]), 'UTC')).toEqual([]);
  });
});

describe('handle time and patience', () => {
  const policy = { wrapUpMinutes: 5, restAfterHeavyMinutes: 15, restAfterCrisisMinutes: 30 };
  const call = (known: Partial<PastCall>): PastCall => ({
    lineId: 'main',
    language: 'en',
    wish: null,
    arrivesMs: 0,
    end: 'talked',
    waitedMs: 10_000,
    talkMs: 600_000,
    crisis: false,
    abusive: false,
    weight: null,
    ...known,
  });

  test('too few calls: what is usual, said as such', () => {
    expect(serviceFrom([call({})], policy)).toMatchObject({
      handleSeconds: 21 * 60,
      handleAssumed: true,
      patienceSeconds: 480,
      patienceAssumed: true,
    });
  });

  test('wrap-up and rests count; who was served is known from below only, and who found nobody on did not wait', () => {
    const talks = [...Array(18).fill(call({})), call({ weight: 4 }), call({ crisis: true })] as PastCall[];
    const gone = Array.from({ length: 5 }, () => call({ end: 'hung-up', waitedMs: 120_000, talkMs: null }));
    const found = serviceFrom([...talks, ...gone, call({ end: 'nobody-on', waitedMs: null, talkMs: null })], policy);
    expect(found).toMatchObject({ talks: 20, waits: 25, hungUp: 5, handleAssumed: false, patienceAssumed: false });
    expect(found.handleSeconds).toBeCloseTo((60 * (20 * 10 + 18 * 5 + 15 + 30)) / 20, 6);
    expect(found.patienceSeconds).toBeCloseTo((20 * 10 + 5 * 120) / 5, 6);
  });
});
