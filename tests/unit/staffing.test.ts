import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { erlangA } from '../../src/planning/staffing/erlang-a.ts';
import { erlangC } from '../../src/planning/staffing/erlang-c.ts';
import { meanHandleSeconds } from '../../src/planning/staffing/handle-time.ts';
import { patienceFrom, type Wait } from '../../src/planning/staffing/patience.ts';
import { peopleNeeded, staffing } from '../../src/planning/staffing/staffing.ts';
import { behind } from '../../src/wellbeing/rests.ts';
import { averageWaitExactly, queueByPlaces, waitProbabilityExactly } from '../support/queue-by-places.ts';

type Row = {
  id: string;
  model: 'erlang_c' | 'erlang_a';
  inputs: {
    calls: number;
    interval_seconds: number;
    aht_seconds: number;
    agents: number;
    mean_patience_seconds?: number;
    target_seconds: number;
  };
  expected: Record<string, number>;
};
const { rows } = JSON.parse(readFileSync('tests/vectors/erlang.json', 'utf8')) as { rows: Row[] };

/** Within 1e-9 of what is known, and of it where it is larger than 1. */
function expectClose(value: number | undefined, known: number | undefined, allowed = 1e-9): void {
  expect(value).toBeDefined();
  expect(Math.abs((value ?? 0) - (known ?? Number.NaN))).toBeLessThanOrEqual(
    allowed * Math.max(1, Math.abs(known ?? 0)),
  );
}

const perHour = (callsPerHour: number, handleSeconds: number) => ({ callsPerHour, handleSeconds });

describe('the shared cases', () => {
  test.each(rows.map((row) => [row.id, row] as const))('%s', (_id, { model, inputs, expected }) => {
    const demand = perHour((inputs.calls * 3600) / inputs.interval_seconds, inputs.aht_seconds);
    const within = { withinSeconds: inputs.target_seconds, patienceSeconds: inputs.mean_patience_seconds ?? null };
    const answer = staffing(demand, inputs.agents, within);
    if (model === 'erlang_c') {
      if ('overloaded' in answer.erlangC) throw new Error('overloaded');
      expectClose(answer.offeredErlang, expected['offered_load_erlangs']);
      expectClose(answer.occupancy, expected['occupancy']);
      expectClose(answer.erlangC.waitProbability, expected['prob_wait']);
      expectClose(answer.erlangC.averageWaitSeconds, expected['asa_seconds']);
      expectClose(answer.erlangC.serviceLevel, expected['service_level']);
    } else {
      expectClose(answer.erlangA?.waitProbability, expected['prob_wait']);
      expectClose(answer.erlangA?.abandonProbability, expected['prob_abandon']);
      expectClose(answer.erlangA?.averageWaitSeconds, expected['mean_wait_all_seconds']);
      expectClose(answer.erlangA?.occupancy, expected['occupancy']);
      expectClose(answer.erlangA?.serviceLevel, expected['sl_excluding_abandons_within_T']);
    }
  });
});

describe('Erlang C', () => {
  test.each([
    [[1, 2], 1],
    [[5, 1], 6],
    [[47, 1], 50],
    [[4999, 5], 1000],
    [[190, 1], 250],
    [[1, 1000], 3],
  ] as [[number, number], number][])('agrees with exact fractions for a load of %j on %i people', (load, people) => {
    const known = waitProbabilityExactly(load, people);
    const answer = erlangC(perHour((load[0] / load[1]) * 2, 1800), people, 60);
    expectClose((answer?.waitProbability ?? 0) / known, 1, 1e-11);
  });

  test.each([1, 12, 1000, 10_000])('loses no digit where the load comes close to %i people', (people) => {
    for (const gap of [1e-9, 1e-6, 0.3])
      for (const handle of [1800, 738, 777.7, 0.9]) {
        const calls = ((people - gap) * 3600) / handle;
        const answer = erlangC(perHour(calls, handle), people, 60);
        expectClose((answer?.averageWaitSeconds ?? 0) / averageWaitExactly(calls, handle, people), 1, 1e-12);
      }
  });

  test('is overloaded from the load at which the queue grows for ever', () => {
    expect(staffing(perHour(20, 900), 5, { patienceSeconds: null, withinSeconds: 60 })).toEqual({
      offeredErlang: 5,
      occupancy: 1,
      erlangC: { overloaded: true },
      erlangA: null,
    });
  });
});

