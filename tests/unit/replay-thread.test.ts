/** A replay in threads of its own: how many there are changes neither the answer nor what is told on the way. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from '@jest/globals';
import { memoryInWords } from '../../src/cli/replay-runs.ts';
import { defaultPolicy } from '../../src/organisation/policy.ts';
import { gatherFor, type ReplayOrder } from '../../src/planning/replay/gathering.ts';
import type { PastCall, SoFar } from '../../src/planning/replay/model.ts';
import { replaySteps } from '../../src/planning/replay/replay.ts';
import { usualBehaviour } from '../../src/planning/simulation/plan.ts';
import { projectRoot } from '../../src/platform/project-root.ts';
import { replayInThread } from '../../src/platform/replay-in-thread.ts';
import { isWorthSecond } from '../../src/platform/replay-turns.ts';
import { GivenUp } from '../../src/platform/thread.ts';
import { queueAlone } from '../support/queue-alone.ts';

const fromMs = Date.parse('2026-06-01T00:00:00Z');
const people = ['ana', 'ben', 'cho'];
const order: ReplayOrder = {
  fromMs,
  untilMs: fromMs + 48 * 3_600_000,
  nowMs: fromMs + 72 * 3_600_000,
  lineIds: ['main'],
  roster: {
    organisation: { timeZone: 'UTC' },
    lines: [
      {
        id: 'main',
        timeZone: 'UTC',
        languages: ['en'],
        automaticAvailability: true,
        policy: { ...defaultPolicy, training: [] },
      },
    ],
    people: people.map((id) => ({
      ...{ id, timeZone: 'UTC', languages: ['en'], tags: [], roles: ['volunteer'], trainee: false, training: [] },
    })),
    shifts: [
      {
        ...{ id: 'always', line: 'main', start: '2026-06-01T00:00', end: '2026-06-03T00:00', need: 3 },
        assigned: people.map((person) => ({ person, as: 'primary' as const })),
      },
    ],
  },
  change: { morePeople: [{ lineId: 'main', weekday: 0, fromMinute: 600, toMinute: 900, count: 1 }] },
  ...{ runs: 9, seed: 3, behaviour: usualBehaviour },
};
const calls = queueAlone({ callsPerHour: 6, talkMinutes: 20, people: 3, patienceMinutes: 8, hours: 48 }, 5).map(
  ({ arrivesMs, talkMs, waitedMs, isServed }): PastCall => ({
    ...{ lineId: 'main', language: 'en', wish: null, arrivesMs: Math.round(fromMs + arrivesMs) },
    ...{ end: isServed ? 'talked' : 'hung-up', waitedMs, talkMs: isServed ? talkMs : null },
    ...{ crisis: false, abusive: false, weight: null },
  }),
);
const parts = [{ calls: calls.slice(0, 100) }, { calls: calls.slice(100) }];

function alone() {
  const gathering = gatherFor(order);
  for (const part of parts) gathering.add(part);
  const gathered = gathering.gathered();
  if (gathered.kind !== 'input') throw new Error(gathered.kind);
  const told: SoFar[] = [];
  const steps = replaySteps(gathered.input);
  for (;;) {
    const step = steps.next();
    if (step.done) return { told, answer: { kind: 'replayed' as const, replay: step.value, gaps: gathered.gaps } };
    told.push(step.value);
  }
}

test.each([1, 2] as const)('%d say what one by itself says, step by step', async (threads) => {
  const expected = alone();
  const told: SoFar[] = [];
  const answer = await replayInThread(order, { parts, threads, onProgress: (soFar) => told.push(soFar) });
  expect(answer).toEqual(expected.answer);
  expect(told).toEqual(expected.told);
  expect(told.map(({ done }) => done)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test.each([1, 2] as const)('%d given up on the way end at once, without an answer', async (threads) => {
  const end = new AbortController();
  let told = 0;
  const onProgress = () => {
    told += 1;
    end.abort();
  };
  const many = { ...order, runs: 5000 };
  await expect(replayInThread(many, { parts, threads, giveUp: end.signal, onProgress })).rejects.toThrow(GivenUp);
  expect(told).toBeLessThan(50);
});

test('a run that cannot be made fails the whole, whoever makes it', async () => {
  const strange = { ...order, lineIds: ['other'] };
  await expect(replayInThread(strange, { parts, threads: 2 })).rejects.toThrow(/no such line "other"/);
});

test('a thread that lacks memory fails the whole, and the command says what helps', () => {
  const dist = (path: string) => JSON.stringify(pathToFileURL(join(projectRoot, 'dist', 'src', path)).href);
  const script = `const { replayInThread } = await import(${dist('platform/replay-in-thread.js')});
    const { memoryInWords } = await import(${dist('cli/replay-runs.js')});
    await replayInThread(${JSON.stringify(order)}, { parts: [], mostMegabytes: 2 }).catch(memoryInWords);`;
  // What Node is told of memory for the tests would count for the thread instead.
  const env = { ...process.env, NODE_OPTIONS: '' };
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    env,
    encoding: 'utf8',
  });
  expect(status).toBe(1);
  expect(stderr).toMatch(/needs more memory than Node\.js may take here: ask for fewer days/);
  expect(() => memoryInWords(new Error('a run is missing'))).toThrow('a run is missing');
});

test('a second thread is begun where there is a core for it and enough to do', () => {
  const asked: [leftMs: number, cores: number, platform: NodeJS.Platform][] = [
    [60_000, 2, 'linux'],
    [60_000, 1, 'linux'],
    [500, 8, 'linux'],
    [60_000, 2, 'darwin'],
    [60_000, 3, 'darwin'],
  ];
  expect(asked.map((one) => isWorthSecond(...one))).toEqual([true, false, false, false, true]);
});
