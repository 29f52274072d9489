import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { expandedInBlocks } from '../../src/schedule/block-series.ts';
import { periodExpansion } from '../../src/schedule/period-expansion.ts';
import { readRule, type RecurrenceRule } from '../../src/schedule/recurrence-rule.ts';
import { resolve, whoIsOn } from '../../src/schedule/resolve.ts';
import type { Series } from '../../src/schedule/block-series.ts';
import { regularSeries, seriesOf } from '../../src/schedule/series.ts';
import { dayMs, wallName, weekdays } from '../../src/schedule/wall-clock.ts';
import { libraryExpansion } from '../support/library-expansion.ts';
import { ms, oneLine } from '../support/one-line.ts';

const forever = Number.POSITIVE_INFINITY;
const zone = fc.constantFrom(
  'UTC',
  'America/Chicago',
  'Europe/Berlin',
  'Australia/Lord_Howe',
  'America/Sao_Paulo',
  'Asia/Beirut',
  'Pacific/Apia',
  'America/St_Johns',
);
const quarterHour = 900_000;
const momentBetween = (from: string, to: string) =>
  fc.integer({ min: ms(from) / quarterHour, max: ms(to) / quarterHour }).map((quarter) => quarter * quarterHour);
const anchor = momentBetween('2010-01-01T00:00:00Z', '2027-01-01T00:00:00Z');

const part = (name: string, values: fc.Arbitrary<readonly (string | number)[]>) =>
  values.map((list) => `;${name}=${list.join(',')}`);
const maybe = (text: fc.Arbitrary<string>) => fc.option(text, { nil: '' });
const some = <T extends string | number>(...values: T[]) => fc.subarray(values, { minLength: 1, maxLength: 3 });
const ending = fc.oneof(
  fc.constant(''),
  fc.integer({ min: 1, max: 60 }).map((count) => `;COUNT=${count}`),
);
const interval = fc.constantFrom('', ';INTERVAL=2', ';INTERVAL=3', ';INTERVAL=5');
const days = part('BYDAY', fc.subarray([...weekdays], { minLength: 1 }));
const weekStart = fc.constantFrom('', ';WKST=SU', ';WKST=WE');

const regularRule = fc
  .oneof(
    fc.tuple(fc.constant('FREQ=WEEKLY'), interval, maybe(days), weekStart, maybe(fc.constant(';BYHOUR=8')), ending),
    fc.tuple(fc.constant('FREQ=DAILY'), interval, maybe(fc.constant(';BYMINUTE=45')), ending),
    fc.tuple(fc.constant('FREQ=DAILY'), days, ending),
  )
  .map((parts) => parts.join(''));

// A yearly rule that mixes 5FR with a plain SA loses its Saturdays in the library: not compared.
const countedDays = part('BYDAY', some('1MO', '2TU', '-1SU', '5FR', '-2WE'));
const mixedDays = part('BYDAY', some('2TU', '-1SU', 'SA'));
const monthDays = part('BYMONTHDAY', some(1, 13, 15, 29, 30, 31, -1, -3));
const months = maybe(part('BYMONTH', some(1, 2, 3, 10, 12)));
const calendarRule = fc
  .oneof(
    fc.tuple(fc.constant('FREQ=MONTHLY'), interval, fc.oneof(days, countedDays, mixedDays, monthDays), months, ending),
    fc.tuple(fc.constant('FREQ=MONTHLY'), days, monthDays, ending),
    fc.tuple(fc.constant('FREQ=MONTHLY'), days, part('BYSETPOS', some(1, 2, -1)), ending),
    fc.tuple(fc.constant('FREQ=YEARLY'), interval, fc.oneof(days, countedDays, monthDays), months, ending),
    fc.tuple(fc.constant('FREQ=YEARLY'), part('BYYEARDAY', some(1, 60, 100, 366, -1, -60)), ending),
    fc.tuple(fc.constantFrom('FREQ=YEARLY', 'FREQ=MONTHLY'), interval, months, ending),
  )
  .map((parts) => parts.join(''));