describe('Erlang A', () => {
  test.each([
    ['a small line', 12, 1200, 3, 300, 120],
    ['one person', 2, 1500, 1, 90, 30],
    ['overloaded threefold', 60, 900, 5, 120, 60],
    ['nobody has any time', 100, 600, 20, 1, 5],
    ['patient callers, load = people', 40, 900, 10, 7200, 60],
    ['answered at once or not', 30, 600, 6, 200, 0],
    ['a hundred people', 620, 600, 100, 150, 20],
    ['a thousand people', 3000, 1200, 1000, 180, 2],
  ])('agrees with the queue place by place: %s', (_what, calls, handle, people, patience, within) => {
    const known = queueByPlaces(calls / 3600, handle, people, patience, within);
    const answer = erlangA(perHour(calls, handle), people, patience, within);
    expectClose(answer.waitProbability, known.waitProbability);
    expectClose(answer.abandonProbability, known.abandonProbability);
    expectClose(answer.averageWaitSeconds, known.averageWaitSeconds);
    expectClose(answer.occupancy, known.occupancy);
    expectClose(answer.serviceLevel, known.servedWithin / (1 - known.abandonedWithin));
  });

  test('without patience it is Erlang B: who finds nobody free is gone', () => {
    // 1 / (1 + 2/2 · (1 + 1/2 …)): B(2, 2) = 0.4.
    const known = {
      occupancy: 0.6,
      waitProbability: 0.4,
      abandonProbability: 0.4,
      averageWaitSeconds: 0,
      serviceLevel: 1,
    };
    const answer = erlangA(perHour(4, 1800), 2, 0, 60);
    for (const [name, value] of Object.entries(known)) expectClose(answer[name as keyof typeof answer], value, 1e-12);
    const almost = erlangA(perHour(4, 1800), 2, 1e-7, 60);
    expectClose(almost.abandonProbability, 0.4, 1e-9);
  });

  test('with endless patience it is Erlang C', () => {
    for (const [calls, handle, people] of [
      [20, 900, 6],
      [600, 1800, 310],
    ] as const) {
      const c = erlangC(perHour(calls, handle), people, 60);
      const a = erlangA(perHour(calls, handle), people, 1e14, 60);
      expectClose(a.waitProbability, c?.waitProbability);
      expectClose(a.averageWaitSeconds, c?.averageWaitSeconds, 1e-8);
      expectClose(a.serviceLevel, c?.serviceLevel);
    }
  });
});

const anyQueue = fc.record({
  callsPerHour: fc.double({ min: 0, max: 5000, noNaN: true }),
  handleSeconds: fc.double({ min: 0.1, max: 10_000, noNaN: true }),
  people: fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 5000 })),
  patienceSeconds: fc.oneof(fc.double({ min: 0, max: 2000, noNaN: true }), fc.constantFrom(0, 1e-12, 1e9)),
  withinSeconds: fc.double({ min: 0, max: 1000, noNaN: true }),
});

