/** The service as several real processes on one hand-moved clock, with a simulated carrier: each can be killed at any moment and started again. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer as createWebServer } from 'node:http';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';
import { createCarrier, type Carrier } from '../../infra/phone-lab/carrier.ts';
import { buildDeps, type Deps } from '../../src/deps.ts';
import { importOrganisation } from '../../src/organisation/import-organisation.ts';
import type { OrganisationFile } from '../../src/organisation/organisation-file.ts';
import { checkOrganisation } from '../../src/organisation/read-file.ts';
import type { Config, Role } from '../../src/platform/config.ts';
import type { Database } from '../../src/platform/database.ts';
import { migrate } from '../../src/platform/migrations.ts';
import { projectRoot } from '../../src/platform/project-root.ts';
import { expectationsOf, type Expectations } from './expectations.ts';
import { createManualClock, type ManualClock } from './manual-clock.ts';
import type { Release } from './old-release.ts';
import { requestPatienceMs, restPatienceMs } from './patience.ts';
import { emptyDatabase, freshDatabase, freshRedis } from './servers.ts';
import { closing } from './story-end.ts';

/** One process: `child` is null while it is dead, `ready` tells whether it works; `dueMs` is when it has planned something. */
export type OneProcess = {
  name: string;
  role: Role;
  /** Null: today's code. */
  release: Release | null;
  child: ChildProcess | null;
  ready: boolean;
  url: string | null;
  dueMs: number;
  kills: number;
};

export type Processes = {
  clock: ManualClock;
  carrier: Carrier;
  /** What a process of the service has, for looking at and asking from here; nothing of it runs. */
  deps: Deps;
  all: OneProcess[];
  /** What the processes logged, one line each. */
  logged: string[];
  /** Moves every clock on together; all that follows from one moment is finished before the next. */
  pass(seconds: number): Promise<void>;
  /** Sets every clock on at once, and finishes what follows. */
  jump(seconds: number): Promise<void>;
  /** Ends a process with SIGKILL, this instant; another one loads its code, to be started. */
  kill(one: OneProcess): void;
  /** Ends a process with SIGKILL for good. */
  end(one: OneProcess): void;
  /** Starts a killed process again at this instant; time stands still until it is ready. */
  start(one: OneProcess): void;
  /** Starts one process more, of an older release where one is named. */
  add(role: Role, release?: Release | null): Promise<OneProcess>;
  /** Stops a process for good as a signal does; resolves once it is gone. */
  stop(one: OneProcess): Promise<void>;
  /** Has a process call a function of its own code, named by module and name, and gives its answer. */
  ask(one: OneProcess, module: string, name: string, values: unknown[]): Promise<unknown>;
  /** Where the carrier reaches the service. */
  publicBaseUrl: string;
  databaseUrl: string;
  /** The database in use, for `stored.ts`. */
  stored(): Database;
  rows<Row>(sql: string, values?: unknown[]): Promise<Row[]>;
  /** Names the calls, texts and complaints of the carrier that the story expects; closing fails on any other. */
  expects: Expectations['expects'];
  cannotKnow: Expectations['cannotKnow'];
  close(): Promise<void>;
};

export type ProcessesOptions = {
  organisation: OrganisationFile;
  at: string;
  seed: number;
  roles: Role[];
  /** The release whose code and schema the processes begin with; otherwise today's. */
  release?: Release;
  /** How long in real time work is waited for that nobody has begun; where none is ever lost, longer is safer. */
  pendingPatienceMs?: number;
  /** A service that has lived before, in the place of a new one: fills the empty database and the carrier. */
  resume?: (databaseUrl: string, carrier: Carrier, publicBaseUrl: string) => Promise<void>;
};

type OpenEffect = { look: string; state: 'pending' | 'running'; claimed_at: Date | null };

/** By its number: the name would be looked up for each of the many thousand webhooks of an hour. */
const host = '127.0.0.1';
const accountSid = `AC${'3'.repeat(32)}`;
const authToken = 'a-token-of-several-processes';
/** What falls due this close together happens at once, in whatever order the processes come to it. */
const togetherMs = 1_400;
/** What a dead process may have left behind, or Redis may have lost, is waited for no longer than this real time: it is found later. */
const effectPatienceMs = { pending: 600, orphaned: 3_000, running: 60_000 };
/** What was planned for later has no job of its own: the sweep takes it so long after its time at most. */
const sweepLateMs = 2_000;

