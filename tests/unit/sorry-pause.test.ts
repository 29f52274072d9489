/** How long whoever was told sorry waits before the call asks again. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { canAskLater, latelyMs, pauseSeconds } from '../../src/voice/sorry-pause.ts';

test.each([
  { least: 3, toldLately: 1, seconds: 3 },
  { least: 3, toldLately: 90, seconds: 3 },
  { least: 3, toldLately: 91, seconds: 4 },
  { least: 10, toldLately: 91, seconds: 10 },
  { least: 10, toldLately: 400, seconds: 14 },
  { least: 3, toldLately: 100_000, seconds: 20 },
])('$toldLately told lately: $seconds s instead of $least', ({ least, toldLately, seconds }) => {
  expect(pauseSeconds(least, toldLately)).toBe(seconds);
});

test('never shorter than asked for nor longer than is bearable, longer for more; a hundred a second come back at most while two thousand wait', () => {
  const few = fc.integer({ min: 1, max: 20 });
  const told = fc.integer({ min: 1, max: 5_000 });
  fc.assert(
    fc.property(few, told, told, (least, one, other) => {
      const [fewer, more] = [Math.min(one, other), Math.max(one, other)].map((count) => pauseSeconds(least, count));
      expect(fewer).toBeGreaterThanOrEqual(least);
      expect(more).toBeLessThanOrEqual(20);
      expect(more).toBeGreaterThanOrEqual(fewer!);
    }),
  );
  // Whoever waits is told so, pauses, and is told so again: where that settles.
  let aSecond = 2_000 / pauseSeconds(3, 0);
  for (let round = 0; round < 50; round += 1) aSecond = 2_000 / pauseSeconds(3, (aSecond * latelyMs) / 1_000);
  expect(aSecond).toBeLessThanOrEqual(100);
});

const waits = { direction: 'in', keys: null, recording: null, status: 'in-progress' } as const;
test.each([
  { who: 'whoever waits', told: waits, later: true },
  { who: 'whoever comes in', told: { ...waits, status: 'ringing' } as const, later: true },
  { who: 'whoever pressed a key', told: { ...waits, keys: '9' }, later: false },
  { who: 'a volunteer', told: { ...waits, direction: 'out' } as const, later: false },
  { who: 'whoever hung up', told: { ...waits, status: 'completed' } as const, later: false },
])('$who may be asked for later: $later', ({ told, later }) => expect(canAskLater(told)).toBe(later));
