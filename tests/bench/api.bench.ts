/** What the pages ask of the service, with 300 people signed in and a million contacts of history: time and CPU a call, and tables read from end to end. */
import { Agent, request } from 'node:http';
import { openDatabase, type Database } from '../../src/platform/database.ts';
import { growing, walkedThrough, writeHistory } from '../support/long-history.ts';
import { importBusyOrganisation, letWait, lines, signedIn } from './busy-organisation.ts';
import { cpuMs, percentile } from './open-loop.ts';
import {
  firstLine,
  inSetting,
  roundTrips,
  say,
  startProcess,
  startService,
  stopProcess,
  type Running,
  type Setting,
} from './processes.ts';
import { figure, printTable } from './table.ts';

const people = 300;
const contacts = Number(process.env['BENCH_CONTACTS'] ?? 1_000_000);
/** A page that is open asks every ten seconds, and people look around besides. */
const perSecond = 50;
const seconds = Number(process.env['BENCH_SECONDS'] ?? 20);
const talking = 20;

type Ask = { method: 'GET' | 'POST' | 'PUT'; path: string; body?: object; leader?: true };

/** How often in a hundred each is asked: a page that is open asks again by itself, the others once when they are opened. */
const calls: Record<string, { share: number; ask: (index: number) => Ask }> = {
  session: { share: 12, ask: () => ({ method: 'GET', path: '/session' }) },
  'Now, read': { share: 30, ask: () => ({ method: 'GET', path: '/me/now' }) },
  'Now, on or off': {
    share: 6,
    ask: (index) => ({ method: 'POST', path: '/me/availability', body: { word: index % 2 ? 'on' : 'off' } }),
  },
  'My shifts': { share: 6, ask: () => ({ method: 'GET', path: '/me/shifts' }) },
  'Open shifts': { share: 6, ask: () => ({ method: 'GET', path: '/shifts/open' }) },
  'How I am': { share: 6, ask: () => ({ method: 'GET', path: '/me/load' }) },
  'Conversations, list': { share: 8, ask: () => ({ method: 'GET', path: '/inbox' }) },
  'Conversations, one': { share: 8, ask: (index) => ({ method: 'GET', path: `/inbox/live-${index % talking}` }) },
  'Conversations, draft': {
    share: 4,
    ask: (index) => ({ method: 'PUT', path: `/inbox/live-${index % talking}/draft`, body: { body: 'I am here.' } }),
  },
  Me: { share: 4, ask: () => ({ method: 'GET', path: '/me' }) },
  'Me, all that is held': { share: 2, ask: () => ({ method: 'GET', path: '/me/held' }) },
  'Me, devices': { share: 2, ask: () => ({ method: 'GET', path: '/me/sessions' }) },
  'Board, whole': { share: 2, ask: () => ({ method: 'GET', path: '/board', leader: true }) },
  'Board, attention': { share: 2, ask: () => ({ method: 'GET', path: '/attention', leader: true }) },
  'Board, hand-over': { share: 2, ask: () => ({ method: 'GET', path: '/handover', leader: true }) },
};

type Answered = { name: string; latencyMs: number; status: number };
const agent = new Agent({ keepAlive: true, maxSockets: 300 });

await inSetting(async (setting) => {
  const ids = await importBusyOrganisation(setting.databaseUrl, people);
  const database = openDatabase(setting.databaseUrl);
  say(`Writing ${contacts.toLocaleString('en')} contacts of history …`);
  await writeHistory(database.pool, { contacts, people: ids, lines, nowMs: Date.now() });
  await letWait(database.pool, 40);
  await letText(database, ids);
  const cookies = await Promise.all(ids.map((id) => signedIn(database, id)));
  const floor = await measureFloor(setting, cookies);
  const before = await walkedThrough(database.pool);
  const service = await startService('web', setting, 'http://127.0.0.1:9');
  for (const { ask } of Object.values(calls)) await send(service.baseUrl, cookies[0] ?? '', '', ask(0));
  await measure(service.baseUrl, cookies, 3);
  await measureService(service, cookies, floor);
  await stopProcess(service.child);
  await tellOfWalks(database, before);
  await database.close();
});
process.exit(0);

/** Twenty people text with somebody, each with words on both sides. */
async function letText({ pool }: Database, ids: readonly string[]): Promise<void> {
  await pool.query(
    `INSERT INTO conversations (id, line_id, channel, state, language, opened_at, last_at, assigned_at, person_id, via, not_with)
     SELECT 'live-' || n, 'north', 'sms', 'active', 'en', now(), now(), now(), ($1::text[])[1 + n], 'inbox', '{}' FROM generate_series(0, ${talking - 1}) n`,
    [ids],
  );
  await pool.query(
    `INSERT INTO texts (id, direction, lane, line_id, channel, conversation_id, person_id, words, part, state, created_at, due_at, done_at)
     SELECT 'live-' || n || '-' || k, 'in', 'live-' || n, 'north', 'sms', 'live-' || n, CASE WHEN k % 2 = 0 THEN ($1::text[])[1 + n] END, true, 1, 'done', now(), now(), now()
     FROM generate_series(0, ${talking - 1}) n, generate_series(1, 30) k`,
    [ids],
  );
}

type Spent = { cpu: number; p50: number; p95: number };

