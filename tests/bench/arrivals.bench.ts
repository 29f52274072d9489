/**
 * Signed arrivals through the running service, against bare floors measured in the same run. `decision`: up to the
 * committed decision; `calls`: whole calls, at rates up to what is held; without a name both. `BENCH_CONTACTS`: with so many
 * calls of the past behind them.
 */
import type { ChildProcess } from 'node:child_process';
import { systemClock } from '../../src/platform/clock.ts';
import { openDatabase } from '../../src/platform/database.ts';
import { countNext } from '../../src/reports/count.ts';
import { writeHistory } from '../support/long-history.ts';
import { startCarrierDouble } from './carrier-double.ts';
import { importOneLine } from './one-line-of-many.ts';
import { callAtRate, cpuMs, percentile, type Arrival } from './open-loop.ts';
import {
  authToken,
  firstLine,
  inSetting,
  roundTrips,
  say,
  startProcess,
  startService,
  type Setting,
} from './processes.ts';
import { figure, printTable } from './table.ts';
import { wholeCalls } from './whole-calls.ts';

const volunteers = 60;
const seconds = Number(process.env['BENCH_SECONDS'] ?? 6);
/** Calls a second. Where only these are wanted, no search for the highest rate follows. */
const onlyRates = process.env['BENCH_RATES']?.split(',').map(Number);
const past = Number(process.env['BENCH_CONTACTS'] ?? 0);
const wanted = process.argv.slice(2);
const isWanted = (section: string) => wanted.length === 0 || wanted.includes(section);

type Row = {
  name: string;
  p50: number;
  p99: number;
  cpu: number;
  offerP50?: number;
  offerP99?: number;
  trips?: number;
  ok: boolean;
};

await inSetting(async (setting) => {
  const people = (await importOneLine(setting.databaseUrl, volunteers)).map(({ id }) => id);
  if (past > 0) await writePast(setting.databaseUrl, people);
  const rows: Row[] = [];
  if (isWanted('decision')) rows.push(await measureFloor('bare'));
  const insertFloor = await measureFloor('insert', setting.databaseUrl);
  rows.push(insertFloor);
  if (isWanted('decision')) rows.push(await measureDecided(setting));
  if (isWanted('calls')) rows.push(...(await measureService(setting)));
  print(rows, insertFloor);
});
process.exit(0);

async function measureFloor(mode: 'bare' | 'insert', databaseUrl = ''): Promise<Row> {
  say(`Measuring the floor (${mode}) …`);
  const child = startProcess(['--import', 'tsx', 'tests/bench/floor.ts', mode, authToken, databaseUrl], {});
  const baseUrl = (await firstLine(child)).trim();
  await callAtRate(baseUrl, authToken, 100, 3);
  const before = cpuMs(child.pid ?? 0);
  const arrivals = await callAtRate(baseUrl, authToken, 100, seconds);
  const cpu = (cpuMs(child.pid ?? 0) - before) / arrivals.length;
  child.kill();
  return {
    name: mode === 'bare' ? 'floor: Express, form, signature, TwiML (100/s)' : 'floor with one Prisma insert (100/s)',
    ...latency(arrivals),
    cpu,
  };
}

/**
 * From the signed arrival to the committed decision with its effects, and no further: a web process alone, so that
 * nothing is dialled. Rounds shorter than the list of volunteers, each begun with empty tables, so that every arrival gets its offer.
 */
