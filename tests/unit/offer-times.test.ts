import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { offerHoldsUntil } from '../../src/planning/offer-times.ts';

const hour = 3_600_000;

test.each([
  [240, 48],
  [30, 26],
  [5, 1],
  [4.5, 1],
  [3, 1],
  [0.5, 0.5],
])('of a shift in %s hours an offer stands %s hours', (inHours, stands) => {
  expect(offerHoldsUntil(inHours * hour, 0) / hour).toBe(stands);
});

test('an offer always stands for a while, and never beyond its shift’s beginning', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 400 * hour }), (inMs) => {
      const untilMs = offerHoldsUntil(inMs, 0);
      expect(untilMs).toBeGreaterThan(0);
      expect(untilMs).toBeLessThanOrEqual(Math.min(inMs, 48 * hour));
    }),
  );
});
