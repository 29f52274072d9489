import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  daysOfWeek,
  painted,
  weekOf,
  windowsOf,
  wishInHour,
  type TimeWindow,
  type TimeWish,
} from '../../src/schedule/week-pattern.ts';

const wish = fc.constantFrom<TimeWish>('preferred', 'fine', 'reluctant');
const time = fc
  .nat(1439)
  .map((m) => `${String(Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}`);
const windows = fc.array(
  fc.record({
    days: fc.subarray([...daysOfWeek], { minLength: 1 }),
    start: time,
    end: fc.oneof(time, fc.constant('24:00')),
    wish,
  }),
  { maxLength: 6 },
);

test('a week from the file, painted and written again, says the same', () => {
  const file: TimeWindow[] = [
    { days: ['MO', 'WE'], start: '17:30', end: '21:00', wish: 'fine' },
    { days: ['FR'], start: '22:00', end: '06:00', wish: 'reluctant' },
    { days: ['SU'], start: '00:00', end: '24:00', wish: 'preferred' },
  ];
  const week = weekOf(file);
  expect(windowsOf(week)).toEqual(file);
  expect(wishInHour(week, 'MO', 17)).toBe('mixed');
  expect(wishInHour(week, 'MO', 18)).toBe('fine');
  expect(wishInHour(week, 'SA', 5)).toBe('reluctant');
  expect(wishInHour(week, 'SA', 6)).toBe(null);
  expect(windowsOf(painted(week, 'WE', 17 * 60, 18 * 60, null))).toContainEqual({
    days: ['WE'],
    start: '18:00',
    end: '21:00',
    wish: 'fine',
  });
});

test('start = end is a whole day, and of two wishes at one time the less liked counts', () => {
  const week = weekOf([
    { days: ['SU'], start: '20:00', end: '20:00', wish: 'preferred' },
    { days: ['MO'], start: '08:00', end: '10:00', wish: 'reluctant' },
  ]);
  expect(windowsOf(week)).toEqual([
    { days: ['MO'], start: '08:00', end: '10:00', wish: 'reluctant' },
    { days: ['MO'], start: '10:00', end: '20:00', wish: 'preferred' },
    { days: ['SU'], start: '20:00', end: '08:00', wish: 'preferred' },
  ]);
});

test('whatever windows there are, writing them anew changes no minute, and is as short as it gets', () => {
  fc.assert(
    fc.property(windows, (given) => {
      const week = weekOf(given);
      const written = windowsOf(week);
      expect(weekOf(written).join()).toBe(week.join());
      expect(windowsOf(weekOf(written))).toEqual(written);
      for (const { days } of written) expect(days.length).toBeGreaterThan(0);
    }),
    { numRuns: 60 },
  );
});

test('painting an hour changes that hour alone', () => {
  fc.assert(
    fc.property(windows, fc.constantFrom(...daysOfWeek), fc.nat(23), fc.option(wish), (given, day, hour, brush) => {
      const before = weekOf(given);
      const after = painted(before, day, hour * 60, hour * 60 + 60, brush);
      const at = daysOfWeek.indexOf(day) * 1440 + hour * 60;
      expect(wishInHour(after, day, hour)).toBe(brush);
      expect(after.slice(0, at).join()).toBe(before.slice(0, at).join());
      expect(after.slice(at + 60).join()).toBe(before.slice(at + 60).join());
    }),
    { numRuns: 40 },
  );
});