async function measureDecided(setting: Setting): Promise<Row> {
  say('Measuring arrivals up to the committed decision (100/s, web process alone) …');
  const database = openDatabase(setting.databaseUrl);
  const { child, baseUrl } = await startService('web', setting, 'http://127.0.0.1:9');
  const clear = async () => void (await database.pool.query('TRUNCATE contacts, legs, effects, decisions'));
  const arrivals: Arrival[] = [];
  let [cpu, trips, offers] = [0, 0, 0];
  for (let round = -8; round < seconds * 2; round += 1) {
    await clear();
    const before = { trips: await roundTrips(baseUrl), cpu: cpuMs(child.pid ?? 0) };
    const answered = await callAtRate(baseUrl, authToken, 100, 0.5);
    await until(
      async () => (await database.pool.query(`SELECT 1 FROM contacts WHERE NOT decided LIMIT 1`)).rowCount === 0,
    );
    const used = cpuMs(child.pid ?? 0) - before.cpu;
    const { rows } = await database.pool.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM effects WHERE kind = 'RingVolunteer'`,
    );
    if (round < 0) continue;
    arrivals.push(...answered);
    offers += rows[0]?.count ?? 0;
    cpu += used;
    trips += (await roundTrips(baseUrl)) - before.trips;
  }
  await clear();
  child.kill();
  await database.close();
  if (offers !== arrivals.length) say(`Only ${offers} of ${arrivals.length} arrivals got an offer.`);
  return {
    name: 'ours: arrival to committed decision and effects (100/s)',
    ...latency(arrivals),
    cpu: cpu / arrivals.length,
    trips: trips / arrivals.length,
  };
}

async function until(reached: () => Promise<boolean>): Promise<void> {
  while (!(await reached())) await new Promise((resolve) => setTimeout(resolve, 5));
}

async function measureService(setting: Setting): Promise<Row[]> {
  const carrier = await startCarrierDouble();
  const { child, baseUrl } = await startService('all', setting, carrier.baseUrl);
  say('Warming up …');
  await run(baseUrl, child, carrier, 50, 3);
  const rows: Row[] = [];
  for (const rate of onlyRates ?? [50, 100, 200]) rows.push(await run(baseUrl, child, carrier, rate, seconds));
  for (let rate = 250; !onlyRates && rate <= 2_000; rate += 50) {
    const row = await run(baseUrl, child, carrier, rate, seconds);
    if (row.p99 >= 250 || !row.ok) break;
    rows.splice(3, 1, { ...row, name: `highest rate held with p99 < 250 ms: ${rate}/s` });
  }
  child.kill();
  carrier.close();
  return rows;
}

async function run(
  baseUrl: string,
  child: ChildProcess,
  carrier: Awaited<ReturnType<typeof startCarrierDouble>>,
  rate: number,
  forSeconds: number,
): Promise<Row> {
  say(`Measuring ${rate} arrivals a second …`);
  const before = { trips: await roundTrips(baseUrl), cpu: cpuMs(child.pid ?? 0) };
  const { arrivals, ...calls } = await wholeCalls(baseUrl, carrier, rate, forSeconds, say);
  return {
    name: `ours, whole calls (offer dialled, caller hangs up): ${rate}/s`,
    ...latency(arrivals),
    cpu: (cpuMs(child.pid ?? 0) - before.cpu) / arrivals.length,
    trips: ((await roundTrips(baseUrl)) - before.trips) / arrivals.length,
    ...calls,
  };
}

function latency(arrivals: Arrival[]): { p50: number; p99: number; ok: boolean } {
  const values = arrivals.map((arrival) => arrival.latencyMs);
  return {
    p50: percentile(values, 0.5),
    p99: percentile(values, 0.99),
    ok: arrivals.every((arrival) => arrival.status === 200),
  };
}

/** Years of calls, counted for the reports, which is done once. */
async function writePast(databaseUrl: string, people: string[]): Promise<void> {
  say(`Writing and counting ${past.toLocaleString('en')} contacts of history …`);
  const { pool, close } = openDatabase(databaseUrl);
  await writeHistory(pool, { contacts: past, people, lines: ['main'], nowMs: Date.now() });
  while (!(await countNext({ pool, clock: systemClock })));
  await close();
}

function print(rows: Row[], insertFloor: Row): void {
  printTable(
    [
      past === 0 ? '' : `${past.toLocaleString('en')} contacts`,
      'webhook p50 ms',
      'p99 ms',
      'CPU ms each',
      'of floor+insert',
      'SQL trips',
      'to offer p50 ms',
      'p99 ms',
    ],
    rows.map((row) => [
      row.name,
      figure(row.p50),
      figure(row.p99),
      figure(row.cpu, 2),
      `${figure(row.cpu / insertFloor.cpu, 2)}×`,
      figure(row.trips),
      figure(row.offerP50),
      figure(row.offerP99),
    ]),
  );
}
