import { describe, expect, test } from '@jest/globals';
import { defaultPolicy } from '../../src/organisation/policy.ts';
import type { PastCall, ReplayRoster } from '../../src/planning/replay/model.ts';
import { callsBackOfRun } from '../../src/planning/replay/calls-back.ts';
import { gatherFor, type ReplayOrder } from '../../src/planning/replay/gathering.ts';
import { learn, callsOfRun } from '../../src/planning/replay/callers.ts';
import { plannedCrew } from '../../src/planning/replay/crew.ts';
import { replay, replaySteps } from '../../src/planning/replay/replay.ts';
import { confidenceOfMean, spreadOfRuns } from '../../src/planning/replay/spread.ts';
import { callsOf } from '../../src/planning/simulation/calls.ts';
import { crewOf, rosterOf } from '../../src/planning/simulation/crew.ts';
import { shiftsPerWeek, usualBehaviour, type Plan } from '../../src/planning/simulation/plan.ts';
import { rotations } from '../../src/planning/simulation/rotations.ts';
import { sceneOf } from '../../src/planning/simulation/scene.ts';
import { simulate } from '../../src/planning/simulation/simulate.ts';
import { erlangA } from '../../src/planning/staffing/erlang-a.ts';
import type { LoadEvent } from '../../src/wellbeing/load.ts';
import {
  asPast,
  fromMs,
  hour,
  inputOf,
  plainBehaviour,
  plainPolicy,
  replayed,
  rosterWith,
} from '../support/plain-replay.ts';
import { queueAlone, type Queue } from '../support/queue-alone.ts';

describe('beside an independent simulation of the same queue', () => {
  const queues: Queue[] = [
    { callsPerHour: 6, talkMinutes: 20, people: 3, patienceMinutes: 10, hours: 6 * 24 },
    { callsPerHour: 10, talkMinutes: 15, people: 3, patienceMinutes: 6, hours: 4 * 24 },
    { callsPerHour: 12, talkMinutes: 15, people: 3, patienceMinutes: 4, hours: 3 * 24 },
    { callsPerHour: 9, talkMinutes: 20, people: 2, patienceMinutes: 12, hours: 4 * 24 },
    { callsPerHour: 30, talkMinutes: 12, people: 7, patienceMinutes: 8, hours: 36 },
  ];

  test.each(queues)(
    '$callsPerHour calls an hour for $people: losses within 2 points, waits in the interval',
    (queue) => {
      const recorded = queueAlone(queue, 11);
      const lost = recorded.filter(({ isServed }) => !isServed).length / recorded.length;
      const waits = recorded.filter(({ isServed }) => isServed).map(({ waitedMs }) => waitedMs / 1000);
      const mean = waits.reduce((sum, wait) => sum + wait, 0) / waits.length;
      const { without } = replayed(inputOf(recorded.map(asPast), { roster: rosterWith(queue.people) }));
      expect(without.offered.mean).toBe(recorded.length);
      expect(Math.abs(without.hungUp.mean / recorded.length - lost)).toBeLessThan(0.02);
      expect(mean).toBeGreaterThan(without.meanWaitSeconds.low);
      expect(mean).toBeLessThan(without.meanWaitSeconds.high);
    },
  );

  test.each([
    [{ callsPerHour: 9, talkMinutes: 20, people: 3, patienceMinutes: 8, hours: 14 * 24 }],
    [{ callsPerHour: 12, talkMinutes: 20, people: 2, patienceMinutes: 6, hours: 10 * 24 }],
  ])('Erlang A of a fortnight: %j, overloaded too', (queue) => {
    const { callsPerHour, talkMinutes, people, patienceMinutes } = queue;
    const demand = { callsPerHour, handleSeconds: talkMinutes * 60 };
    const { abandonProbability } = erlangA(demand, people, patienceMinutes * 60, 60);
    const halfHours = Array.from({ length: 2 * queue.hours }, (_, index) => ({
      lineId: 'main',
      startMs: fromMs + index * (hour / 2),
      expected: callsPerHour / 2,
      variance: 0,
    }));
    const past = queueAlone({ ...queue, hours: 900 }, 8).map(asPast);
    const callers = { kind: 'foreseen' as const, halfHours, past };
    const { without } = replayed(inputOf([], { roster: rosterWith(people), callers, runs: 3 }));
    expect(Math.abs(without.hungUp.mean / without.offered.mean - abandonProbability)).toBeLessThan(0.02);
    expect(JSON.stringify(without)).not.toMatch(/NaN|Infinity|:null/);
  });

  test('one more peer loses as many fewer as the queue says', () => {
    const queue = queues[1]!;
    const share = (people: number, seed: number) => {
      const callers = queueAlone({ ...queue, people }, seed);
      return callers.filter(({ isServed }) => !isServed).length / callers.length;
    };
    const seeds = [1, 2, 3, 4, 5, 6];
    const truth = seeds.reduce((sum, seed) => sum + share(3, seed) - share(4, seed), 0) / seeds.length;
    const recorded = queueAlone(queue, 11).map(asPast);
    const morePeople = [{ lineId: 'main', weekday: null, fromMinute: 0, toMinute: 0, count: 1 }];
    const { difference } = replayed(inputOf(recorded, { roster: rosterWith(3), change: { morePeople } }));
    expect(Math.abs(-(difference?.hungUp.mean ?? 0) / recorded.length - truth)).toBeLessThan(0.02);
    expect(difference?.hungUp.high).toBeLessThan(0);
  });
});