/** The least such a call can cost: Express, one prepared question for the session, JSON. */
async function measureFloor({ databaseUrl }: Setting, cookies: readonly string[]): Promise<Spent> {
  say('Measuring the floor …');
  const child = startProcess(['--import', 'tsx', 'tests/bench/floor.ts', 'select', '', databaseUrl], {});
  const baseUrl = (await firstLine(child)).trim();
  const only = { floor: { share: 100, ask: (): Ask => ({ method: 'GET', path: '/session' }) } };
  await measure(baseUrl, cookies, 3, only);
  const before = cpuMs(child.pid ?? 0);
  const answered = await measure(baseUrl, cookies, Math.min(seconds, 6), only);
  const cpu = (cpuMs(child.pid ?? 0) - before) / answered.length;
  await stopProcess(child);
  return { cpu, ...latencies(answered) };
}

async function measureService({ child, baseUrl }: Running, cookies: readonly string[], floor: Spent): Promise<void> {
  say(`Measuring ${perSecond} calls a second of ${people} people …`);
  const before = { cpu: cpuMs(child.pid ?? 0), trips: await roundTrips(baseUrl) };
  const answered = await measure(baseUrl, cookies, seconds);
  const cpu = (cpuMs(child.pid ?? 0) - before.cpu) / answered.length;
  const trips = ((await roundTrips(baseUrl)) - before.trips) / answered.length;
  const bad = answered.filter(({ status }) => status >= 400);
  if (bad.length > 0) say(`${bad.length} calls were refused, the first (${bad[0]?.name}) with ${bad[0]?.status}.`);
  const row = (name: string, some: Answered[], rest: string[]) => {
    const { p50, p95 } = latencies(some);
    return [name, String(some.length), figure(p50), figure(p95), ...rest];
  };
  printTable(
    [
      `pages' calls, ${contacts.toLocaleString('en')} contacts`,
      'asked',
      'p50 ms',
      'p95 ms',
      'CPU ms each',
      'of floor',
      'SQL trips',
    ],
    [
      [
        'floor: Express, one question, JSON',
        '',
        figure(floor.p50),
        figure(floor.p95),
        figure(floor.cpu, 2),
        '1.00×',
        '1.0',
      ],
      row('all', answered, [figure(cpu, 2), `${figure(cpu / floor.cpu, 2)}×`, figure(trips)]),
      ...Object.keys(calls).map((name) =>
        row(
          name,
          answered.filter((one) => one.name === name),
          [],
        ),
      ),
    ],
  );
}

async function tellOfWalks({ pool }: Database, before: Record<string, number>): Promise<void> {
  const after = await walkedThrough(pool);
  const walked = growing.filter((table) => after[table] !== before[table]);
  say(
    walked.length === 0
      ? 'No table of the history was read from end to end.'
      : `Read from end to end: ${walked.map((table) => `${table} (${(after[table] ?? 0) - (before[table] ?? 0)} times)`).join(', ')}`,
  );
}

/** Asks at a fixed rate, whatever the answers do; everybody in turn. */
async function measure(
  baseUrl: string,
  cookies: readonly string[],
  forSeconds: number,
  mix: typeof calls = calls,
): Promise<Answered[]> {
  const order = shuffled(
    Object.entries(mix).flatMap(([name, { share, ask }]) => Array.from({ length: share }, () => ({ name, ask }))),
  );
  const total = perSecond * forSeconds;
  const startMs = performance.now();
  const under: Promise<Answered>[] = [];
  while (under.length < total) {
    const due = Math.min(total, Math.floor(((performance.now() - startMs) / 1000) * perSecond) + 1);
    while (under.length < due) {
      const index = under.length;
      const { name, ask } = order[index % order.length] ?? {
        name: '',
        ask: () => ({ method: 'GET', path: '/' }) as Ask,
      };
      const asked = ask(index);
      const who = asked.path.startsWith('/inbox/')
        ? index % talking
        : asked.leader
          ? index % 5
          : index % cookies.length;
      under.push(send(baseUrl, cookies[who] ?? '', name, asked, startMs + (index * 1000) / perSecond));
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  return Promise.all(under);
}

function send(
  baseUrl: string,
  cookie: string,
  name: string,
  { method, path, body }: Ask,
  dueMs = performance.now(),
): Promise<Answered> {
  const text = body ? JSON.stringify(body) : '';
  return new Promise((resolve, reject) => {
    const asking = request(
      `${baseUrl}/api/v1${path}`,
      {
        method,
        agent,
        headers: {
          cookie,
          ...(body ? { origin: baseUrl, 'content-type': 'application/json', 'content-length': text.length } : {}),
        },
      },
      (reply) => {
        reply.resume();
        reply.on('end', () => resolve({ name, latencyMs: performance.now() - dueMs, status: reply.statusCode ?? 0 }));
      },
    );
    // A kept-alive connection that the service closed in the same moment was never read: asked again on a fresh one.
    asking.on('error', (problem) =>
      asking.reusedSocket
        ? resolve(send(baseUrl, cookie, name, { method, path, ...(body ? { body } : {}) }, dueMs))
        : reject(problem),
    );
    asking.end(text);
  });
}

function latencies(answered: readonly Answered[]): { p50: number; p95: number } {
  const values = answered.map(({ latencyMs }) => latencyMs);
  return { p50: percentile(values, 0.5), p95: percentile(values, 0.95) };
}

/** The same each time: by a stride that meets everybody. */
function shuffled<One>(list: readonly One[]): One[] {
  return list.map((_, index) => list[(index * 37) % list.length]).filter((one) => one !== undefined);
}
