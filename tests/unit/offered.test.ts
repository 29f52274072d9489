/** What is open to somebody comes in turn, looked at little by little: the same as all of it at once. */
import { expect, test } from '@jest/globals';
import { offeredInTurn } from '../../src/planning/offered.ts';
import { isShort, isStillOpen, type OpenShift } from '../../src/planning/open-shifts.ts';
import { whyNotTake } from '../../src/planning/take.ts';
import type { Occurrence } from '../../src/schedule/model.ts';
import { occurrenceNamed } from '../../src/schedule/named-occurrence.ts';
import { resolve } from '../../src/schedule/resolve.ts';
import { groundOf } from '../support/planned.ts';
import { chanceFrom } from '../support/roster-organisations.ts';
import { smallRoster } from '../support/small-rosters.ts';

const dayMs = 86_400_000;
const rowOf = ({ line, shift, occurrence, startMs, endMs }: Occurrence, holderId: string): OpenShift => ({
  id: `${shift} ${occurrence} ${holderId}`,
  number: 1,
  line,
  shift,
  occurrence,
  startMs,
  endMs,
  holderId,
  state: 'open',
  closedAtMs: null,
  askedMany: false,
  takenBy: null,
  offeredTo: null,
  left: false,
  expiresAtMs: null,
  inExchange: null,
});

test('what is up or short of people comes soonest first, with what speaks against it, as if all were looked at at once', () => {
  const seen = { up: 0, short: 0, may: 0, not: 0 };
  for (let seed = 1; seed <= 40; seed += 1) {
    const { source } = smallRoster(seed);
    const chance = chanceFrom(seed);
    const ground = groundOf({
      ...source,
      shifts: source.shifts.map((shift) => ({ ...shift, repeat: 'FREQ=WEEKLY' })),
    });
    const { schedule, people } = ground;
    const nowMs = Date.UTC(2027, 2, 10) + Math.floor(chance() * 96) * 900_000;
    // A shift is up however far ahead it is, also after the fourteen days in which people are missing.
    const ahead = resolve(schedule, nowMs, nowMs + 30 * dayMs).filter(({ startMs }) => startMs > nowMs);
    const up = ahead.flatMap((one) =>
      ['', ...one.people.map(({ person }) => person)]
        .filter(() => chance() < 0.2)
        .map((holderId) => rowOf(one, holderId)),
    );
    const asked = ahead.filter(() => chance() < 0.1);
    for (const { id } of source.people) {
      const known = new Set([...up, ...asked].map(({ shift, occurrence }) => `${shift} ${occurrence}`));
      const rows = up.flatMap((row) => {
        const occurrence = occurrenceNamed(schedule, row);
        const isOpen = row.holderId !== id && occurrence && isStillOpen(row, occurrence, people);
        return isOpen ? [{ occurrence, up: row }] : [];
      });
      const short = resolve(schedule, nowMs, nowMs + 14 * dayMs)
        .filter((one) => one.startMs > nowMs && isShort(one, people) && !known.has(`${one.shift} ${one.occurrence}`))
        .map((occurrence) => ({ occurrence, up: null }));
      const whole = [...rows, ...short]
        .toSorted((a, b) => a.occurrence.startMs - b.occurrence.startMs)
        .map((one) => ({
          ...one,
          why: whyNotTake(ground, id, one.occurrence, { insteadOf: one.up?.holderId ?? '' }),
        }));
      const inTurn = [...offeredInTurn(ground, id, { up, asked }, nowMs)].map((one) => ({ ...one, why: one.why() }));
      expect({ seed, id, inTurn }).toEqual({ seed, id, inTurn: whole });
      for (const one of whole) {
        seen[one.up ? 'up' : 'short'] += 1;
        seen[one.why ? 'not' : 'may'] += 1;
      }
    }
  }
  expect(Object.values(seen).every((count) => count > 100)).toBe(true);
});

test('whoever sees the first few has the later days not looked at', () => {
  const { source } = smallRoster(3);
  const ground = groundOf({
    ...source,
    shifts: source.shifts.map((one) => ({ ...one, repeat: 'FREQ=DAILY', need: 9 })),
  });
  let looks = 0;
  const lines = new Proxy(ground.schedule.lines, {
    get: (all, key) => {
      if (key === 'values') looks += 1;
      const value: unknown = Reflect.get(all, key);
      return typeof value === 'function' ? value.bind(all) : value;
    },
  });
  const looked = { ...ground, schedule: { ...ground.schedule, lines } };
  const inTurn = () => offeredInTurn(looked, source.people[0]!.id, { up: [], asked: [] }, Date.UTC(2027, 2, 12));
  const [first] = inTurn();
  expect(first).toBeDefined();
  expect(looks).toBe(1);
  expect([...inTurn()].length).toBeGreaterThan(1);
  expect(looks).toBeGreaterThan(2);
});