describe('a recorded week', () => {
  const amount = {
    seed: 5,
    fromMs: Date.parse('2026-04-06T00:00:00-05:00'),
    zone: 'America/Chicago',
    weeks: 1,
    calls: 900,
    occupancy: 0.7,
    policy: defaultPolicy,
    behaviour: usualBehaviour,
  };
  const plan: Plan = { people: Math.ceil((shiftsPerWeek(amount) * 4) / 11), ...amount };
  const scene = sceneOf(plan);
  const calls = callsOf(plan);
  const journal = simulate(scene, calls, crewOf(plan), rotations[0]!);
  const talkOf = new Map(journal.talks.map((talk) => [talk.callId, talk]));
  const ends = { answered: 'talked', abandoned: 'hung-up', ended: 'message', 'nobody-on': 'nobody-on' } as const;
  const callOf = new Map(calls.map((call) => [call.id, call]));
  const recorded = journal.ends.map(({ callId, kind, waitedMs }): PastCall => {
    const { arrivesMs, crisis, abusive, weight, checkInAfterMs } = callOf.get(callId)!;
    const talk = talkOf.get(callId);
    return {
      ...asPast({ arrivesMs: arrivesMs - fromMs, talkMs: 0, waitedMs, isServed: kind === 'answered' }),
      end: ends[kind],
      talkMs: talk ? talk.endMs - talk.startMs : null,
      crisis: crisis && talk !== undefined,
      abusive: abusive && talk !== undefined,
      weight: talk && checkInAfterMs !== null ? weight : null,
    };
  });
  const source = rosterOf(plan);
  const roster: ReplayRoster = {
    ...source,
    lines: [{ ...source.lines[0]!, languages: ['en'], automaticAvailability: true, policy: defaultPolicy }],
    people: source.people.map(({ id }) => ({
      id,
      timeZone: plan.zone,
      languages: ['en'],
      tags: [],
      roles: ['volunteer'],
      trainee: false,
      training: [],
    })),
  };
  const input = inputOf(recorded, {
    ...{ fromMs: scene.fromMs, untilMs: scene.untilMs, roster, behaviour: usualBehaviour, runs: 6 },
  });

  test('has the waits and the losses again that it had, within the interval', () => {
    const { without } = replayed(input);
    const waits = journal.ends.filter(({ kind }) => kind === 'answered').map(({ waitedMs }) => waitedMs / 1000);
    const mean = waits.reduce((sum, wait) => sum + wait, 0) / waits.length;
    const hungUp = journal.ends.filter(({ kind }) => kind === 'abandoned').length;
    expect(without.offered.mean).toBe(900);
    expect(mean).toBeGreaterThan(without.meanWaitSeconds.low);
    expect(mean).toBeLessThan(without.meanWaitSeconds.high);
    expect(hungUp).toBeGreaterThanOrEqual(without.hungUp.low);
    expect(hungUp).toBeLessThanOrEqual(without.hungUp.high);
    expect(without.people).toHaveLength(plan.people);
  });

  test('with longer rests has more rest and never fewer who hang up for it', () => {
    const { difference } = replayed({ ...input, runs: 4, change: { policy: { restAfterHeavyMinutes: 60 } } });
    const rest = difference?.people.reduce((sum, { restMinutes }) => sum + restMinutes.mean, 0) ?? 0;
    expect(rest).toBeGreaterThan(60);
    expect(difference?.hungUp.high).toBeGreaterThan(0);
  });

  test('with no change tried differs in nothing; the same seed says the same, and another something else', () => {
    const small = { ...input, runs: 2, callers: { kind: 'recorded' as const, calls: recorded.slice(0, 150) } };
    const same = replayed({ ...small, change: { policy: {} } });
    expect(same.difference?.hungUp).toEqual({ mean: 0, low: 0, high: 0 });
    expect(same.with).toEqual(same.without);
    expect(replayed({ ...small, change: { policy: {} } })).toEqual(same);
    expect(replayed({ ...small, seed: 2 }).without).not.toEqual(same.without);
  });

  test('tells how far it is, and stops when it is told to', () => {
    const small = { ...input, runs: 3, callers: { kind: 'recorded' as const, calls: recorded.slice(0, 20) } };
    const heard: number[] = [];
    replay(small, (done, of) => heard.push(done / of));
    expect(heard).toEqual([1 / 3, 2 / 3, 1]);
    const shown = [...replaySteps(small)];
    expect(shown.map(({ hungUp }) => hungUp === null)).toEqual([true, false, false]);
    const { without } = replayed(small);
    expect(shown.at(-1)?.hungUp).toEqual({ without: without.hungUp, with: null, difference: null });
    expect(replay(small, undefined, () => true)).toBeNull();
    const steps = replaySteps(small);
    expect(steps.next().value).toEqual({ done: 1, of: 3, hungUp: null });
    expect(() => replaySteps({ ...small, runs: 1 }).next()).toThrow(/at least 2 runs/);
    expect(() => replaySteps({ ...small, lineIds: ['other'] }).next()).toThrow(/no such line "other"/);
  });
});

