/**
 * `kill -9` of each part in turn while so many whole calls a second come: two web and two worker processes, Redis and
 * Postgres, each started anew as a supervisor would. Tells what callers noticed; exits 1 where one was lost, a volunteer
 * stays taken, or something is left undone. BENCH_RATES: calls a second (100 unless given).
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase } from '../../src/platform/database.ts';
import { openCallers, type Callers } from './callers.ts';
import { answersInWords, printKills, type Kill } from './kill-table.ts';
import { importOneLine, line } from './one-line-of-many.ts';
import { startHouse, type Part } from './killed-parts.ts';
import { inSetting, say, type OwnSetting } from './processes.ts';
import { figure } from './table.ts';
import { endOf, leftOpen, outcomes, seenByTheCarrier, type Fault } from './who-was-lost.ts';

const rates = process.env['BENCH_RATES']?.split(',').map(Number) ?? [100];
/** Seconds from one kill to the next. */
const between = Number(process.env['BENCH_SECONDS'] ?? 10);
const settleMs = 90_000;
/** Whoever only looks at how it stands takes the connection when there is one. */
const patienceMs = 60_000;
/** Where whoever plays callers and carrier is so late at each of the eight turns a webhook takes, the machine has no room for both, and who is lost says nothing. */
const tooLateMs = 100;
/** Only parts whose name has one of these in it; all unless given. */
const onlyParts = process.env['BENCH_PARTS']?.split(',');

let found = 0;
for (const rate of rates) await inSetting(async (setting) => void (found += await drill(setting, rate)));
process.exit(found > 0 ? 1 : 0);

async function drill(setting: OwnSetting, rate: number): Promise<number> {
  const volunteers = await importOneLine(setting.databaseUrl, 40 + Math.round(rate * 2.2));
  const database = openDatabase(setting.databaseUrl, patienceMs);
  const house = await startHouse(setting, line);
  try {
    const parts = house.parts.filter(({ name }) => onlyParts?.some((part) => name.includes(part)) ?? true);
    const callers = openCallers(
      house.carrier,
      line,
      volunteers.map(({ phone }) => phone),
    );
    say(`Warming up (${rate} calls a second) …`);
    await callers.come(rate / 2, sleep(4_000));
    const fromMs = Date.now();
    const cpuBefore = house.cpuMs();
    const ownBefore = process.cpuUsage();
    const frontBefore = house.frontCpuMs();
    const late = monitorEventLoopDelay();
    late.enable();
    const killing = killEach(parts, callers);
    await callers.come(rate, killing);
    const kills = await killing;
    const cpu = house.cpuMs() - cpuBefore;
    const { user, system } = process.cpuUsage(ownBefore);
    const front = house.frontCpuMs() - frontBefore;
    late.disable();
    const untilMs = Date.now();
    await settle(callers, () => leftOpen(database.pool));
    const faults = [...(await leftOpen(database.pool)), ...(await seenByTheCarrier(house.carrier, database.pool))];
    const how = await outcomes(database.pool);
    const ends = new Map(callers.all.map((one) => [one, endOf(one, how.get(one.call.sid) ?? undefined)] as const));
    const lost = callers.all.filter((one) => ends.get(one)?.kind === 'lost');
    const carried = callers.all.filter((one) => one.fromMs >= fromMs && one.fromMs < untilMs);
    printKills({ kills, callers: callers.all, lost, lab: house.carrier.lab, endMs: untilMs });
    const own = ((user + system) / 1_000 + front) / carried.length;
    const spent = `${figure(cpu / carried.length)} ms of CPU of the four processes each, ${figure(own)} of callers, carrier and balancer`;
    const lateMs = late.percentile(99) / 1e6;
    process.stdout.write(
      `${rate} calls a second asked for, ${figure((carried.length * 1000) / (untilMs - fromMs))} placed: ${carried.length} calls, ${spent}. The carrier itself was up to ${figure(lateMs, 0)} ms late (99 of 100 turns)${lateMs > tooLateMs ? ', too late to tell what the service did' : ''}.\n`,
    );
    const counted = new Map<string, number>();
    for (const { how: end } of ends.values()) counted.set(end, (counted.get(end) ?? 0) + 1);
    process.stdout.write(`${[...counted].map(([end, times]) => `${times} ${end}`).join(', ')}.\n`);
    process.stdout.write(`${answersInWords(house.carrier.lab)}\n`);
    for (const { what, times, example } of faults) process.stdout.write(`FOUND ${times} × ${what} (${example})\n`);
    for (const one of lost.slice(0, 5))
      process.stdout.write(
        `LOST ${ends.get(one)?.how}: ${one.plan}, ${JSON.stringify(one.call.heard.slice(-6).map(({ callSid: _sid, ...rest }) => rest))}\n`,
      );
    process.stdout.write('\n');
    return lost.length + faults.length;
  } finally {
    await database.close();
    await house.close();
  }
}

/** One after the other: the next one so many seconds after the last, and not before that has run again for half as long. */
async function killEach(parts: readonly Part[], callers: Callers): Promise<Kill[]> {
  const kills: Kill[] = [];
  await sleep(between * 1_000);
  for (const { name, killAndStart } of parts) {
    say(`kill -9: ${name}`);
    const kill = { name, atMs: Date.now(), runsMs: 0, underWay: callers.live().length };
    kills.push(kill);
    await killAndStart();
    kill.runsMs = Date.now();
    await sleep(Math.max(between * 500, between * 1_000 - (kill.runsMs - kill.atMs)));
  }
  return kills;
}

/** Until nobody is on the phone and nothing is open; whoever is left after a while is left. */
async function settle(callers: Callers, open: () => Promise<Fault[]>): Promise<void> {
  say('Nobody calls any more; waiting until everything is over …');
  const deadline = Date.now() + settleMs;
  const isOpen = async () => callers.live().length > 0 || (await open()).some(({ what }) => !what.includes('break'));
  while (Date.now() < deadline && (await isOpen())) await sleep(500);
}
