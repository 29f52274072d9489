/**
 * What a whole call costs as more people are on shift, of Node and of Postgres apart: one organisation of 10,000 people, on
 * one line few on shift, many, or many of whom most are on a break, each a service and a database of its own, measured by turns.
 * `BENCH_SECONDS` a turn, `BENCH_ROUNDS`, `BENCH_RATES` (one rate), `BENCH_PEOPLE`.
 */
import { readdirSync, readFileSync } from 'node:fs';
import pg from 'pg';
import { importOrganisation } from '../../src/organisation/import-organisation.ts';
import { checkOrganisation } from '../../src/organisation/read-file.ts';
import { openDatabase } from '../../src/platform/database.ts';
import { migrate } from '../../src/platform/migrations.ts';
import { deriveSecrets } from '../../src/platform/secrets.ts';
import { startCarrierDouble } from './carrier-double.ts';
import { percentile } from './open-loop.ts';
import { inSetting, roundTrips, say, secret, startService, stopProcess, type Setting } from './processes.ts';
import { figure, printTable } from './table.ts';
import { wholeCalls } from './whole-calls.ts';

const people = Number(process.env['BENCH_PEOPLE'] ?? 10_000);
const seconds = Number(process.env['BENCH_SECONDS'] ?? 8);
const rounds = Number(process.env['BENCH_ROUNDS'] ?? 5);
const rate = Number(process.env['BENCH_RATES'] ?? 20);

/** For so long nothing happens before the first call. */
const idleSeconds = 60;

/** `free` of those `onShift` are there for callers: more than callers who come at once, so that each finds somebody. */
type Case = { onShift: number; free: number };
const cases: Case[] = [
  { onShift: 10, free: 10 },
  { onShift: 500, free: 500 },
  { onShift: 500, free: 10 },
];

type Turn = { node: number; postgres: number; trips: number; offer: number };
type Measured = Case & { turns: Turn[]; idle: number };

await inSetting(async (setting) => {
  const measured: Measured[] = [];
  const services = [];
  const carrier = await startCarrierDouble();
  for (const [index, one] of cases.entries()) {
    const own = await ownSetting(setting, index);
    say(`${one.onShift} on shift, ${one.free} of them free …`);
    await fill(own.databaseUrl, one);
    const { child, baseUrl } = await startService('all', own, carrier.baseUrl);
    services.push({ child, baseUrl });
    measured.push({ ...one, turns: [], idle: 0 });
  }
  const postgresPid = await postmasterOf(setting.databaseUrl);
  say('Nothing happens for a while …');
  // What a start brings with it is over by then.
  await new Promise((resolve) => setTimeout(resolve, idleSeconds * 1000));
  const before = services.map(({ child }) => cpuOf(child.pid ?? 0));
  await new Promise((resolve) => setTimeout(resolve, idleSeconds * 1000));
  for (const [index, { child }] of services.entries()) {
    const usedMs = cpuOf(child.pid ?? 0) - (before[index] ?? 0);
    if (measured[index]) measured[index].idle = usedMs / (idleSeconds * 10);
  }
  for (let round = -1; round < rounds; round += 1) {
    for (const [index, { child, baseUrl }] of services.entries()) {
      const before = {
        node: cpuOf(child.pid ?? 0),
        postgres: cpuOfTree(postgresPid),
        trips: await roundTrips(baseUrl),
      };
      const { arrivals, offerP50 } = await wholeCalls(baseUrl, carrier, rate, seconds, say);
      const calls = arrivals.length;
      const turn = {
        node: (cpuOf(child.pid ?? 0) - before.node) / calls,
        postgres: (cpuOfTree(postgresPid) - before.postgres) / calls,
        trips: ((await roundTrips(baseUrl)) - before.trips) / calls,
        offer: offerP50,
      };
      if (round >= 0) measured[index]?.turns.push(turn);
    }
  }
  for (const { child } of services) await stopProcess(child);
  carrier.close();
  print(measured);
});
process.exit(0);

/** A database of its own on the same server, and a number of its own in Redis. */
async function ownSetting({ databaseUrl, redisUrl }: Setting, index: number): Promise<Setting> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(`CREATE DATABASE case_${index}`);
  await client.end();
  const own = { databaseUrl: withPath(databaseUrl, `case_${index}`), redisUrl: withPath(redisUrl, String(index)) };
  await migrate(own.databaseUrl);
  return own;
}

