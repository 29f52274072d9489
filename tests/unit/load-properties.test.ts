import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { carriedOf, carriedScore, withEvent, withHeavy, withoutOld } from '../../src/wellbeing/carried.ts';
import { loadAt, usualLoadWeights, type LoadEvent } from '../../src/wellbeing/load.ts';

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

const hour = 60 * minute;
/** Of what is kept in order nothing but a shift may run on. */
const overByNow = (list: readonly LoadEvent[]) =>
  list.filter((one) => one.kind === 'shift' || (one.kind === 'check-in' ? one.atMs : one.endMs) <= now);
/** Somebody on nearly every day of a fortnight, with talks and breaks in the latest of these shifts or reaching into them. */
const dutiful = fc
  .record({
    days: fc.array(
      fc.record({
        isOn: fc.integer({ min: 0, max: 9 }),
        from: fc.nat(600),
        length: fc.integer({ min: 120, max: 840 }),
      }),
      { minLength: 4, maxLength: 14 },
    ),
    within: fc.array(
      fc.record({
        kind: fc.constantFrom('contact' as const, 'contact' as const, 'break' as const),
        day: fc.nat(4),
        from: fc.integer({ min: -60, max: 540 }),
        length: fc.integer({ min: 1, max: 90 }),
        heavy: fc.boolean(),
      }),
      { maxLength: 25 },
    ),
    others: fc.array(event, { maxLength: 4 }),
  })
  .map(({ days, within, others }): LoadEvent[] => {
    const startOfDay = (day: number) => now - (day * 24 + 14) * hour + (days[day]?.from ?? 0) * minute;
    const shifts = days.flatMap(({ isOn, length }, day): LoadEvent[] =>
      isOn === 0 ? [] : [{ kind: 'shift', startMs: startOfDay(day), endMs: startOfDay(day) + length * minute }],
    );
    const parts = within.map(({ kind, day, from, length, heavy }): LoadEvent => {
      const begins = startOfDay(day) + from * minute;
      return { kind, startMs: begins, endMs: begins + length * minute, ...(kind === 'contact' ? { heavy } : {}) };
    });
    return [...shifts, ...parts, ...others];
  });
/** In any order: whoever keeps it is told as things end, of some late. */
const told = fc.oneof(events, dutiful).chain((list) => fc.shuffledSubarray(list, { minLength: list.length }));

test('a load kept in order, whether told at once or event by event, is the load to the last digit', () => {
  fc.assert(
    fc.property(told, zone, fc.integer({ min: 0, max: 20 * 24 * 60 }), (list, where, idle) => {
      const given = overByNow(list);
      const atOnce = carriedOf(given, where);
      const oneByOne = given.reduce((carried, one) => withEvent(carried, one), carriedOf([], where));
      for (const atMs of [now, now + idle * minute]) {
        const { score } = loadAt(given, atMs, where);
        expect([carriedScore(atOnce, atMs), carriedScore(oneByOne, atMs)]).toEqual([score, score]);
        const weights = { ...usualLoadWeights, nights: 40, 'check-in': 0 };
        expect(carriedScore(atOnce, atMs, weights)).toBe(loadAt(given, atMs, where, weights).score);
      }
    }),
    { numRuns: 500 },
  );
});

test('a talk that turns out heavy, and old ones left out, are as if they had been told so', () => {
  fc.assert(
    fc.property(told, zone, fc.nat(39), (list, where, chosen) => {
      const given = overByNow(list);
      const talks = given.filter(({ kind }) => kind === 'contact');
      const talk = talks[chosen % talks.length];
      if (talk?.kind !== 'contact') return;
      const asTold = given.map((one) =>
        one.kind === 'contact' && one.endMs === talk.endMs ? { ...one, heavy: true } : one,
      );
      expect(carriedScore(withHeavy(carriedOf(given, where), talk.endMs), now)).toBe(loadAt(asTold, now, where).score);
      const [plain, heavy] = [now - 48 * hour, now - 120 * hour];
      const young = given.filter((one) => {
        if (one.kind !== 'contact') return true;
        return one.endMs > (one.heavy || one.abusive || one.crisis ? heavy : plain);
      });
      expect(carriedScore(withoutOld(carriedOf(given, where), plain, heavy), now)).toBe(
        loadAt(young, now, where).score,
      );
    }),
    { numRuns: 500 },
  );
});

test.each<[string, LoadEvent[]]>([
  [
    'a talk that began before the shift fills it',
    [{ kind: 'contact', startMs: now - 4 * hour, endMs: now - 70 * minute }],
  ],
  [
    'breaks at the same time are one break',
    [
      { kind: 'contact', startMs: now - 2 * hour, endMs: now - hour },
      { kind: 'break', startMs: now - 3 * hour, endMs: now - 140 * minute },
      { kind: 'break', startMs: now - 170 * minute, endMs: now - 140 * minute },
    ],
  ],
])('%s, in a load kept in order too', (_what, within) => {
  const given: LoadEvent[] = [{ kind: 'shift', startMs: now - 3 * hour, endMs: now - hour }, ...within];
  const { score, parts } = loadAt(given, now, 'UTC');
  expect(parts.find(({ part }) => part === 'no-recovery')?.value).toBeGreaterThan(0);
  const oneByOne = given.reduce((carried, one) => withEvent(carried, one), carriedOf([], 'UTC'));
  expect([carriedScore(carriedOf(given, 'UTC'), now), carriedScore(oneByOne, now)]).toEqual([score, score]);
});