describe('whatever the line', () => {
  test('every answer is a number in its bounds and the flows balance', () => {
    fc.assert(
      fc.property(anyQueue, ({ callsPerHour, handleSeconds, people, patienceSeconds, withinSeconds }) => {
        const demand = { callsPerHour, handleSeconds };
        const { offeredErlang, erlangC: c, erlangA: a } = staffing(demand, people, { patienceSeconds, withinSeconds });
        if (a === null) throw new Error('patience was given');
        const shares = [a.occupancy, a.waitProbability, a.abandonProbability, a.serviceLevel];
        if (!('overloaded' in c)) shares.push(c.waitProbability, c.serviceLevel);
        for (const share of shares) {
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(1 + 1e-12);
        }
        // Who hangs up: λ·P(ab) = mean queue / patience, mean queue = λ·mean wait.
        expectClose(a.abandonProbability * patienceSeconds, a.averageWaitSeconds, 1e-11);
        // Who is served: λ·(1 − P(ab)) · handle = people · occupancy.
        expectClose(offeredErlang * (1 - a.abandonProbability), a.occupancy * people, 1e-11);
        expect(a.abandonProbability).toBeLessThanOrEqual(a.waitProbability + 1e-12);
        // Who hangs up leaves room: never worse than Erlang C.
        if (!('overloaded' in c)) {
          expect(a.waitProbability).toBeLessThanOrEqual(c.waitProbability * (1 + 1e-9) + 1e-15);
          expect(a.averageWaitSeconds).toBeLessThanOrEqual(c.averageWaitSeconds * (1 + 1e-9));
        }
      }),
      { numRuns: 60 },
    );
  });

  test('more people never make it worse, more calls never better', () => {
    fc.assert(
      fc.property(anyQueue, fc.double({ min: 1, max: 2, noNaN: true }), (queue, busier) => {
        const { people, patienceSeconds, withinSeconds, ...demand } = queue;
        const now = erlangA(demand, people, patienceSeconds, withinSeconds);
        const oneMore = erlangA(demand, people + 1, patienceSeconds, withinSeconds);
        const more = { ...demand, callsPerHour: demand.callsPerHour * busier };
        const busy = erlangA(more, people, patienceSeconds, withinSeconds);
        for (const [worse, better] of [
          [now, oneMore],
          [busy, now],
        ] as const) {
          expect(better.waitProbability).toBeLessThanOrEqual(worse.waitProbability + 1e-11);
          expect(better.abandonProbability).toBeLessThanOrEqual(worse.abandonProbability + 1e-11);
          expect(better.serviceLevel).toBeGreaterThanOrEqual(worse.serviceLevel - 1e-11);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('a million people cost no more than a hundred', () => {
    const answer = erlangA(perHour(3_600_000, 1000), 1_000_000, 120, 20);
    // Where load and people are equal the limit is 1 / (1 + √(handle time / patience)).
    expectClose(answer.waitProbability, 1 / (1 + Math.sqrt(1000 / 120)), 1e-3);
  });
});

describe('people needed for a target', () => {
  const target = { serviceLevel: 0.8, withinSeconds: 60 };

  test('the fewest with whom it is met', () => {
    for (const [calls, patience] of [
      [20, null],
      [20, 240],
      [1900, 120],
      [0, null],
    ] as const) {
      const people = peopleNeeded(perHour(calls, 900), target, patience);
      const levelWith = (count: number) => {
        const { erlangA: a, erlangC: c } = staffing(perHour(calls, 900), count, {
          patienceSeconds: patience,
          withinSeconds: 60,
        });
        return a?.serviceLevel ?? ('overloaded' in c ? 0 : c.serviceLevel);
      };
      expect(levelWith(people)).toBeGreaterThanOrEqual(0.8);
      if (people > 1) expect(levelWith(people - 1)).toBeLessThan(0.8);
    }
    expect(peopleNeeded(perHour(20, 900), target, null)).toBe(8);
    expect(peopleNeeded(perHour(20, 900), target, 240)).toBe(6);
  });

  test('a guarantee is refused', () => {
    expect(() => peopleNeeded(perHour(20, 900), { serviceLevel: 1, withinSeconds: 60 }, 60)).toThrow(RangeError);
  });
});

describe('patience', () => {
  test('Kaplan and Meier’s curve counts who was served as willing to wait longer', () => {
    const waits: Wait[] = [
      { seconds: 10, hungUp: true },
      { seconds: 20, hungUp: false },
      { seconds: 30, hungUp: true },
      { seconds: 30, hungUp: false },
      { seconds: 60, hungUp: true },
    ];
    const patience = patienceFrom(waits);
    expect(patience.survival).toEqual([
      { seconds: 10, share: 0.8, atRisk: 5, hungUp: 1 },
      { seconds: 30, share: expect.closeTo(0.8 * (2 / 3), 12), atRisk: 3, hungUp: 1 },
      { seconds: 60, share: 0, atRisk: 1, hungUp: 1 },
    ]);
    expect(patience.medianSeconds).toBe(60);
    expect(patience.exponentialFit?.meanSeconds).toBe(50);
  });

  test('finds the mean of exponential patience though most are served before it ends', () => {
    const at = (index: number) => ((index * 0.6180339887) % 1) * 0.9999 + 0.00005;
    const waits = Array.from({ length: 4000 }, (_, index): Wait => {
      const patience = -240 * Math.log(at(index));
      const served = -60 * Math.log(((index * 0.7548776662) % 1) * 0.9999 + 0.00005);
      return { seconds: Math.min(patience, served), hungUp: patience < served };
    });
    const found = patienceFrom(waits);
    expect(found.exponentialFit?.meanSeconds).toBeGreaterThan(228);
    expect(found.exponentialFit?.meanSeconds).toBeLessThan(252);
    expect(found.fitGap).toBeLessThan(0.1);
    // Everybody who hangs up does so at two minutes: no exponential.
    const alike = Array.from({ length: 100 }, (): Wait => ({ seconds: 120, hungUp: true }));
    expect(patienceFrom(alike).fitGap).toBeGreaterThan(0.5);
  });

  test('nobody hung up, or nobody called: no mean is made up', () => {
    const none = { survival: [], medianSeconds: null, exponentialFit: null, fitGap: null, hungUp: 0 };
    expect(patienceFrom([])).toEqual({ ...none, waits: 0 });
    expect(patienceFrom([{ seconds: 30, hungUp: false }])).toEqual({ ...none, waits: 1 });
  });
});

describe('handle times', () => {
  const policy = { wrapUpMinutes: 5, restAfterHeavyMinutes: 15, restAfterCrisisMinutes: 30 };

  test('are talk and wrap-up, or talk and the rest it asks for', () => {
    const contacts = [
      behind({ talkedMs: 600_000 }),
      behind({ talkedMs: 600_000, answer: 5 }),
      behind({ talkedMs: 600_000, crisis: true }),
      behind({ talkedMs: 1_200_000, answer: 2 }),
    ];
    expect(meanHandleSeconds(contacts, policy)).toBe((900 + 1500 + 2400 + 1500) / 4);
    expect(meanHandleSeconds([], policy)).toBeNull();
  });
});
