/** Awkward queues: what a replay loses beside an independent simulation of the same queue, within two points. */
import { expect, test } from '@jest/globals';
import type { ReplayRoster } from '../../src/planning/replay/model.ts';
import { asPast, inputOf, replayed, rosterWith } from '../support/plain-replay.ts';
import { queueAlone, type Queue } from '../support/queue-alone.ts';

const lostOf = (calls: readonly { isServed: boolean }[]) =>
  calls.filter(({ isServed }) => !isServed).length / calls.length;

const queues: [what: string, queue: Queue, least: number, most: number][] = [
  ['one person', { callsPerHour: 3, talkMinutes: 15, people: 1, patienceMinutes: 9, hours: 10 * 24 }, 0.2, 0.6],
  [
    'one person, five times too much',
    { callsPerHour: 15, talkMinutes: 20, people: 1, patienceMinutes: 5, hours: 48 },
    0.7,
    0.9,
  ],
  ['four times too much', { callsPerHour: 48, talkMinutes: 15, people: 3, patienceMinutes: 6, hours: 24 }, 0.65, 0.85],
  [
    'hardly any patience',
    { callsPerHour: 12, talkMinutes: 15, people: 3, patienceMinutes: 0.05, hours: 72 },
    0.3,
    0.65,
  ],
  [
    'patience without end',
    { callsPerHour: 9, talkMinutes: 15, people: 3, patienceMinutes: 600, hours: 5 * 24 },
    0,
    0.1,
  ],
];

test.each(queues)('%s', (_what, queue, least, most) => {
  const recorded = queueAlone(queue, 21);
  const lost = lostOf(recorded);
  expect(lost).toBeGreaterThanOrEqual(least);
  expect(lost).toBeLessThanOrEqual(most);
  const { without } = replayed(inputOf(recorded.map(asPast), { roster: rosterWith(queue.people) }));
  expect(without.offered.mean).toBe(recorded.length);
  expect(Math.abs(without.hungUp.mean / recorded.length - lost)).toBeLessThan(0.02);
  const waits = recorded.filter(({ isServed }) => isServed).map(({ waitedMs }) => waitedMs / 1000);
  const mean = waits.reduce((sum, wait) => sum + wait, 0) / waits.length;
  expect(Math.abs(mean - without.meanWaitSeconds.mean)).toBeLessThan(Math.max(1, mean * 0.05));
});

test('two lines that share their people are one queue', () => {
  const queue: Queue = { callsPerHour: 10, talkMinutes: 15, people: 3, patienceMinutes: 6, hours: 3 * 24 };
  const recorded = queueAlone(queue, 4);
  const one = rosterWith(3);
  const roster: ReplayRoster = {
    ...one,
    lines: [one.lines[0]!, { ...one.lines[0]!, id: 'night' }],
    shifts: [one.shifts[0]!, { ...one.shifts[0]!, id: 'other', line: 'night' }],
  };
  const calls = recorded.map(asPast).map((call, index) => ({ ...call, lineId: index % 3 ? 'main' : 'night' }));
  const { without } = replayed(inputOf(calls, { roster, lineIds: ['main', 'night'] }));
  expect(without.offered.mean).toBe(recorded.length);
  expect(Math.abs(without.hungUp.mean / recorded.length - lostOf(recorded))).toBeLessThan(0.02);
});