describe('calls that the service owes', () => {
  const calls = queueAlone({ callsPerHour: 3, talkMinutes: 15, people: 1, patienceMinutes: 10, hours: 14 * 24 }, 6).map(
    asPast,
  );
  const each = (count: number, everyHours: number, fromAtMs: number) =>
    Array.from({ length: count }, (_, place) => ({
      lineId: 'main',
      language: 'en',
      startsMs: fromAtMs + place * everyHours * hour,
      talkMs: hour / 2,
    }));

  test('take the time of people, and are no callers', () => {
    const callsBack = each(300, 1, fromMs);
    const alone = replayed(inputOf(calls, {})).without;
    const { without } = replayed(inputOf(calls, { callsBack }));
    expect(without.offered).toEqual(alone.offered);
    expect(without.hungUp.mean).toBeGreaterThan(alone.hungUp.mean + calls.length * 0.1);
    expect(without.people[0]!.talks).toBeGreaterThan(without.answered.mean + 100);
  });

  test('are as many on days ahead as in the weeks before, at their times of the week', () => {
    const week = 7 * 24 * hour;
    const callsBack = each(40, 24, fromMs - 6 * week);
    const ahead = inputOf([], { callers: { kind: 'foreseen', halfHours: [], past: [] }, callsBack });
    const counts = Array.from({ length: 60 }, (_, seed) => callsBackOfRun(ahead, 0, seed));
    const mean = counts.reduce((sum, { length }) => sum + length, 0) / counts.length;
    // One a day for six weeks: about fourteen in a fortnight.
    expect(mean).toBeGreaterThan(12);
    expect(mean).toBeLessThan(15);
    for (const { arrivesMs, isCallBack } of counts.flat()) {
      expect((arrivesMs - fromMs) % (24 * hour)).toBe(0);
      expect([isCallBack, arrivesMs >= fromMs, arrivesMs < fromMs + 2 * week]).toEqual([true, true, true]);
    }
  });
});