/** Starts one process for each role, with an organisation loaded and its numbers configured at the carrier. */
export async function startProcesses(options: ProcessesOptions): Promise<Processes> {
  const { organisation, at, seed, roles, release = null, resume } = options;
  const patience = { ...effectPatienceMs, pending: options.pendingPatienceMs ?? effectPatienceMs.pending };
  execFileSync(process.execPath, [join(projectRoot, 'infra', 'prepare.mjs')], { stdio: 'ignore' });
  const clock = createManualClock(Date.parse(at));
  const isNew = release === null && resume === undefined;
  const [database, redis] = [await (isNew ? freshDatabase() : emptyDatabase()), await freshRedis()];
  if (release) await migrate(database.databaseUrl, release.migrations);
  const expectations = expectationsOf(await createCarrier({ clock, accountSid, authToken, callsPerSecond: 100, seed }));
  const { carrier } = expectations;
  const newProcess = (role: Role, code: Release | null): OneProcess => ({
    name: `${role} ${all.length + 1}${code ? ` of ${code.version}` : ''}`,
    role,
    release: code,
    child: null,
    ready: false,
    url: null,
    dueMs: Infinity,
    kills: 0,
  });
  const all: OneProcess[] = [];
  for (const role of roles) all.push(newProcess(role, release));
  const balancer = await balance(all);
  const publicBaseUrl = `http://${host}:${(balancer.address() as AddressInfo).port}`;
  const fallback = await hostFallback(publicBaseUrl);
  const fallbackUrl = `http://${host}:${(fallback.address() as AddressInfo).port}/fallback.xml`;
  const config: Config = {
    port: 0,
    publicBaseUrl,
    publicBaseUrlFollowsPort: false,
    databaseUrl: database.databaseUrl,
    redisUrl: redis.redisUrl,
    twilio: {
      accountSid,
      authToken,
      authTokenSecondary: null,
      apiBaseUrl: carrier.baseUrl,
      callsPerSecond: 100,
      fallbackUrl,
      verifyServiceSid: null,
    },
    secret: 'ef'.repeat(32),
    dataDir: '/nonexistent',
    backupPassphrase: null,
    workerHealthPort: null,
    otlpEndpoint: null,
    logLevel: 'info',
    labEnabled: false,
  };
  const deps = buildDeps({ ...config, logLevel: 'silent' }, () => carrier.baseUrl, { clock });
  connectNumbers(deps, carrier, organisation, fallbackUrl);
  if (isNew) await load(deps, organisation);
  await resume?.(database.databaseUrl, carrier, publicBaseUrl);

  const logged: string[] = [];
  const starting = new Set<Promise<void>>();
  const living = () => all.filter((one) => one.ready);
  let lastKillMs = -Infinity;
  const standBy = (one: OneProcess) => prepareProcess(one, config, (line) => void logged.push(`${one.name}: ${line}`));
  const end = (one: OneProcess) => {
    lastKillMs = clock.nowMs();
    one.child?.kill('SIGKILL');
    Object.assign(one, { child: null, ready: false, url: null, dueMs: Infinity });
  };
  const start = (one: OneProcess) => {
    const ready: Promise<void> = begin(one, clock.nowMs()).finally(() => starting.delete(ready));
    starting.add(ready);
  };
  for (const one of all) {
    standBy(one);
    start(one);
  }
  await Promise.all(starting);
  if (release) {
    const loader = all.find((one) => one.release === release)!;
    const reading = await askProcess(loader, 'src/organisation/read-file.js', 'checkOrganisation', [organisation]);
    const values = [
      '$database',
      '$secrets',
      (reading as { organisation: unknown }).organisation,
      'test',
      clock.nowMs(),
    ];
    await askProcess(loader, 'src/organisation/import-organisation.js', 'importOrganisation', values);
  }

  const openEffects = `SELECT effects.id || attempts || effects.state AS look, effects.state, claimed_at FROM effects, carrier_gate WHERE effects.state IN ('pending', 'running')
    AND effects.due_at <= CASE WHEN effects.state = 'pending' AND (attempts > 0 OR kind LIKE '%Voicemail' OR kind = 'LookAfter') THEN $2::timestamptz ELSE $1 END
    AND (kind NOT LIKE 'Ring%' OR effects.state = 'running' OR carrier_gate.next_at <= $1)`;
  /** What nobody came for while it was waited for; it is not waited for again. */
  const waitedOut = new Set<string>();
  /** As long as one after the other is begun, the others are waited for. */
  let unchanged = { looks: '', sinceMs: 0 };
  const patienceFor = ({ state, claimed_at: claimedAt }: OpenEffect) => {
    if (state === 'pending') return patience.pending;
    return (claimedAt?.getTime() ?? 0) <= lastKillMs ? patience.orphaned : patience.running;
  };
  let restedAt = '';
  let restless = '';
  const settle = async () => {
    const endMs = performance.now() + restPatienceMs;
    for (let before = restedAt; ;) {
      if (performance.now() > endMs) throw new Error(`the service does not come to rest: ${restless}`);
      while (starting.size > 0) await Promise.all(starting);
      await carrier.idle(requestPatienceMs);
      const trips = await Promise.all(living().map(askForRest));
      const now = trips.join();
      restless = `${now} after ${before}`;
      if (now === before && !carrier.busy() && starting.size === 0) {
        if (now === restedAt) return;
        const { rows } = await deps.database.pool.query<OpenEffect>(openEffects, [
          new Date(clock.nowMs()),
          new Date(clock.nowMs() - sweepLateMs),
        ]);
        restless = `${now}, ${rows.map(({ look }) => look).join()}`;
        // Where nobody lives who could do it, it waits for whoever comes next.
        const open = living().some(({ role }) => role !== 'web') ? rows.filter(({ look }) => !waitedOut.has(look)) : [];
        const looks = open
          .map(({ look }) => look)
          .toSorted()
          .join();
        if (looks !== unchanged.looks) unchanged = { looks, sinceMs: performance.now() };
        const patienceMs = Math.max(0, ...open.map(patienceFor));
        if (performance.now() - unchanged.sinceMs >= patienceMs) {
          for (const { look } of open) waitedOut.add(look);
          restedAt = now;
          return;
        }
        // What a dead process has left is waited for seconds long, and every question wakes all processes.
        const pauseMs = Math.min(50, Math.max(5, (performance.now() - unchanged.sinceMs) / 4));
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
      }
      before = now;
    }
  };
  const tell = (ms: number) => {
    for (const one of living()) one.child?.send({ kind: 'now', ms }, () => undefined);
  };
  const moveTo = async (endMs: number) => {
    await settle();
    while (clock.nowMs() < endMs) {
      const nextMs = Math.min(clock.nextDueMs() ?? Infinity, ...living().map((one) => one.dueMs));
      const stopMs = Math.min(endMs, Math.max(nextMs, clock.nowMs()) + togetherMs);
      while (clock.nowMs() < stopMs) {
        const instantMs = Math.min(stopMs, Math.max(clock.nowMs(), clock.nextDueMs() ?? Infinity));
        tell(instantMs);
        await clock.advance(instantMs - clock.nowMs());
      }
      await settle();
    }
  };
  return {
    clock,
    carrier,
    deps,
    all,
    logged,
    end,
    start,
    kill(one) {
      end(one);
      one.kills += 1;
      standBy(one);
    },
    async add(role, code = null) {
      const one = newProcess(role, code);
      all.push(one);
      standBy(one);
      start(one);
      await Promise.all(starting);
      await settle();
      return one;
    },
    async stop(one) {
      const { child } = one;
      // New connections go elsewhere first, as a balancer has it.
      one.url = null;
      await settle();
      Object.assign(one, { child: null, ready: false, dueMs: Infinity });
      if (!child) return;
      child.send({ kind: 'stop' }, () => undefined);
      await once(child, 'exit');
    },
    ask: (one, ...question) => askProcess(one, ...question),
    publicBaseUrl,
    databaseUrl: database.databaseUrl,
    pass: (seconds) => moveTo(clock.nowMs() + seconds * 1000),
    async jump(seconds) {
      clock.jump(seconds * 1000);
      tell(clock.nowMs());
      await settle();
    },
    stored: () => deps.database,
    rows: async (sql, values = []) => (await deps.database.pool.query(sql, values)).rows as never,
    expects: expectations.expects,
    cannotKnow: expectations.cannotKnow,
    close: closing(expectations, {
      stop: async () => all.forEach(end),
      clear: async () => {
        await carrier.close();
        balancer.close();
        fallback.close();
        await deps.close();
        await database.drop();
        await redis.drop();
      },
    }),
  };
}

