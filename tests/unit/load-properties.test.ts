import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { loadAt, type LoadEvent } from '../../src/wellbeing/load.ts';

const now = Date.parse('2026-11-03T15:20:00Z');
const minute = 60_000;
const startMs = fc.integer({ min: -20 * 24 * 60, max: 24 * 60 }).map((minutes) => now + minutes * minute);
const span = (longest: number) =>
  fc
    .tuple(startMs, fc.integer({ min: 0, max: longest }))
    .map(([start, length]) => ({ startMs: start, endMs: start + length * minute }));

const event: fc.Arbitrary<LoadEvent> = fc.oneof(
  fc
    .tuple(
      span(90),
      fc.record({ heavy: fc.boolean(), abusive: fc.boolean(), crisis: fc.boolean() }, { requiredKeys: [] }),
    )
    .map(([times, how]): LoadEvent => ({ kind: 'contact', ...times, ...how })),
  span(600).map((times): LoadEvent => ({ kind: 'shift', ...times })),
  span(30).map((times): LoadEvent => ({ kind: 'break', ...times })),
  fc
    .tuple(startMs, fc.integer({ min: 1, max: 6 }))
    .map(([atMs, answer]): LoadEvent => ({ kind: 'check-in', atMs, answer })),
);
const zone = fc.constantFrom('America/Chicago', 'Europe/Berlin', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC');
const events = fc.array(event, { maxLength: 40 });

test('the score stays in 0..100 and is the sum of its parts, each within its weight', () => {
  fc.assert(
    fc.property(events, zone, (list, where) => {
      const load = loadAt(list, now, where);
      const weights = [30, 25, 15, 15, 10, 5];
      expect(load.score).toBeGreaterThanOrEqual(0);
      expect(load.score).toBeLessThanOrEqual(100);
      for (const [index, part] of load.parts.entries()) {
        expect(part.value).toBeGreaterThanOrEqual(0);
        expect(part.value).toBeLessThanOrEqual(1);
        expect(part.points).toBe((weights[index] ?? NaN) * part.value);
      }
    }),
  );
});

test('the load never rises while idle', () => {
  fc.assert(
    fc.property(
      events,
      zone,
      fc.integer({ min: 0, max: 20 * 24 * 60 }),
      fc.integer({ min: 0, max: 3 * 24 * 60 }),
      (list, where, idle, more) => {
        const ended = Math.max(now, ...list.map((each) => (each.kind === 'check-in' ? each.atMs : each.endMs)));
        const earlier = ended + idle * minute;
        const before = loadAt(list, earlier, where);
        const after = loadAt(list, earlier + more * minute, where);
        for (const [index, part] of after.parts.entries()) {
          expect(part.value).toBeLessThanOrEqual((before.parts[index]?.value ?? NaN) + 1e-12);
        }
      },
    ),
    { numRuns: 300 },
  );
});

test('the order of the events changes nothing, nor does what begins after now', () => {
  const shuffled = events.chain((list) =>
    fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
  );
  fc.assert(
    fc.property(shuffled, zone, ([list, other], where) => {
      const begun = other.filter((each) => (each.kind === 'check-in' ? each.atMs : each.startMs) <= now);
      expect(loadAt(begun, now, where)).toEqual(loadAt(list, now, where));
    }),
  );
});

test('splitting a shift in two touching ones changes nothing', () => {
  fc.assert(
    fc.property(
      events,
      span(600),
      fc.double({ min: 0, max: 1, noNaN: true }),
      zone,
      (list, { startMs: start, endMs: end }, share, where) => {
        const middle = Math.round(start + share * (end - start));
        const whole = loadAt([...list, { kind: 'shift', startMs: start, endMs: end }], now, where);
        const halves: LoadEvent[] = [
          { kind: 'shift', startMs: start, endMs: middle },
          { kind: 'shift', startMs: middle, endMs: end },
        ];
        expect(loadAt([...list, ...halves], now, where)).toEqual(whole);
      },
    ),
  );
});
