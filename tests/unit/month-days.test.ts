import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { dayOf, monthAfter, monthOf, weeksOf } from '../../src/web/pages/month-days.ts';

test.each([
  ['2026-11-11T05:30:00Z', 'America/Chicago', '2026-11-10'],
  ['2026-11-11T05:30:00Z', 'Asia/Kathmandu', '2026-11-11'],
  ['2027-01-01T05:59:00Z', 'America/Chicago', '2026-12-31'],
])('%s in %s is on %s', (instant, zone, day) => {
  expect(dayOf(instant, zone)).toBe(day);
  expect(monthOf(instant, zone)).toBe(day.slice(0, 7));
});

test('November 2026 has six weeks from Monday to Sunday', () => {
  const weeks = weeksOf('2026-11');
  expect(weeks).toHaveLength(6);
  expect(weeks[0]).toEqual([
    '2026-10-26',
    '2026-10-27',
    '2026-10-28',
    '2026-10-29',
    '2026-10-30',
    '2026-10-31',
    '2026-11-01',
  ]);
  expect(monthAfter('2026-12', 1)).toBe('2027-01');
  expect(monthAfter('2026-01', -1)).toBe('2025-12');
});

test('every month: each of its days once, in whole weeks', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1990, max: 2090 }), fc.integer({ min: 1, max: 12 }), (year, number) => {
      const month = `${year}-${String(number).padStart(2, '0')}`;
      const weeks = weeksOf(month);
      const mine = weeks.flat().filter((day) => day.startsWith(month));
      expect(weeks.every((week) => week.length === 7)).toBe(true);
      expect(new Set(mine).size).toBe(new Date(Date.UTC(year, number, 0)).getUTCDate());
    }),
  );
});