/** Spreads connections over the web processes that live; without any, or with one that dies, the connection breaks off. */
async function balance(all: OneProcess[]): Promise<Server> {
  let turn = 0;
  const server = createServer((client) => {
    client.on('error', () => undefined);
    const open = all.filter((one) => one.url !== null);
    const chosen = open[(turn += 1) % open.length];
    if (!chosen?.url) return void client.destroy();
    const upstream = connect(Number(new URL(chosen.url).port), host);
    upstream.on('error', () => client.destroy());
    client.on('close', () => upstream.destroy());
    client.pipe(upstream).pipe(client);
  }).listen(0);
  await once(server, 'listening');
  return server;
}

/** What a caller hears at the fallback while no web process can be reached. */
export const fallbackSentence = 'Sorry. We are trying again.';

/** The static document of `infra/fallback`, hosted elsewhere. */
async function hostFallback(publicBaseUrl: string): Promise<Server> {
  const server = createWebServer((_request, response) =>
    response
      .setHeader('content-type', 'text/xml')
      .end(
        `<Response><Say>${fallbackSentence}</Say><Pause length="4"/><Redirect method="POST">${publicBaseUrl}/twilio/voice</Redirect></Response>`,
      ),
  ).listen(0);
  await once(server, 'listening');
  return server;
}