describe('what is read for an order', () => {
  const zone = 'America/Chicago';
  const at = (day: number, hours = 18) => Date.parse('2026-10-20T00:00:00Z') + day * 24 * hour + hours * hour;
  const callAt = (arrivesMs: number) => ({
    ...asPast({ arrivesMs: 0, talkMs: hour / 3, waitedMs: 9000, isServed: true }),
    arrivesMs,
  });
  /** Five calls each evening, but on these days. */
  const evenings = (days: number, but: readonly number[] = []) =>
    Array.from({ length: days }, (_, day) => day)
      .filter((day) => !but.includes(day))
      .flatMap((day) => [0, 1, 2, 3, 4].map((turn) => callAt(at(day) + (turn * hour) / 6)));
  const shifts = [{ ...rosterWith(1).shifts[0]!, start: '2026-10-01T00:00', end: '2027-01-01T00:00' }];
  const roster = { ...rosterWith(1, { line: { timeZone: zone }, shifts }), organisation: { timeZone: zone } };
  const orderOf = (part: Partial<ReplayOrder>): ReplayOrder => ({
    ...inputOf([], { roster }),
    ...{ fromMs: at(0, 5), untilMs: at(20, 5), nowMs: at(21) },
    ...part,
  });
  const gatheredOf = (order: ReplayOrder, calls: readonly PastCall[]) => {
    const gathering = gatherFor(order);
    for (const call of calls) gathering.add({ calls: [call] });
    return gathering.gathered();
  };

  test('days without a call in a busy record are named, quiet lines are left in peace', () => {
    const gaps = (calls: PastCall[]) => {
      const gathered = gatheredOf(orderOf({}), calls);
      return gathered.kind === 'input' ? gathered.gaps : gathered.kind;
    };
    expect(gaps(evenings(20, [8, 9, 10, 11]))).toEqual([{ from: '2026-10-28', to: '2026-10-31' }]);
    expect(gaps(evenings(20, [8, 10]))).toEqual([]);
    expect(gaps(evenings(20, [1, 2, 4, 5, 7, 8, 9, 10, 11, 13, 14, 16]))).toEqual([]);
    expect(gaps([])).toBe('no-calls');
  });

  test('a week in which the clocks go back is as long as it is, and each caller is offered once', () => {
    const gathered = gatheredOf(orderOf({}), evenings(20));
    if (gathered.kind !== 'input') throw new Error(gathered.kind);
    const { without } = replayed(gathered.input);
    expect(without.offered).toEqual({ mean: 100, low: 100, high: 100 });
    expect(without.people[0]!.shiftHours).toBe(20 * 24);
    const days = { fromMs: Date.parse('2026-10-26T05:00:00Z'), untilMs: Date.parse('2026-11-02T06:00:00Z') };
    expect(replayed(inputOf(evenings(20), { roster, ...days })).without.people[0]!.shiftHours).toBe(7 * 24 + 1);
  });

  test('three days are enough to look a week ahead', () => {
    const ahead = { fromMs: at(5, 6), untilMs: at(12, 6), nowMs: at(3) };
    const gathered = gatheredOf(orderOf(ahead), evenings(3));
    if (gathered.kind !== 'input') throw new Error(gathered.kind);
    const { without } = replayed({ ...gathered.input, runs: 6 });
    expect(without.offered.mean).toBeGreaterThan(10);
    expect(without.offered.mean).toBeLessThan(80);
    expect(JSON.stringify(without)).not.toMatch(/NaN|Infinity|:null/);
  });

  test('what people did before weighs on them from the beginning', () => {
    const order = orderOf({});
    const before = (events: LoadEvent[]) => {
      const gathering = gatherFor(order);
      gathering.add({ calls: evenings(20), before: [['p1', events]] });
      const gathered = gathering.gathered();
      if (gathered.kind !== 'input') throw new Error(gathered.kind);
      return replayed(gathered.input).without.people[0]!.load;
    };
    const heavy = [1, 2, 3].map((days): LoadEvent => {
      const startMs = order.fromMs - days * 12 * hour;
      return { kind: 'contact', startMs, endMs: startMs + hour, heavy: true, crisis: true };
    });
    expect(before(heavy)).toBeGreaterThan(before([]));
  });
});

