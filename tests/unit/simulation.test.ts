import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { defaultPolicy } from '../../src/organisation/policy.ts';
import { makeAgenda } from '../../src/planning/simulation/agenda.ts';
import { callsOf, isHeavy, type Call } from '../../src/planning/simulation/calls.ts';
import { compareRotations } from '../../src/planning/simulation/compare.ts';
import { crewOf, type Member } from '../../src/planning/simulation/crew.ts';
import { jainIndex, type Figures } from '../../src/planning/simulation/figures.ts';
import type { Journal } from '../../src/planning/simulation/journal.ts';
import { shiftsPerWeek, usualBehaviour, weekMs, type Plan } from '../../src/planning/simulation/plan.ts';
import { chance, exponentialOf, lognormalOf } from '../../src/planning/simulation/random.ts';
import { rotations, type RotationId } from '../../src/planning/simulation/rotations.ts';
import { sceneOf } from '../../src/planning/simulation/scene.ts';
import { simulate } from '../../src/planning/simulation/simulate.ts';
import { loadAt, type LoadEvent } from '../../src/wellbeing/load.ts';
import { overLimits } from '../support/planned.ts';

const minute = 60_000;
const hour = 60 * minute;

function planWith(change: Partial<Plan> = {}): Plan {
  const amount = {
    seed: 7,
    fromMs: Date.parse('2026-04-06T00:00:00-05:00'),
    zone: 'America/Chicago',
    weeks: 1,
    calls: 2000,
    occupancy: 0.7,
    policy: defaultPolicy,
    behaviour: usualBehaviour,
    ...change,
  };
  return { people: Math.ceil((shiftsPerWeek(amount) * 4) / 11), ...amount };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

type Run = { plan: Plan; calls: Call[]; crew: Member[]; journal: Journal };

function run(id: RotationId, plan: Plan): Run {
  const rotation = rotations.find((one) => one.id === id);
  if (!rotation) throw new Error(id);
  const [calls, crew] = [callsOf(plan), crewOf(plan)];
  return { plan, calls, crew, journal: simulate(sceneOf(plan), calls, crew, rotation) };
}

const runs = new Map(rotations.map(({ id }) => [id, run(id, planWith())]));
const runOf = (id: RotationId) => runs.get(id) as Run;
const everyRotation = rotations.map(({ id }) => [id] as const);

function byPerson<Item extends { personId: string }>(items: readonly Item[]): Map<string, Item[]> {
  const lists = new Map<string, Item[]>();
  for (const item of items) lists.set(item.personId, [...(lists.get(item.personId) ?? []), item]);
  return lists;
}

/** Pairs of spans of one person that share time. */
function overlaps(spans: readonly { personId: string; startMs: number; endMs: number }[]) {
  return [...byPerson(spans).values()].flatMap((list) => {
    const sorted = [...list].sort((a, b) => a.startMs - b.startMs || a.endMs - b.endMs);
    return sorted.flatMap((span, index) => {
      const before = sorted[index - 1];
      return before && span.startMs < before.endMs ? [[before, span]] : [];
    });
  });
}

describe('a simulated week', () => {
  test.each(everyRotation)('is the same again for the same seed, and another for another (%s)', (id) => {
    const { journal } = run(id, planWith({ calls: 400 }));
    expect(run(id, planWith({ calls: 400 })).journal).toEqual(journal);
    expect(run(id, planWith({ calls: 400, seed: 8 })).journal.ends).not.toEqual(journal.ends);
  });

  test.each(everyRotation)('loses no call: each is answered, abandoned or ended with a message, once (%s)', (id) => {
    const { calls, journal } = runOf(id);
    expect(journal.ends.map(({ callId }) => callId).sort()).toEqual(calls.map((call) => call.id).sort());
    const answered = journal.ends.filter(({ kind }) => kind === 'answered').map(({ callId }) => callId);
    expect(journal.talks.map(({ callId }) => callId).sort()).toEqual(answered.sort());
    const accepted = journal.rings.filter(({ outcome }) => outcome === 'accepted').map(({ callId }) => callId);
    expect(accepted.sort()).toEqual(answered);
    expect(answered.length).toBeGreaterThan(calls.length / 2);
    const patience = new Map(calls.map((call) => [call.id, call.patienceMs]));
    for (const { callId, kind, waitedMs } of journal.ends) {
      const patienceMs = patience.get(callId) ?? Number.NaN;
      if (kind === 'abandoned') expect(waitedMs).toBe(patienceMs);
      else expect(waitedMs).toBeLessThanOrEqual(patienceMs);
    }
  });

  test.each(everyRotation)('rings nobody twice at once, nobody who talks, nobody off shift (%s)', (id) => {
    const { crew, journal } = runOf(id);
    expect(overlaps([...journal.rings, ...journal.talks])).toEqual([]);
    const duties = new Map(crew.map((member) => [member.id, member.duties]));
    const offShift = journal.rings.filter(
      ({ personId, startMs }) => !duties.get(personId)?.some((duty) => duty.startMs <= startMs && startMs < duty.endMs),
    );
    expect(offShift).toEqual([]);
  });

  test('offers nothing to the resting and the wrapping up in burnout-aware rotation', () => {
    const { journal } = runOf('burnout-aware');
    expect(journal.rests.length).toBeGreaterThan(100);
    expect(
      overlaps([...journal.rings, ...journal.rests].filter((span) => span.endMs > span.startMs)).filter(
        ([one, other]) => !(isRest(one) && isRest(other)),
      ),
    ).toEqual([]);
    const wrapUps = journal.talks.map(({ personId, endMs }) => ({
      personId,
      startMs: endMs,
      endMs: endMs + defaultPolicy.wrapUpMinutes * minute,
    }));
    expect(overlaps([...journal.rings, ...wrapUps])).toEqual([]);
  });

  test('asks whoever says that they are ready sooner, and leaves the others and those with a heavy call their wrap-up', () => {
    const { journal, calls } = run(
      'burnout-aware',
      planWith({ behaviour: { ...usualBehaviour, readyShare: 0.5, readyMinutes: 1 } }),
    );
    const heavy = new Set(
      calls.filter(({ crisis, abusive, weight }) => crisis || abusive || weight > 3).map(({ id }) => id),
    );
    const rings = byPerson(journal.rings);
    const early = journal.talks.filter(({ personId, endMs }) =>
      (rings.get(personId) ?? []).some(
        ({ startMs }) => startMs >= endMs && startMs < endMs + defaultPolicy.wrapUpMinutes * minute,
      ),
    );
    expect(early.length).toBeGreaterThan(journal.talks.length / 10);
    expect(early.length).toBeLessThan(journal.talks.length / 2);
    expect(early.filter(({ callId }) => heavy.has(callId))).toEqual([]);
  });

  test('rings off whoever tells only now that the call before was heavy', () => {
    const { journal } = run(
      'burnout-aware',
      planWith({ calls: 1200, behaviour: { ...usualBehaviour, checkInSeconds: 900, heavyShare: 0.5 } }),
    );
    const resting = journal.rings.filter(({ outcome }) => outcome === 'resting');
    expect(resting.length).toBeGreaterThan(0);
    for (const { personId, endMs } of resting)
      expect(journal.rests.some((rest) => rest.personId === personId && rest.startMs === endMs)).toBe(true);
  });

  test('gives the rest that is due: 15 minutes after a heavy call, 30 after a crisis, once more where no word comes', () => {
    const { journal, calls } = runOf('burnout-aware');
    const callOf = new Map(calls.map((call) => [call.id, call]));
    const rests = byPerson(journal.rests);
    const known = journal.talks.filter(({ callId }) => {
      const call = callOf.get(callId) as Call;
      return call.abusive || call.crisis;
    });
    expect(known.length).toBeGreaterThan(20);
    for (const { personId, callId, endMs } of known) {
      const minutes = callOf.get(callId)?.crisis ? 30 : 15;
      expect(rests.get(personId)).toContainEqual({ personId, startMs: endMs, endMs: endMs + minutes * minute });
    }
    const extended = journal.rests.filter(({ personId, startMs }) =>
      rests.get(personId)?.some((other) => other.endMs === startMs),
    );
    expect(extended.length).toBeGreaterThan(10);
    expect(extended.length).toBeLessThan(journal.rests.length / 2);
  });

  test('has the load of the real function over everything that happened', () => {
    const { crew, calls, journal, plan } = run('longest-idle', planWith({ weeks: 5, calls: 1700, occupancy: 0.6 }));
    const callOf = new Map(calls.map((call) => [call.id, call]));
    const talks = byPerson(journal.talks);
    for (const member of crew.slice(0, 5)) {
      const mine = [...(talks.get(member.id) ?? [])].sort((a, b) => a.endMs - b.endMs);
      const last = mine.at(-1);
      const events = mine.flatMap(({ callId, startMs, endMs }): LoadEvent[] => {
        const { weight, abusive, crisis } = callOf.get(callId) as Call;
        return [
          { kind: 'contact', startMs, endMs, heavy: weight >= 4, abusive, crisis },
          { kind: 'check-in', atMs: endMs, answer: weight },
        ];
      });
      const shifts = member.duties.map((duty): LoadEvent => ({ kind: 'shift', ...duty }));
      expect(last?.loadAfter).toBeCloseTo(loadAt([...events, ...shifts], last?.endMs ?? 0, plan.zone).score, 0);
      expect(last?.loadAfter).toBeGreaterThan(10);
    }
  });
});

function isRest(span: object | undefined): boolean {
  return span !== undefined && !('callId' in span);
}

describe('what it shows', () => {
  const figures = (change: Partial<Plan>, which = rotations) =>
    new Map(compareRotations(planWith(change), () => {}, which).map((one) => [one.rotation, one]));
  const busy = figures({ calls: 3000 });
  const calm = figures({ calls: 5000, occupancy: 0.5 }, rotations.slice(0, 2));
  const of = (which: Map<RotationId, Figures>, id: RotationId) => which.get(id) as Figures;

  test('nobody who had told of a heavy call is given another one unrested; with the other rotations many are', () => {
    expect(of(busy, 'burnout-aware').toldUnrestedShare).toBe(0);
    for (const id of ['longest-idle', 'linear', 'ring-all'] as const)
      expect(of(busy, id).toldUnrestedShare).toBeGreaterThan(0.03);
    for (const id of ['longest-idle', 'linear', 'ring-all'] as const) {
      expect(of(busy, 'burnout-aware').unrestedShare).toBeLessThan(of(busy, id).unrestedShare / 3);
    }
  });

  test('in the first week who carries most already carries a fifth less than in linear order, and strained hours all but end', () => {
    expect(of(busy, 'burnout-aware').worstAverageLoad).toBeLessThan(0.8 * of(busy, 'linear').worstAverageLoad);
    expect(of(busy, 'burnout-aware').strainedHoursPerWeek).toBeLessThan(0.2 * of(busy, 'linear').strainedHoursPerWeek);
  });

  test('at half occupancy rest costs callers less than a tenth of their wait', () => {
    const slower = of(calm, 'burnout-aware').averageWaitSeconds / of(calm, 'longest-idle').averageWaitSeconds;
    expect(slower).toBeLessThan(1.1);
  });

  test('the work offered is the occupancy asked for', () => {
    for (const [which, occupancy] of [
      [busy, 0.7],
      [calm, 0.5],
    ] as const) {
      const { occupancy: done, answered, calls } = of(which, 'longest-idle');
      expect((done * calls) / answered).toBeGreaterThan(occupancy * 0.95);
      expect((done * calls) / answered).toBeLessThan(occupancy * 1.05);
    }
  });
});

describe('callers', () => {
  const plan = planWith({ calls: 20_000, weeks: 4 });
  const calls = callsOf(plan);

  test('come in order, within the weeks, more of them in the evening than at night', () => {
    const arrivals = calls.map((call) => call.arrivesMs);
    expect(arrivals).toEqual([...arrivals].sort((a, b) => a - b));
    expect(arrivals[0]).toBeGreaterThanOrEqual(plan.fromMs);
    expect(arrivals.at(-1)).toBeLessThan(plan.fromMs + 4 * weekMs);
    const inHour = (clock: number) =>
      arrivals.filter((ms) => Math.floor((ms - plan.fromMs) / hour) % 24 === clock).length;
    expect(inHour(19) / inHour(3)).toBeGreaterThan(2.5);
  });

  test('come as a Poisson process does: the counts of like hours vary as much as their mean', () => {
    const weeks = planWith({ calls: 20_000, weeks: 20 });
    const counts = new Map<number, number>();
    for (const { arrivesMs } of callsOf(weeks)) {
      const hours = Math.floor((arrivesMs - weeks.fromMs) / hour);
      counts.set(hours, (counts.get(hours) ?? 0) + 1);
    }
    const like = Array.from({ length: 20 * 168 }, (_, hours) => hours).filter(
      (hours) => [11, 12, 13].includes(hours % 24) && hours % 168 < 5 * 24,
    );
    const perHour = like.map((hours) => counts.get(hours) ?? 0);
    const average = mean(perHour);
    const variance = mean(perHour.map((count) => (count - average) ** 2));
    expect(like).toHaveLength(300);
    expect(variance / average).toBeGreaterThan(0.75);
    expect(variance / average).toBeLessThan(1.25);
  });

  test('talk, wait and weigh as the behaviour says', () => {
    const { behaviour } = plan;
    expect(mean(calls.map((call) => call.talkMs)) / minute).toBeCloseTo(behaviour.talkMinutes, 0);
    expect(mean(calls.map((call) => call.patienceMs)) / minute).toBeCloseTo(behaviour.patienceMinutes, 0);
    expect(calls.filter((call) => call.crisis).length / calls.length).toBeCloseTo(behaviour.crisisShare, 2);
    expect(calls.filter((call) => call.abusive).length / calls.length).toBeCloseTo(behaviour.abusiveShare, 2);
    expect(calls.filter(isHeavy).length / calls.length).toBeCloseTo(
      behaviour.heavyShare + behaviour.abusiveShare + behaviour.crisisShare,
      2,
    );
    expect(calls.filter((call) => call.checkInAfterMs !== null).length / calls.length).toBeCloseTo(
      behaviour.checkInShare,
      2,
    );
  });
});

describe('volunteers', () => {
  test('share the shifts evenly, within the caps of 8 h shifts and 11 h of rest', () => {
    const plan = planWith({ weeks: 2 });
    const crew = crewOf(plan);
    const counts = crew.map((member) => member.duties.length);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(shiftsPerWeek(plan) * 2);
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(3);
    const limits = { hoursPerWeek: 16, shiftHours: 8, restHours: 11, daysInRow: 7, nightsInRow: 7 };
    expect(crew.flatMap((member) => overLimits(member.duties, { limits }, plan.zone))).toEqual([]);
  });

  test('are on around the clock', () => {
    const plan = planWith({ calls: 340, people: 20 });
    const crew = crewOf(plan);
    for (let atMs = plan.fromMs; atMs < plan.fromMs + weekMs; atMs += hour) {
      expect(crew.some(({ duties }) => duties.some((duty) => duty.startMs <= atMs && atMs < duty.endMs))).toBe(true);
    }
  });

  test('too few of them are a RangeError that says so', () => {
    expect(() => crewOf(planWith({ people: 3 }))).toThrow(/^3 people are too few: \d+ shifts begin at once/);
  });
});

describe('chance', () => {
  test('is even, depends on every key, and neighbours have nothing in common', () => {
    const draws = Array.from({ length: 20_000 }, (_, index) => chance(1, 2, index));
    const tenths = Array.from({ length: 10 }, () => 0);
    for (const draw of draws) tenths[Math.floor(draw * 10)] = (tenths[Math.floor(draw * 10)] ?? 0) + 1;
    for (const count of tenths) expect(Math.abs(count - 2000)).toBeLessThan(200);
    const together =
      draws.slice(1).reduce((sum, draw, index) => sum + (draw - 0.5) * ((draws[index] ?? 0) - 0.5), 0) / draws.length;
    expect(Math.abs(together * 12)).toBeLessThan(0.03);
    expect(
      new Set([chance(1, 2, 3), chance(2, 2, 3), chance(1, 3, 3), chance(1, 2, 4), chance(1, 2), chance(1, 2, 3, 0)])
        .size,
    ).toBe(6);
  });

  test('draws with the mean and the variation asked for', () => {
    const exponential = Array.from({ length: 20_000 }, (_, index) => exponentialOf(8, 1, index));
    const lognormal = Array.from({ length: 20_000 }, (_, index) => lognormalOf(16, 0.7, 1, index));
    expect(mean(exponential)).toBeCloseTo(8, 0);
    expect(mean(lognormal)).toBeCloseTo(16, 0);
    const average = mean(lognormal);
    const deviation = Math.sqrt(mean(lognormal.map((value) => (value - average) ** 2)));
    expect(deviation / average).toBeCloseTo(0.7, 1);
  });
});

test('the agenda gives events in order of time, those of one instant in order of entry', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 })), fc.nat(20), (instants, knownOnes) => {
      const entries = instants.map((atMs, event) => ({ atMs, event }));
      const agenda = makeAgenda<number>(entries.slice(0, knownOnes));
      for (const { atMs, event } of entries.slice(knownOnes)) agenda.add(atMs, event);
      const given = Array.from(instants, () => agenda.next());
      expect(given).toEqual(entries.sort((a, b) => a.atMs - b.atMs || a.event - b.event));
      expect(agenda.next()).toBeNull();
    }),
  );
});

test('Jain’s index is 1 where all are equal and 1/n where one has all', () => {
  expect(jainIndex([3, 3, 3])).toBe(1);
  expect(jainIndex([5, 0, 0, 0])).toBe(0.25);
});