async function load(deps: Deps, file: OrganisationFile): Promise<void> {
  const reading = checkOrganisation(file);
  if (reading.kind === 'faults') throw new Error(JSON.stringify(reading.faults));
  await importOrganisation(deps.database, deps.secrets, reading.organisation, 'test', deps.clock.nowMs());
}

function connectNumbers(deps: Deps, carrier: Carrier, file: OrganisationFile, voiceFallbackUrl: string): void {
  for (const line of file.lines ?? []) {
    carrier.control.number(line.phoneNumber, {
      voiceUrl: deps.urls.voice,
      smsUrl: deps.urls.messages,
      smsFallbackUrl: deps.urls.messages,
      statusCallback: deps.urls.callerStatus,
      voiceFallbackUrl,
    });
  }
}

/** A process that has not begun yet: loading its code takes longer than a test wants to stand still. */
function prepareProcess(one: OneProcess, config: Config, log: (line: string) => void): void {
  const environment = {
    ...process.env,
    NODE_OPTIONS: '',
    WARMLINE_PROCESS: JSON.stringify({ role: one.role, config, dist: one.release?.dist ?? join(projectRoot, 'dist') }),
  };
  const child = spawn(process.execPath, [join(projectRoot, 'tests', 'support', 'service-process.mjs')], {
    env: environment,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  one.child = child;
  child.on('error', () => undefined);
  child.on('message', (message: { kind: string; line?: string }) => message.kind === 'log' && log(message.line ?? ''));
}

/** Resolves once the process works, or was killed before. */
async function begin(one: OneProcess, nowMs: number): Promise<void> {
  const { child } = one;
  await new Promise<void>((resolve, reject) => {
    const gone = () => {
      if (one.child !== child) return resolve();
      Object.assign(one, { child: null, ready: false, url: null, dueMs: Infinity });
      reject(new Error(`${one.name} ended by itself`));
    };
    if (child === null || child.exitCode !== null) return gone();
    child.once('exit', gone);
    child.on('message', (message: { kind: string; url?: string | null }) => {
      if (message.kind !== 'ready' || one.child !== child) return;
      Object.assign(one, { ready: true, url: message.url ?? null, dueMs: nowMs });
      resolve();
    });
    child.send({ kind: 'begin', ms: nowMs }, () => undefined);
  });
}

let questions = 0;

async function askProcess({ child, name: who }: OneProcess, module: string, name: string, values: unknown[]) {
  const question = (questions += 1);
  return new Promise<unknown>((resolve, reject) => {
    const hear = (message: { kind: string; question?: number; answer?: unknown; problem?: string }) => {
      if (message.kind !== 'answer' || message.question !== question) return;
      child?.off('message', hear);
      if (message.problem === undefined) resolve(message.answer);
      else reject(new Error(`${who}: ${message.problem}`));
    };
    child?.on('message', hear);
    child?.send({ kind: 'ask', question, module, name, values }, (problem) => problem && reject(problem));
  });
}

/** Waits until the process has finished what it is at; tells what it has done so far, so that more can be seen. Killed meanwhile, it rests. */
function askForRest(one: OneProcess): Promise<string> {
  const { child } = one;
  if (!child) return Promise.resolve(`${one.name} dead`);
  const question = (questions += 1);
  return new Promise((resolve) => {
    const done = (answer: string) => {
      child.off('message', hear);
      child.off('exit', gone);
      resolve(answer);
    };
    const gone = () => done(`${one.name} killed ${one.kills}`);
    const hear = (message: { kind: string; question?: number; trips?: number; dueMs?: number | null }) => {
      if (message.kind !== 'at-rest' || message.question !== question) return;
      if (one.child === child) one.dueMs = message.dueMs ?? Infinity;
      done(`${one.name} ${one.kills} ${message.trips}`);
    };
    child.on('message', hear);
    child.once('exit', gone);
    child.send({ kind: 'rest?', question }, (problem) => problem && gone());
  });
}