function withPath(url: string, path: string): string {
  const other = new URL(url);
  other.pathname = `/${path}`;
  return other.href;
}

/** Everybody on shift has said something, some of them have talked lately, and who is not free is on a break until an instant of their own. */
async function fill(databaseUrl: string, { onShift, free }: Case): Promise<void> {
  const ids = Array.from({ length: people }, (_, index) => `volunteer-${index}`);
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
    people: ids.map((id, index) => ({
      id,
      name: `Volunteer ${index}`,
      phone: `+1556${String(index).padStart(7, '0')}`,
      roles: ['volunteer'],
    })),
    shifts: [
      {
        id: 'always',
        line: 'main',
        start: '2026-01-01T00:00',
        end: '2026-01-02T00:00',
        repeat: 'FREQ=DAILY',
        assigned: ids.slice(0, onShift).map((person) => ({ person, as: 'primary' })),
      },
    ],
  });
  if (reading.kind === 'faults') throw new Error(JSON.stringify(reading.faults.slice(0, 3)));
  const database = openDatabase(databaseUrl);
  await importOrganisation(database, deriveSecrets(secret), reading.organisation, 'bench', Date.now());
  await database.pool.query(
    `INSERT INTO availability (person_id, setting, setting_at, break_until, break_reason, idle_since, waived)
      SELECT 'volunteer-' || n, 'on', now() - n * interval '1 second', CASE WHEN n >= $2 THEN now() + interval '2 hours' + n * interval '7 seconds' END,
        CASE WHEN n >= $2 THEN 'asked' END, now() - (1000 + n) * interval '3 seconds', '{}'
      FROM generate_series(0, $1 - 1) n`,
    [onShift, free],
  );
  await database.pool.query(
    `INSERT INTO load_events (id, person_id, kind, start_at, end_at, heavy, abusive, crisis)
      SELECT 'event-' || n || '-' || k, 'volunteer-' || n, 'contact', now() - (k * interval '9 hours' + n * interval '1 minute'),
        now() - (k * interval '9 hours' + n * interval '1 minute') + interval '20 minutes', false, false, false
      FROM generate_series(0, $1 - 1) n, generate_series(1, 20) k`,
    [onShift],
  );
  await database.pool.query('VACUUM ANALYZE');
  await database.close();
}

async function postmasterOf(databaseUrl: string): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const postmaster = parentOf(rows[0]?.pid ?? 0) ?? 0;
  await client.end();
  return postmaster;
}

function statOf(pid: number): string[] {
  return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
}

function parentOf(pid: number): number | null {
  try {
    return Number(statOf(pid)[1]);
  } catch {
    return null;
  }
}

/** Milliseconds of processor of all threads of a process that are or were. */
function cpuOf(pid: number): number {
  const fields = statOf(pid);
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** The same of a process, its children, and those children that have ended. */
function cpuOfTree(pid: number): number {
  const own = statOf(pid);
  const ended = (Number(own[13]) + Number(own[14])) * 10;
  const children = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && parentOf(Number(name)) === pid);
  return children.reduce(
    (sum, child) => sum + (parentOf(Number(child)) === pid ? cpuOf(Number(child)) : 0),
    cpuOf(pid) + ended,
  );
}

function print(all: readonly Measured[]): void {
  const median = (one: Measured, of: (turn: Turn) => number) => percentile(one.turns.map(of), 0.5);
  const [first] = all;
  const times = (one: Measured, of: (turn: Turn) => number) =>
    first ? `${figure(median(one, of) / median(first, of), 2)}×` : '';
  const both = ({ node, postgres }: Turn) => node + postgres;
  printTable(
    [
      `${rate} calls a second, ${people.toLocaleString('en')} people`,
      'Node ms',
      '',
      'Postgres ms',
      '',
      'both',
      'SQL trips',
      'to offer p50 ms',
      'idle, % of a core',
    ],
    all.map((one) => [
      `${one.onShift} on shift, ${one.free} free`,
      figure(
        median(one, (turn) => turn.node),
        2,
      ),
      times(one, (turn) => turn.node),
      figure(
        median(one, (turn) => turn.postgres),
        2,
      ),
      times(one, (turn) => turn.postgres),
      times(one, both),
      figure(median(one, (turn) => turn.trips)),
      figure(median(one, (turn) => turn.offer)),
      figure(one.idle, 2),
    ]),
  );
}
