/** Which gaps a coordinator is warned of, each once and by its date (S4). */
import { expect, test } from '@jest/globals';
import { gapEntries, gapWarnings } from '../../src/planning/gap-warnings.ts';

const nowMs = Date.parse('2026-11-10T15:00:00Z');
const dayMs = 86_400_000;
const inDays = (days: number) => ({ startMs: nowMs + days * dayMs });

test('a gap is due for the nearest warning it has reached', () => {
  expect(gapWarnings([0.5, 1, 2, 7, 8, 30, 31].map(inDays), nowMs).map(({ days }) => days)).toEqual([
    1, 1, 7, 7, 30, 30,
  ]);
});

test('one entry for each kind, its dates by the clock of the line, each named once', () => {
  const late = { startMs: Date.parse('2026-11-12T05:00:00Z'), days: 7 as const };
  const fresh = [
    { ...inDays(20), days: 30 as const },
    late,
    { startMs: late.startMs - 3_600_000, days: 7 as const },
    { ...inDays(5), days: 7 as const },
  ];
  expect(gapEntries(fresh, 'America/Chicago')).toEqual([
    { days: 7, subject: '2026-11-11 2026-11-15' },
    { days: 30, subject: '2026-11-30' },
  ]);
  expect(gapEntries(fresh, 'Europe/London')[0]?.subject).toBe('2026-11-12 2026-11-15');
  expect(gapEntries([], 'UTC')).toEqual([]);
});

test('of many dates the first five are named, and the others counted', () => {
  const many = [8, 9, 10, 11, 12, 13, 14].map((days) => ({ ...inDays(days), days: 30 as const }));
  expect(gapEntries(many, 'UTC')).toEqual([
    { days: 30, subject: '2026-11-18 2026-11-19 2026-11-20 2026-11-21 2026-11-22 +2' },
  ]);
});