const hours = part('BYHOUR', some(0, 7, 19, 23));
const minutes = part('BYMINUTE', some(0, 20, 45));
const positions = part('BYSETPOS', some(1, 2, -1));
const otherRule = fc
  .oneof(
    fc.tuple(fc.constant('FREQ=WEEKLY'), interval, days, part('BYMONTH', some(1, 6, 11)), weekStart, ending),
    fc.tuple(fc.constant('FREQ=WEEKLY'), interval, days, hours, positions, weekStart, ending),
    fc.tuple(fc.constant('FREQ=WEEKLY'), interval, maybe(days), hours, minutes, ending),
    fc.tuple(fc.constant('FREQ=DAILY'), hours, maybe(minutes), maybe(positions), interval, ending),
    fc.tuple(fc.constant('FREQ=DAILY'), interval, maybe(days), monthDays, months, ending),
    fc.tuple(fc.constant('FREQ=HOURLY'), fc.constantFrom('', ';INTERVAL=5', ';INTERVAL=7', ';INTERVAL=36'), ending),
    fc.tuple(fc.constant('FREQ=HOURLY'), maybe(days), hours, maybe(minutes), months, ending),
    fc.tuple(
      fc.constant('FREQ=HOURLY;INTERVAL=3'),
      minutes.filter((text) => text.length < 15),
      maybe(days),
      ending,
    ),
    fc.tuple(fc.constant('FREQ=YEARLY'), interval, part('BYWEEKNO', some(1, 2, 20, 52, 53, -1)), days, ending),
  )
  .map((parts) => parts.join(''));
const periodRule = fc.oneof(calendarRule, otherRule);
const anyRule = fc.oneof(regularRule, periodRule);

function rule(text: string): RecurrenceRule {
  const reading = readRule(text);
  if (reading.kind === 'fault') throw new Error(`${text}: ${reading.problem.key}`);
  return reading.rule;
}

function namesOf(series: Series | null, fromWall: number, toWall: number): string[] | undefined {
  return series?.startsBetween(fromWall, toWall).map(wallName);
}

const window = fc.record({ after: fc.integer({ min: -40, max: 1200 }), length: fc.integer({ min: 0, max: 400 }) });

describe('the library is the oracle', () => {
  test('daily and weekly rules by arithmetic give what the library gives', () => {
    fc.assert(
      fc.property(regularRule, anchor, window, (text, anchorWall, { after, length }) => {
        const from = anchorWall + after * dayMs;
        const oracle = expandedInBlocks(rule(text), anchorWall, forever, libraryExpansion(text, anchorWall));
        expect(namesOf(regularSeries(rule(text), anchorWall, forever), from, from + length * dayMs)).toEqual(
          namesOf(oracle, from, from + length * dayMs),
        );
      }),
      { numRuns: 60 },
    );
  });

  test('every other rule, period by period, gives what the library gives', () => {
    fc.assert(
      fc.property(periodRule, anchor, window, (text, anchorWall, { after, length }) => {
        const from = anchorWall + after * dayMs;
        const [own, oracle] = [periodExpansion(rule(text), anchorWall), libraryExpansion(text, anchorWall)].map(
          (expand) => expandedInBlocks(rule(text), anchorWall, forever, expand),
        );
        expect(namesOf(own ?? null, from, from + length * dayMs)).toEqual(
          namesOf(oracle ?? null, from, from + length * dayMs),
        );
      }),
      { numRuns: 60 },
    );
  });
});

