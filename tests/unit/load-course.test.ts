import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { bandOf } from '../../src/wellbeing/bands.ts';
import { lighterAt, loadCourse } from '../../src/wellbeing/load-course.ts';
import { loadAt, type LoadEvent } from '../../src/wellbeing/load.ts';

const nowMs = Date.parse('2026-11-10T18:00:00Z');
const hourMs = 3_600_000;
const zone = 'America/Chicago';

const heavy = (hoursAgo: number): LoadEvent => ({
  kind: 'contact',
  startMs: nowMs - (hoursAgo + 1) * hourMs,
  endMs: nowMs - hoursAgo * hourMs,
  heavy: true,
});
const anyEvents = fc.array(fc.integer({ min: 0, max: 400 }).map(heavy), { maxLength: 12 });

describe('the load of days gone by', () => {
  test('ends with the load of now, and each day is the load of that day', () => {
    fc.assert(
      fc.property(anyEvents, (events) => {
        const days = loadCourse(events, nowMs, zone, 30);
        expect(days).toHaveLength(30);
        for (const { atMs, score } of days) expect(score).toBe(loadAt(events, atMs, zone).score);
        expect(days.at(-1)?.atMs).toBe(nowMs);
      }),
      { numRuns: 30 },
    );
  });
});

describe('when it gets lighter', () => {
  test('nobody who is fresh waits for anything', () => {
    expect(lighterAt([], nowMs, zone)).toBeNull();
  });

  test('is the first moment, to three hours, with a lighter band', () => {
    const events = [1, 2, 3, 4, 5, 6].map(heavy);
    const found = lighterAt(events, nowMs, zone);
    const before = bandOf(loadAt(events, nowMs, zone).score);
    expect(before).toBe('steady');
    expect(found?.band).toBe('fresh');
    expect(bandOf(loadAt(events, found!.atMs, zone).score)).toBe('fresh');
    expect(bandOf(loadAt(events, found!.atMs - 3 * hourMs, zone).score)).toBe(before);
  });

  test('is never a heavier band', () => {
    fc.assert(
      fc.property(anyEvents, (events) => {
        const found = lighterAt(events, nowMs, zone);
        const score = loadAt(events, nowMs, zone).score;
        expect(found === null || loadAt(events, found.atMs, zone).score < score).toBe(true);
      }),
      { numRuns: 30 },
    );
  });
});
