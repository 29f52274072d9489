import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { match } from '../../src/matching/match.ts';
import { coverOf } from '../../src/wellbeing/cover.ts';
import type { PersonFacts } from '../../src/wellbeing/guards.ts';
import { aPerson, matchWorld, minute, now, second, waiting } from '../support/routing-fixtures.ts';

const instant = fc.option(
  fc.integer({ min: -40, max: 40 }).map((minutes) => now + minutes * minute),
  { nil: null },
);
const person = (index: number) =>
  fc
    .record({
      onShiftAs: fc.constantFrom('primary' as const, 'primary' as const, 'backup' as const),
      breakUntilMs: instant,
      restUntilMs: instant,
      wrapUpUntilMs: instant,
      load: fc.integer({ min: 0, max: 100 }),
      busy: fc.constantFrom(null, null, null, 'offered' as const, 'in-contact' as const),
    })
    .map((over): PersonFacts => aPerson(`p${index}`, over));
const people = fc
  .integer({ min: 1, max: 8 })
  .chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => person(index))));
const contacts = fc.array(
  fc.record({
    preferred: fc.option(fc.integer({ min: 0, max: 7 }), { nil: null }),
    waitedSeconds: fc.integer({ min: 0, max: 900 }),
  }),
  { minLength: 1, maxLength: 4 },
);

test('whoever rests, is on a break or is spent is never asked, whoever the caller was cut off from and however thin cover is', () => {
  fc.assert(
    fc.property(people, contacts, fc.integer({ min: 0, max: 6 }), (on, callers, need) => {
      const world = matchWorld(
        callers.map(({ preferred, waitedSeconds }, index) =>
          waiting(`c${index}`, {
            waitingSinceMs: now - waitedSeconds * second,
            preferredPersonId: preferred === null ? null : `p${preferred}`,
          }),
        ),
        on,
        { line: { need } },
      );
      const asked = match(world).flatMap((answer) =>
        answer.offers.map((offer) => on.find((one) => one.personId === offer.personId)!),
      );
      for (const facts of asked) {
        expect((facts.breakUntilMs ?? 0) > now || (facts.restUntilMs ?? 0) > now || facts.load >= 80).toBe(false);
      }
    }),
    { numRuns: 2_000 },
  );
});

test('backups step up only for people who rest, and no more of them than are missing', () => {
  fc.assert(
    fc.property(people, fc.integer({ min: 0, max: 6 }), (on, need) => {
      const { have, resting, steppingUp } = coverOf(on, need, now);
      expect(steppingUp.length).toBeLessThanOrEqual(Math.max(0, need - have));
      if (resting.length === 0) expect(steppingUp).toEqual([]);
      expect(steppingUp.every((id) => on.find((one) => one.personId === id)?.onShiftAs === 'backup')).toBe(true);
    }),
  );
});

test('with everything equal, 500 calls spread over ten people (Jain ≥ 0.95)', () => {
  const team = Array.from({ length: 10 }, (_, index) => aPerson(`p${index}`));
  const calls = new Map(team.map((one) => [one.personId, 0]));
  let nowMs = now;
  for (let call = 0; call < 500; call += 1) {
    nowMs += 60 * second;
    for (const one of team) one.duty = { startMs: nowMs - 60 * minute, endMs: nowMs + 180 * minute };
    const [answer] = match({
      ...matchWorld([waiting(`c${call}`, { arrivedAtMs: nowMs, rankAtMs: nowMs, waitingSinceMs: nowMs })], team),
      nowMs,
      seed: `s${call}`,
    });
    const chosen = team.find((one) => one.personId === answer?.offers[0]?.personId)!;
    calls.set(chosen.personId, calls.get(chosen.personId)! + 1);
    Object.assign(chosen, { idleSinceMs: nowMs + 10 * minute, wrapUpUntilMs: nowMs + 5 * minute });
  }
  const counts = [...calls.values()];
  const sum = counts.reduce((total, count) => total + count, 0);
  const jain = sum ** 2 / (counts.length * counts.reduce((total, count) => total + count ** 2, 0));
  expect(sum).toBe(500);
  expect(jain).toBeGreaterThanOrEqual(0.95);
});
