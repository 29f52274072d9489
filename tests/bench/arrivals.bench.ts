/** The load benchmark: signed arrivals through the running service, against bare floors measured in the same run. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded, type Embedded } from '../../infra/embedded/servers.ts';
import { importOrganisation } from '../../src/organisation/import-organisation.ts';
import { checkOrganisation } from '../../src/organisation/read-file.ts';
import { migrate } from '../../src/platform/migrations.ts';
import { openDatabase } from '../../src/platform/database.ts';
import { projectRoot } from '../../src/platform/project-root.ts';
import { deriveSecrets } from '../../src/platform/secrets.ts';
import { startCarrierDouble } from './carrier-double.ts';
import { callAtRate, cpuMs, percentile, postSigned, type Arrival } from './open-loop.ts';

const secret = 'ef'.repeat(32);
const authToken = 'bench';
const volunteers = 60;
const seconds = Number(process.env['BENCH_SECONDS'] ?? 6);
const say = (line: string) => process.stderr.write(`${line}\n`);

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

const folder = mkdtempSync(join(tmpdir(), 'warmline-bench-'));
const children: ChildProcess[] = [];
let servers: Embedded | null = null;
try {
  say('Starting Postgres (durable) and Redis …');
  servers = await startEmbedded({ dataDir: folder, postgres: true, redis: true, say });
  const databaseUrl = servers.databaseUrl ?? '';
  const redisUrl = servers.redisUrl ?? '';
  await migrate(databaseUrl);
  await importVolunteers(databaseUrl);

  const floor = await measureFloor('bare');
  const insertFloor = await measureFloor('insert', databaseUrl);
  const decided = await measureDecided(databaseUrl, redisUrl);
  const ours = await measureService(databaseUrl, redisUrl);
  print([floor, insertFloor, decided, ...ours], insertFloor);
} finally {
  await stopAll();
  await servers?.stop();
  rmSync(folder, { recursive: true, force: true });
}
process.exit(0);

async function measureFloor(mode: 'bare' | 'insert', databaseUrl = ''): Promise<Row> {
  say(`Measuring the floor (${mode}) …`);
  const child = start(['--import', 'tsx', 'tests/bench/floor.ts', mode, authToken, databaseUrl], {});
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
async function measureDecided(databaseUrl: string, redisUrl: string): Promise<Row> {
  say('Measuring arrivals up to the committed decision (100/s, web process alone) …');
  const database = openDatabase(databaseUrl);
  const port = 20_000 + Math.floor(Math.random() * 10_000);
  const baseUrl = `http://localhost:${port}`;
  const child = startService('web', port, databaseUrl, redisUrl, 'http://127.0.0.1:9');
  await ready(baseUrl);
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

function startService(
  role: 'web' | 'all',
  port: number,
  databaseUrl: string,
  redisUrl: string,
  apiBaseUrl: string,
): ChildProcess {
  return start(['infra/role.mjs', role], {
    PORT: String(port),
    PUBLIC_BASE_URL: `http://localhost:${port}`,
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl,
    TWILIO_ACCOUNT_SID: 'AC',
    TWILIO_AUTH_TOKEN: authToken,
    TWILIO_API_BASE_URL: apiBaseUrl,
    TWILIO_CALLS_PER_SECOND: '100000',
    WARMLINE_SECRET: secret,
    LOG_LEVEL: 'warn',
    NODE_ENV: 'production',
  });
}

async function until(reached: () => Promise<boolean>): Promise<void> {
  while (!(await reached())) await new Promise((resolve) => setTimeout(resolve, 5));
}

async function measureService(databaseUrl: string, redisUrl: string): Promise<Row[]> {
  const carrier = await startCarrierDouble();
  const port = 20_000 + Math.floor(Math.random() * 20_000);
  const baseUrl = `http://localhost:${port}`;
  const child = startService('all', port, databaseUrl, redisUrl, carrier.baseUrl);
  await ready(baseUrl);
  say('Warming up …');
  await run(baseUrl, child, carrier, 50, 3);
  const rows: Row[] = [];
  for (const rate of [50, 100, 200]) rows.push(await run(baseUrl, child, carrier, rate, seconds));
  for (let rate = 250; rate <= 2_000; rate += 50) {
    const row = await run(baseUrl, child, carrier, rate, seconds);
    if (row.p99 >= 250 || !row.ok) break;
    rows.splice(3, 1, { ...row, name: `highest rate held with p99 < 250 ms: ${rate}/s` });
  }
  child.kill();
  carrier.close();
  return rows;
}

/** Callers hang up shortly after a phone was asked to ring for them, so that there is always somebody free. */
async function run(
  baseUrl: string,
  child: ChildProcess,
  carrier: Awaited<ReturnType<typeof startCarrierDouble>>,
  rate: number,
  forSeconds: number,
): Promise<Row> {
  say(`Measuring ${rate} arrivals a second …`);
  const byContact = new Map<string, Arrival>();
  const offeredMs = new Map<string, number>();
  const hangUps: Promise<unknown>[] = [];
  const hangUp = (callSid: string) =>
    postSigned(baseUrl, '/twilio/voice/status', authToken, {
      CallSid: callSid,
      AccountSid: 'AC',
      CallStatus: 'completed',
      To: '+15550100001',
      Direction: 'inbound',
    });
  const settled = (contactId: string) => {
    const arrival = byContact.get(contactId);
    if (arrival && offeredMs.has(contactId))
      hangUps.push(
        new Promise((resolve) => setTimeout(resolve, 20)).then(() => hangUp(arrival.callSid)).catch(() => undefined),
      );
  };
  carrier.onCall = (contactId, atMs) => {
    if (offeredMs.has(contactId)) return;
    offeredMs.set(contactId, atMs);
    settled(contactId);
  };
  const tripsBefore = await roundTrips(baseUrl);
  const before = cpuMs(child.pid ?? 0);
  const arrivals = await callAtRate(baseUrl, authToken, rate, forSeconds, (arrival) => {
    const contactId = /\/caller\/([^/]+)\//.exec(arrival.body)?.[1];
    if (!contactId) return;
    byContact.set(contactId, arrival);
    settled(contactId);
  });
  const deadline = performance.now() + 10_000;
  while (offeredMs.size < arrivals.length && performance.now() < deadline)
    await new Promise((resolve) => setTimeout(resolve, 20));
  const inTime = offeredMs.size;
  // Whoever got no offer in time hangs up too, so that no run inherits the waiting line of the one before.
  for (const [contactId, arrival] of byContact)
    if (!offeredMs.has(contactId)) hangUps.push(hangUp(arrival.callSid).catch(() => undefined));
  await Promise.all(hangUps);
  if (inTime < arrivals.length)
    say(`Only ${inTime} of ${arrivals.length} callers got an offer within ten seconds of the last arrival.`);
  const cpu = (cpuMs(child.pid ?? 0) - before) / arrivals.length;
  const trips = ((await roundTrips(baseUrl)) - tripsBefore) / arrivals.length;
  const waits = [...offeredMs].flatMap(([contactId, atMs]) => {
    const arrival = byContact.get(contactId);
    return arrival ? [atMs - arrival.sentMs] : [];
  });
  return {
    name: `ours, whole calls (offer dialled, caller hangs up): ${rate}/s`,
    ...latency(arrivals),
    cpu,
    trips,
    offerP50: percentile(waits, 0.5),
    offerP99: percentile(waits, 0.99),
    ok: arrivals.every((one) => one.status === 200),
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

async function roundTrips(baseUrl: string): Promise<number> {
  const text = await (await fetch(`${baseUrl}/metrics`)).text();
  return Number(/^warmline_sql_round_trips (\d+)/m.exec(text)?.[1] ?? Number.NaN);
}

function start(args: string[], environment: Record<string, string>): ChildProcess {
  const child = spawn(process.execPath, args, {
    cwd: projectRoot,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  return child;
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.stdout?.once('data', (data: Buffer) => resolve(data.toString().split('\n')[0] ?? ''));
    child.once('exit', () => reject(new Error('a measured process ended early')));
  });
}

async function ready(baseUrl: string): Promise<void> {
  for (let look = 0; look < 600; look += 1) {
    if (
      await fetch(`${baseUrl}/readyz`).then(
        (answer) => answer.ok,
        () => false,
      )
    )
      return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the service did not become ready');
}

async function stopAll(): Promise<void> {
  for (const child of children) if (child.exitCode === null) child.kill('SIGKILL');
}

async function importVolunteers(databaseUrl: string): Promise<void> {
  const people = Array.from({ length: volunteers }, (_, index) => ({
    id: `v${index}`,
    name: `v${index}`,
    phone: `+1555020${String(index).padStart(4, '0')}`,
    roles: ['volunteer'],
  }));
  const reading = checkOrganisation({
    organisation: { name: 'Bench', timeZone: 'America/Chicago', crisisNumber: '+15559880988' },
    policy: { training: [], wrapUpMinutes: 0, overflow: [{ afterSeconds: 600, do: 'voicemail' }] },
    lines: [
      {
        id: 'main',
        name: 'Bench',
        phoneNumber: '+15550100001',
        timeZone: 'America/Chicago',
        languages: ['en'],
        automaticAvailability: true,
      },
    ],
    people,
    shifts: [
      {
        id: 'always',
        line: 'main',
        start: '2026-01-01T00:00',
        end: '2026-01-02T00:00',
        repeat: 'FREQ=DAILY',
        assigned: people.map(({ id }) => ({ person: id, as: 'primary' })),
      },
    ],
  });
  if (reading.kind === 'faults') throw new Error(JSON.stringify(reading.faults));
  const database = openDatabase(databaseUrl);
  await importOrganisation(database, deriveSecrets(secret), reading.organisation, 'bench', Date.now());
  await database.close();
}

function print(rows: Row[], insertFloor: Row): void {
  const ms = (value: number | undefined) => (value === undefined ? '–' : value.toFixed(1));
  const cells = rows.map((row) => [
    row.name,
    ms(row.p50),
    ms(row.p99),
    row.cpu.toFixed(2),
    `${(row.cpu / insertFloor.cpu).toFixed(2)}×`,
    row.trips === undefined ? '–' : row.trips.toFixed(1),
    ms(row.offerP50),
    ms(row.offerP99),
  ]);
  const head = [
    '',
    'webhook p50 ms',
    'p99 ms',
    'CPU ms each',
    'of floor+insert',
    'SQL trips',
    'to offer p50 ms',
    'p99 ms',
  ];
  const widths = head.map((title, index) => Math.max(title.length, ...cells.map((row) => (row[index] ?? '').length)));
  for (const row of [head, ...cells])
    process.stdout.write(
      `${row.map((cell, index) => (index === 0 ? cell.padEnd(widths[index] ?? 0) : cell.padStart(widths[index] ?? 0))).join('  ')}\n`,
    );
}