describe('a series is counted from its anchor', () => {
  test('occurrence N is the same, however one gets to it', () => {
    fc.assert(
      fc.property(anyRule, anchor, fc.integer({ min: 1, max: 30 }), (text, anchorWall, count) => {
        const endless = text.replace(/;COUNT=\d+/, '');
        const far = anchorWall + 1200 * dayMs;
        const first = seriesOf(rule(endless), anchorWall, forever).startsBetween(anchorWall, far).slice(0, count);
        const counted = seriesOf(rule(`${endless};COUNT=${count}`), anchorWall, forever);
        const last = first.at(-1) ?? far;
        // Asking late first, so that nothing known from before can help.
        expect(counted.startsBetween(last, far)).toEqual(first.slice(-1));
        expect(counted.startsBetween(anchorWall, far)).toEqual(first);
      }),
      { numRuns: 60 },
    );
  });

  test('before the anchor there is nothing, and nothing after the last moment', () => {
    fc.assert(
      fc.property(anyRule, anchor, fc.integer({ min: 0, max: 500 }), (text, anchorWall, lastDays) => {
        const lastWall = anchorWall + lastDays * dayMs;
        const series = seriesOf(rule(text), anchorWall, lastWall);
        expect(series.startsBetween(anchorWall - 3000 * dayMs, anchorWall)).toEqual([]);
        const all = seriesOf(rule(text), anchorWall, forever).startsBetween(anchorWall, lastWall + 1);
        expect(series.startsBetween(anchorWall - dayMs, lastWall + 800 * dayMs)).toEqual(all);
      }),
      { numRuns: 60 },
    );
  });
});

describe('ranges', () => {
  const shift = fc
    .record({ startWall: anchor, minutes: fc.integer({ min: 1, max: 3000 }), repeat: anyRule })
    .map(({ startWall, minutes, repeat }) => ({
      start: wallName(startWall),
      end: wallName(startWall + minutes * 60_000),
      repeat,
    }));
  const shifts = fc
    .array(shift, { minLength: 1, maxLength: 4 })
    .map((list) => list.map((each, index) => ({ ...each, id: `s${index}` })));
  const moment = momentBetween('2010-01-01T00:00:00Z', '2030-01-01T00:00:00Z');
  const cuts = fc
    .tuple(moment, fc.integer({ min: 0, max: 4000 }), fc.integer({ min: 0, max: 4000 }))
    .map(([from, a, b]) => [from, from + a * quarterHour, from + (a + b) * quarterHour] as const);

  test('a range is the union of its halves, in order', () => {
    fc.assert(
      fc.property(zone, shifts, cuts, (where, list, [from, cut, to]) => {
        const schedule = oneLine(where, list);
        const key = (each: { shift: string; occurrence: string }) => `${each.shift} ${each.occurrence}`;
        const halves = new Map(
          [...resolve(schedule, from, cut), ...resolve(schedule, cut, to)].map((each) => [key(each), each]),
        );
        const whole = resolve(schedule, from, to);
        expect(new Set(whole.map(key))).toEqual(new Set(halves.keys()));
        for (const each of whole) expect(halves.get(key(each))).toEqual(each);
        expect(whole.map(({ startMs }) => startMs)).toEqual(whole.map(({ startMs }) => startMs).sort((a, b) => a - b));
      }),
      { numRuns: 60 },
    );
  });

  test('half-open: on at the first instant, off at the last, and touching the range asked for', () => {
    fc.assert(
      fc.property(zone, shift, cuts, (where, one, [from, , to]) => {
        const schedule = oneLine(where, [one]);
        for (const { startMs, endMs, occurrence } of resolve(schedule, from, to)) {
          const isOn = (atMs: number) => whoIsOn(schedule, atMs).some((each) => each.occurrence === occurrence);
          expect(startMs).toBeLessThan(Math.min(endMs, to));
          expect(endMs).toBeGreaterThan(from);
          expect([isOn(startMs - 1), isOn(startMs), isOn(endMs - 1), isOn(endMs)]).toEqual([false, true, true, false]);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('a window is never longer or shorter than its wall clock by more than the clocks changed', () => {
    fc.assert(
      fc.property(zone, shift, cuts, (where, one, [from, , to]) => {
        const wallMs = ms(`${one.end}:00Z`) - ms(`${one.start}:00Z`);
        for (const { startMs, endMs } of resolve(oneLine(where, [one]), from, to)) {
          expect(Math.abs(endMs - startMs - wallMs)).toBeLessThanOrEqual(
            where === 'Pacific/Apia' ? 25 * 3_600_000 : 3_600_000,
          );
          if (where === 'UTC') expect(endMs - startMs).toBe(wallMs);
        }
      }),
      { numRuns: 60 },
    );
  });
});