describe('who is there', () => {
  const calls = queueAlone({ callsPerHour: 2, talkMinutes: 10, people: 9, patienceMinutes: 10, hours: 14 * 24 }, 3).map(
    asPast,
  );
  const only = (roster: ReplayRoster, of = calls) => replayed(inputOf(of, { roster, runs: 2 })).without;

  test('nobody at all: everybody finds nobody on, and it is overloaded, not a number that is none', () => {
    const side = only(rosterWith(0));
    expect(side.nobodyOn.mean).toBe(calls.length);
    expect(side).toMatchObject({ occupancy: null, overloaded: true, people: [], answered: { mean: 0 } });
    expect(JSON.stringify(side)).not.toMatch(/NaN|Infinity|null.*null/);
  });

  test('more work than people is said to be overloaded', () => {
    const many = queueAlone({ callsPerHour: 9, talkMinutes: 20, people: 2, patienceMinutes: 2, hours: 24 * 14 }, 3);
    const side = only(rosterWith(2), many.map(asPast));
    expect(side.overloaded).toBe(true);
    expect(side.occupancy).toBeGreaterThan(1);
    expect(only(rosterWith(9)).overloaded).toBe(false);
  });

  test('untrained people, and a trainee alone, take no call; a peer who does not speak the language neither', () => {
    const training = { policy: { ...plainPolicy, training: ['core'] } };
    expect(only(rosterWith(2, training)).answered.mean).toBe(0);
    expect(only(rosterWith(1, { people: { p1: { trainee: true } } })).answered.mean).toBe(0);
    const spanish = calls.map((call) => ({ ...call, language: 'es' }));
    const bilingual = { line: { languages: ['en', 'es'] }, people: { p2: { languages: ['en', 'es'] } } };
    const { people } = only(rosterWith(2, bilingual), spanish);
    expect(people.map(({ talks }) => talks > 0)).toEqual([false, true]);
  });

  test('a course that ran out counts from its day on, and primaries come before backups', () => {
    const week = { training: [{ course: 'core', until: '2026-06-07' }] };
    const daily = {
      id: 'day',
      line: 'main',
      start: '2026-06-01T00:00',
      end: '2026-06-02T00:00',
      repeat: 'FREQ=DAILY',
      assigned: [{ person: 'p1', as: 'primary' as const }],
    };
    const roster = rosterWith(1, {
      policy: { ...plainPolicy, training: ['core'] },
      people: { p1: week },
      shifts: [daily],
    });
    const [one] = plannedCrew(roster, inputOf([], {})).people;
    // Touching days are one stint, which began while the course held.
    expect(one?.stints).toHaveLength(1);
    const shared = { ...daily, assigned: [...daily.assigned, { person: 'p2', as: 'backup' as const }] };
    const { people } = only(rosterWith(2, { shifts: [shared] }));
    expect(people[0]!.talks).toBeGreaterThan(people[1]!.talks);
  });

  test('more people come on their day and hours, over midnight too, and are the same whatever else changes', () => {
    const range = inputOf([], {});
    const more = { lineId: 'main', weekday: 1, fromMinute: 22 * 60, toMinute: 2 * 60, count: 2 };
    const { people } = plannedCrew(rosterWith(1), range, [more]);
    expect(people.map(({ id }) => id)).toEqual(['p1', 'more-1-1', 'more-1-2']);
    expect(people[1]?.stints.map(({ startMs, endMs }) => [startMs, endMs])).toEqual(
      ['2026-06-02', '2026-06-09'].map((day) => [
        Date.parse(`${day}T22:00:00Z`),
        Date.parse(`${day}T22:00:00Z`) + 4 * hour,
      ]),
    );
  });

  test('whoever is on two lines at once talks with one caller at a time', () => {
    const one = rosterWith(1);
    const roster: ReplayRoster = {
      ...one,
      lines: [one.lines[0]!, { ...one.lines[0]!, id: 'night' }],
      shifts: [one.shifts[0]!, { ...one.shifts[0]!, id: 'other', line: 'night' }],
    };
    const both = calls.map((call, index) => ({ ...call, lineId: index % 2 ? 'main' : 'night' }));
    const twice = replayed(inputOf(both, { roster, lineIds: ['main', 'night'], runs: 2 })).without;
    const once = only(one);
    expect(twice.offered.mean).toBe(calls.length);
    expect(Math.abs(twice.answered.mean - once.answered.mean)).toBeLessThan(calls.length * 0.02);
    expect(twice.people).toHaveLength(1);
  });
});

