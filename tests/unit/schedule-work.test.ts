/** Any rule is a fault or is answered after a bounded number of looks at the calendar, wherever it begins and whenever one asks. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { firstDayOf, monthOfDay } from '../../src/schedule/calendar-month.ts';
import { readRule } from '../../src/schedule/recurrence-rule.ts';
import { seriesOf } from '../../src/schedule/series.ts';
import { dayMs, parseWall, weekdays } from '../../src/schedule/wall-clock.ts';

const list = (name: string, values: fc.Arbitrary<string | number>, most: number) =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constant('') },
    {
      weight: 1,
      arbitrary: fc.array(values, { minLength: 1, maxLength: most }).map((all) => `;${name}=${all.join(',')}`),
    },
  );
const signed = (most: number) => fc.integer({ min: -most, max: most }).filter((value) => value !== 0);
const weekday = fc.constantFrom(...weekdays);
const anyRule = fc
  .tuple(
    fc
      .constantFrom('YEARLY', 'MONTHLY', 'WEEKLY', 'DAILY', 'HOURLY', 'MINUTELY', 'SECONDLY')
      .map((frequency) => `FREQ=${frequency}`),
    fc.oneof(
      fc.constantFrom('', ';INTERVAL=1000000'),
      fc.integer({ min: 1, max: 500 }).map((interval) => `;INTERVAL=${interval}`),
    ),
    fc.constantFrom('', '', ';COUNT=3', ';COUNT=100000', ';UNTIL=99991231', ';UNTIL=19000102'),
    list('BYMONTH', fc.integer({ min: 1, max: 12 }), 4),
    list('BYMONTHDAY', signed(31), 40),
    list('BYYEARDAY', signed(366), 500),
    list('BYWEEKNO', signed(53), 10),
    fc.oneof(
      list('BYDAY', weekday, 7),
      list(
        'BYDAY',
        fc.tuple(signed(53), weekday).map((parts) => parts.join('')),
        40,
      ),
    ),
    list('BYHOUR', fc.integer({ min: 0, max: 23 }), 24),
    list('BYMINUTE', fc.integer({ min: 0, max: 59 }), 60),
    list('BYSECOND', fc.integer({ min: 0, max: 59 }), 60),
    list('BYSETPOS', signed(366), 300),
    fc.constantFrom('', ';WKST=SU'),
  )
  .map((parts) => parts.join(''));
const day = (from: string, to: string) =>
  fc.integer({ min: (parseWall(from) ?? 0) / dayMs, max: (parseWall(to) ?? 0) / dayMs });
const someDay = fc.oneof(
  day('1900-01-01T00:00', '9999-12-01T00:00'),
  day('2020-01-01T00:00', '2030-01-01T00:00'),
  fc.constantFrom(parseWall('1900-01-01T00:00')! / dayMs, parseWall('9999-12-31T00:00')! / dayMs),
);

/** Looks at the calendar that asking for [fromDay, toDay) took, and how many starts it gave. */
function workOf(text: string, anchorDay: number, fromDay: number, toDay: number) {
  const reading = readRule(text);
  if (reading.kind === 'fault') return null;
  let looks = 0;
  const series = seriesOf(reading.rule, anchorDay * dayMs + 9 * 3_600_000, Number.POSITIVE_INFINITY, (one) => {
    looks += 1;
    return monthOfDay(one);
  });
  const starts = series.startsBetween(fromDay * dayMs, toDay * dayMs).length;
  return { looks, starts, counts: reading.rule.count !== null };
}

test('a look at some days costs no more than a look at each of them and those around, and one at each day that COUNT counts', () => {
  let answered = 0;
  fc.assert(
    fc.property(anyRule, someDay, someDay, fc.integer({ min: 1, max: 800 }), (text, anchorDay, fromDay, days) => {
      const work = workOf(text, anchorDay, fromDay, fromDay + days);
      if (work === null) return;
      answered += 1;
      const counted = work.counts ? Math.max(0, fromDay - anchorDay) : 0;
      // A day may be looked at for the block before it and the one after, and for the week it lies in.
      expect(work.looks).toBeLessThanOrEqual(8 * (days + counted) + 5000);
      expect(work.starts).toBeLessThanOrEqual(24 * days);
    }),
    { numRuns: 120 },
  );
  expect(answered).toBeGreaterThan(20);
});

test.each([
  ['that never gives anything', 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=5'],
  ['that never gives anything, by the hour', 'FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30'],
  ['counted by the hour', 'FREQ=HOURLY;COUNT=100000'],
  ['of chosen hours of a year', 'FREQ=YEARLY;BYDAY=MO,TU;BYHOUR=1,2,3,4,5,6;BYSETPOS=-1,1,200'],
])('a rule %s costs nothing more when it is asked again', (_what, text) => {
  const reading = readRule(text);
  if (reading.kind === 'fault') throw new Error(reading.problem.key);
  let looks = 0;
  const series = seriesOf(reading.rule, parseWall('1900-01-01T09:00')!, Number.POSITIVE_INFINITY, (one) => {
    looks += 1;
    return monthOfDay(one);
  });
  const ask = () => series.startsBetween(parseWall('2026-11-10T00:00')!, parseWall('2026-11-11T00:00')!);
  const first = ask();
  const before = looks;
  expect(ask()).toEqual(first);
  expect(looks).toBe(before);
});

test('the calendar is the one that luxon has, in every year a file can name', () => {
  const year = fc.integer({ min: 0, max: 9999 });
  fc.assert(
    fc.property(year, fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 31 }), (year, month, date) => {
      const first = DateTime.utc(year, month, 1);
      const yearFirst = first.startOf('year');
      const dayNumber = (at: DateTime) => at.toMillis() / dayMs;
      expect(firstDayOf(year, month - 1)).toBe(dayNumber(first));
      expect(monthOfDay(dayNumber(first) + Math.min(date, first.daysInMonth!) - 1)).toEqual({
        month,
        firstDay: dayNumber(first),
        endDay: dayNumber(first.plus({ months: 1 })),
        yearFirstDay: dayNumber(yearFirst),
        yearEndDay: dayNumber(yearFirst.plus({ years: 1 })),
      });
      const name = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}T00:00`;
      const at = DateTime.fromISO(name, { zone: 'utc' });
      expect(parseWall(name)).toBe(at.isValid ? at.toMillis() : null);
    }),
  );
});
