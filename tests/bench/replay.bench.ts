/**
 * How long it takes to replay a week of 5,000 calls 50 times with and without a change, by people who come fresh or have
 * three months of calls behind them, in threads of the compiled code as a worker does it, and for how long that worker's
 * event loop stands still meanwhile; prints a table and asserts nothing.
 * Run: npm run bench -- replay
 */
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { defaultPolicy } from '../../src/organisation/policy.ts';
import type { ReplayRoster } from '../../src/planning/replay/model.ts';
import type { PartRead, ReplayOrder } from '../../src/planning/replay/gathering.ts';
import { chance } from '../../src/planning/simulation/random.ts';
import { compileSchedule } from '../../src/schedule/compile.ts';
import { dutiesOf } from '../../src/schedule/duties.ts';
import type { LoadEvent } from '../../src/wellbeing/load.ts';
import { callsOf } from '../../src/planning/simulation/calls.ts';
import { rosterOf } from '../../src/planning/simulation/crew.ts';
import { shiftsPerWeek, usualBehaviour, weekMs } from '../../src/planning/simulation/plan.ts';
import type * as threadModule from '../../src/platform/replay-in-thread.ts';
import { projectRoot } from '../../src/platform/project-root.ts';

const runs = Number(process.argv[2] ?? 50);
const compiled = pathToFileURL(join(projectRoot, 'dist', 'src', 'platform', 'replay-in-thread.js')).href;
const { replayInThread } = (await import(compiled)) as typeof threadModule;

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
const monthsMs = 13 * weekMs;
const source = rosterOf({ ...plan, fromMs: Date.parse('2026-01-05T00:00:00-06:00') });
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
const order: ReplayOrder = {
  fromMs: plan.fromMs,
  untilMs: plan.fromMs + weekMs,
  nowMs: plan.fromMs + 2 * weekMs,
  lineIds: ['main'],
  roster,
  change: null,
  runs,
  seed: 1,
  behaviour: usualBehaviour,
};
const change = { morePeople: [{ lineId: 'main', weekday: 1, fromMinute: 1200, toMinute: 1320, count: 1 }] };
/** Three months of talks and answers in everybody's shifts before, as many as in the week itself. */
const schedule = compileSchedule(roster);
const before = roster.people.map(({ id }, person): [string, LoadEvent[]] => {
  const duties = dutiesOf(schedule, id, plan.fromMs - monthsMs, plan.fromMs).filter(
    ({ endMs }) => endMs <= plan.fromMs,
  );
  const talks = duties.flatMap(({ startMs, endMs }, duty) =>
    Array.from({ length: 6 }, (_, turn): LoadEvent[] => {
      const draw = (purpose: number) => chance(purpose, person, duty, turn);
      const fromTalkMs = startMs + (turn * 40 + Math.round(draw(1) * 5)) * 60_000;
      const untilMs = Math.min(endMs, fromTalkMs + Math.round(4 + draw(2) * 28) * 60_000);
      const talk: LoadEvent = { kind: 'contact', startMs: fromTalkMs, endMs: untilMs, heavy: draw(3) < 0.12 };
      const isAnswered = draw(4) < usualBehaviour.checkInShare;
      return [talk, ...(isAnswered ? [{ kind: 'check-in' as const, atMs: untilMs, answer: 1 + (turn % 3) }] : [])];
    }).flat(),
  );
  return [id, talks];
});
/** Day by day, as they are read. */
const parts = Array.from({ length: 7 }, (_, day): PartRead => {
  const [fromMs, untilMs] = [0, 1].map((more) => plan.fromMs + ((day + more) * weekMs) / 7) as [number, number];
  return { calls: calls.filter(({ arrivesMs }) => arrivesMs >= fromMs && arrivesMs < untilMs) };
});

/** For how long the event loop stands still while `work` goes on, milliseconds. */
async function pausesWhile(work: () => Promise<unknown>): Promise<string[]> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await work();
  delay.disable();
  return [delay.percentile(99), delay.max].map((ns) => (ns / 1_000_000).toFixed(1));
}

const widths = [23, 5, 10, 14, 19, 13, 9];
const row = (cells: readonly string[]) =>
  cells.map((cell, index) => (index === 0 ? cell.padEnd(23) : cell.padStart(widths[index] ?? 0))).join(' ');
console.log(row(['5,000 calls', 'runs', 'clock s', 'processor s', 'memory MB so far', 'pause p99 ms', 'most ms']));
console.log(row(['nothing going on', '', '', '', '', ...(await pausesWhile(() => wait(5000)))]));
const changed = { ...order, change };
const behind = [...parts, { before }];
for (const [name, asked, given, threads] of [
  ['as it was', order, parts, undefined],
  ['and with a change', changed, parts, undefined],
  ['the same in one thread', changed, parts, 1],
  ['three months behind', changed, behind, undefined],
] as const) {
  const fromMs = performance.now();
  const before = process.cpuUsage();
  const pauses = await pausesWhile(() => replayInThread(asked, { parts: given, ...(threads ? { threads } : {}) }));
  const { user, system } = process.cpuUsage(before);
  const cells = [
    name,
    String(runs),
    ((performance.now() - fromMs) / 1000).toFixed(1),
    ((user + system) / 1_000_000).toFixed(1),
    String(Math.round(process.resourceUsage().maxRSS / 1024)),
    ...pauses,
  ];
  console.log(row(cells));
}
