/**
 * How long it takes to replay a week of 5,000 calls 50 times with and without a change, by the compiled code as people run
 * it; prints a table and asserts nothing. Run: npm run bench -- replay
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { defaultPolicy } from '../../src/organisation/policy.ts';
import type { ReplayInput, ReplayRoster } from '../../src/planning/replay/model.ts';
import type * as replayModule from '../../src/planning/replay/replay.ts';
import { callsOf } from '../../src/planning/simulation/calls.ts';
import { rosterOf } from '../../src/planning/simulation/crew.ts';
import { shiftsPerWeek, usualBehaviour, weekMs } from '../../src/planning/simulation/plan.ts';
import { projectRoot } from '../../src/platform/project-root.ts';

const runs = Number(process.argv[2] ?? 50);
const compiled = pathToFileURL(join(projectRoot, 'dist', 'src', 'planning', 'replay', 'replay.js')).href;
const { replay } = (await import(compiled)) as typeof replayModule;

const amount = {
  seed: 1,
  fromMs: Date.parse('2026-04-06T00:00:00-05:00'),
  zone: 'America/Chicago',
  weeks: 1,
  calls: 5000,
  occupancy: 0.7,
  policy: defaultPolicy,
  behaviour: usualBehaviour,
};
const plan = { ...amount, people: Math.ceil((shiftsPerWeek(amount) * 4) / 11) };
const source = rosterOf(plan);
const roster: ReplayRoster = {
  ...source,
  lines: source.lines.map((line) => ({
    ...line,
    languages: ['en'],
    automaticAvailability: true,
    policy: defaultPolicy,
  })),
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
const calls = callsOf(plan).map(({ lineId, language, wish, arrivesMs, talkMs, crisis, abusive, weight }) => {
  const said = { lineId, language, wish, arrivesMs, talkMs, crisis, abusive, weight };
  return { ...said, end: 'talked' as const, waitedMs: 0 };
});
const base: ReplayInput = {
  fromMs: plan.fromMs,
  untilMs: plan.fromMs + weekMs,
  lineIds: ['main'],
  roster,
  callers: { kind: 'recorded', calls },
  change: null,
  runs,
  seed: 1,
  behaviour: usualBehaviour,
};
const change = { morePeople: [{ lineId: 'main', weekday: 1, fromMinute: 1200, toMinute: 1320, count: 1 }] };

console.log('5,000 calls          runs    clock s    processor s    memory MB so far');
for (const [name, input] of [
  ['as it was', base],
  ['and with a change', { ...base, change }],
] as const) {
  const fromMs = performance.now();
  const before = process.cpuUsage();
  replay(input);
  const { user, system } = process.cpuUsage(before);
  const cells = [
    name.padEnd(20),
    String(runs).padStart(5),
    ((performance.now() - fromMs) / 1000).toFixed(1).padStart(10),
    ((user + system) / 1_000_000).toFixed(1).padStart(14),
    String(Math.round(process.resourceUsage().maxRSS / 1024)).padStart(19),
  ];
  console.log(cells.join(' '));
}