describe('callers of a run', () => {
  test('those who hung up keep their patience, those served have at least what they showed', () => {
    const past = queueAlone({ callsPerHour: 9, talkMinutes: 20, people: 2, patienceMinutes: 8, hours: 600 }, 4).map(
      asPast,
    );
    const learnt = learn(past, plainBehaviour);
    const calls = callsOfRun({ kind: 'recorded', calls: past }, learnt, 7);
    for (const [index, { end, waitedMs }] of past.entries()) {
      const patienceMs = calls[index]?.patienceMs ?? 0;
      if (end === 'hung-up') expect(patienceMs).toBe(waitedMs);
      else expect(patienceMs).toBeGreaterThanOrEqual(Math.floor(waitedMs ?? 0));
    }
    const mean = calls.reduce((sum, { patienceMs }) => sum + patienceMs, 0) / calls.length / 60_000;
    expect(mean).toBeGreaterThan(7.4);
    expect(mean).toBeLessThan(8.6);
  });

  test('foreseen ones come as many as are expected, and as differently as foreseen', () => {
    const halfHours = Array.from({ length: 400 }, (_, index) => ({
      lineId: 'main',
      startMs: fromMs + index * (hour / 2),
      expected: 8,
      variance: 26,
    }));
    const learnt = learn([], plainBehaviour);
    const calls = callsOfRun({ kind: 'foreseen', halfHours, past: [] }, learnt, 3);
    const counts = halfHours.map(
      ({ startMs }) => calls.filter(({ arrivesMs }) => arrivesMs >= startMs && arrivesMs < startMs + hour / 2).length,
    );
    const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
    const variance = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / counts.length;
    expect(mean).toBeGreaterThan(7.4);
    expect(mean).toBeLessThan(8.6);
    expect(variance).toBeGreaterThan(18);
    expect(variance).toBeLessThan(34);
  });
});

test('intervals are those of Student: of one more run, and of a mean', () => {
  expect(confidenceOfMean([1, 2, 3])).toEqual({ mean: 2, low: -0.485, high: 4.485 });
  const ten = spreadOfRuns([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(ten.mean).toBe(5.5);
  expect(ten.high).toBeCloseTo(5.5 + 2.262 * 3.0277 * Math.sqrt(1.1), 1);
  expect(spreadOfRuns([0, 0])).toEqual({ mean: 0, low: 0, high: 0 });
});
