/** The whole service in this process, on real Postgres and Redis, with a simulated carrier and a clock moved by hand. */
import { createCarrier, type Carrier, type CarrierOptions } from '../../infra/phone-lab/carrier.ts';
import { startService, type Service } from '../../src/app.ts';
import { effectKinds } from '../../src/effects/kinds.ts';
import { importOrganisation } from '../../src/organisation/import-organisation.ts';
import type { OrganisationFile } from '../../src/organisation/organisation-file.ts';
import { checkOrganisation } from '../../src/organisation/read-file.ts';
import type { Config, Role } from '../../src/platform/config.ts';
import type { Database } from '../../src/platform/database.ts';
import { chanceInOrder } from './chance.ts';
import { expectationsOf, type Expectations } from './expectations.ts';
import { createManualClock, type ManualClock } from './manual-clock.ts';
import { connectPatienceMs, orphanPatienceMs, requestPatienceMs, restPatienceMs } from './patience.ts';
import { freshDatabase, freshRedis } from './servers.ts';
import { closing, expectAsTold } from './story-end.ts';

export type Stage = {
  clock: ManualClock;
  carrier: Carrier;
  service: Service;
  config: Config;
  /** Everything the service logged, one line each. */
  logged: string[];
  phone: Carrier['control']['phone'];
  /** Moves time on; everything that follows from one instant is finished before the next. */
  pass(seconds: number): Promise<void>;
  /** Sets the clock on at once, and finishes what follows. */
  jump(seconds: number): Promise<void>;
  /** Moves time on until it holds; fails the test when it does not within `limitSeconds`. */
  until(what: string, reached: () => boolean, limitSeconds?: number): Promise<void>;
  /** Finishes everything that follows from this instant. */
  settle(): Promise<void>;
  /** The database in use, for `stored.ts`. */
  stored(): Database;
  /** Rows of a query, for tests whose subject is what is stored. */
  rows<Row>(sql: string, values?: unknown[]): Promise<Row[]>;
  /** Loads another organisation in the place of the present one. */
  load(file: OrganisationFile): Promise<void>;
  /** Names the calls, texts and complaints of the carrier that the story expects; closing fails on any other. */
  expects: Expectations['expects'];
  cannotKnow: Expectations['cannotKnow'];
  wasRead: Expectations['wasRead'];
  /** Fails now already when a call or text went out that the story did not expect, or one it expects did not. */
  expectNothingElse(): void;
  /** Starts another process's part of the service beside the first, on the same database and Redis; it ends with the stage. */
  beside(role: 'web' | 'worker'): Promise<Service>;
  /** Stops the service and starts another one in its place; the database, the carrier and every phone go on. */
  restart(): Promise<void>;
  /** Ends everything, and fails as `expectNothingElse` does. */
  close(): Promise<void>;
};

export type StageOptions = {
  organisation: OrganisationFile;
  /** An instant with offset, such as `2026-11-10T18:00:00-06:00`. */
  at: string;
  carrier?: Partial<CarrierOptions>;
  config?: Partial<Config>;
  /** The Verify service by which codes to sign in with are sent; absent: the lines' own numbers send them. */
  verifyServiceSid?: string;
  redisUrl?: string;
  /** `web` leaves the workers to other processes. */
  role?: 'all' | 'web';
  /** A migrated database of the test's own; otherwise a fresh one of the shared server. */
  databaseUrl?: string;
};

const accountSid = `AC${'1'.repeat(32)}`;
const authToken = 'a-token-of-the-stage';

/** Starts everything at an instant, with an organisation loaded and its numbers configured at the carrier. */
export async function setStage(options: StageOptions): Promise<Stage> {
  const clock = createManualClock(Date.parse(options.at));
  const database = options.databaseUrl
    ? { databaseUrl: options.databaseUrl, drop: async () => undefined }
    : await freshDatabase();
  const redis = options.redisUrl ? { redisUrl: options.redisUrl, drop: async () => undefined } : await freshRedis();
  const expectations = expectationsOf(
    await createCarrier({ clock, accountSid, authToken, callsPerSecond: 100, ...options.carrier }),
  );
  const { carrier } = expectations;
  const logged: string[] = [];
  const config: Config = {
    port: 0,
    publicBaseUrl: 'http://localhost:0',
    publicBaseUrlFollowsPort: true,
    databaseUrl: database.databaseUrl,
    redisUrl: redis.redisUrl,
    twilio: {
      accountSid,
      authToken,
      authTokenSecondary: null,
      apiBaseUrl: carrier.baseUrl,
      callsPerSecond: 100,
      fallbackUrl: null,
      verifyServiceSid: options.verifyServiceSid ?? null,
    },
    secret: 'ab'.repeat(32),
    dataDir: '/nonexistent',
    backupPassphrase: null,
    workerHealthPort: null,
    otlpEndpoint: null,
    logLevel: 'info',
    labEnabled: false,
    ...options.config,
  };
  const draw = chanceInOrder((options.organisation.people ?? []).map(({ id }) => id));
  const start = async (role: Role, own: Partial<Config>) =>
    countLooks(
      await startService({ ...config, ...own }, role, {
        clock,
        connectWithinMs: connectPatienceMs,
        noPast: true,
        draw,
        logTo: { write: (line) => void logged.push(line) },
      }),
    );
  const role = options.role ?? 'all';
  let service = await start(role, {});
  const others: Service[] = [];
  const all = () => [service, ...others];
  const { settle, quietly } = settling(all, carrier, clock);
  /** Nobody but time is at work after the first of them. */
  const each = () => {
    let next = settle;
    return () => {
      const now = next;
      next = quietly;
      return now();
    };
  };
  const load = async (file: OrganisationFile) => {
    const reading = checkOrganisation(file);
    if (reading.kind === 'faults') throw new Error(JSON.stringify(reading.faults));
    const { organisation } = reading;
    await importOrganisation(service.deps.database, service.deps.secrets, organisation, 'test', clock.nowMs());
    for (const line of organisation.lines) {
      carrier.control.number(line.phoneNumber, {
        voiceUrl: `${service.url}/twilio/voice`,
        smsUrl: `${service.url}/twilio/messages`,
        smsFallbackUrl: `${service.url}/twilio/messages`,
        statusCallback: `${service.url}/twilio/voice/status`,
      });
    }
  };
  await load(options.organisation);
  /** Finishes what is under way, though more may be due that nobody has begun. */
  const quiet = async () => {
    await Promise.all([carrier.idle(requestPatienceMs), ...all().map(atRest)]);
    await new Promise((resolve) => setTimeout(resolve, 5));
  };
  const stage: Stage = {
    clock,
    carrier,
    service,
    config,
    logged,
    settle,
    load,
    phone: expectations.phone,
    expects: expectations.expects,
    cannotKnow: expectations.cannotKnow,
    wasRead: expectations.wasRead,
    async jump(seconds) {
      clock.jump(seconds * 1000);
      // The sweep takes what fell due in between, so its turn comes before anything is waited for.
      await clock.advance(0, quiet);
      await settle();
    },
    pass: (seconds) => clock.advance(seconds * 1000, each()),
    async until(what, reached, limitSeconds = 30) {
      if (await clock.advanceUntil(reached, limitSeconds * 1000, each())) return;
      throw new Error(
        `not within ${limitSeconds} s: ${what}\n${carrier.control
          .calls()
          .map((call) => `${call.from} → ${call.to}: ${call.status}`)
          .join('\n')}`,
      );
    },
    stored: () => service.deps.database,
    rows: async (sql, values = []) => (await service.deps.database.pool.query(sql, values)).rows as never,
    expectNothingElse: () => expectAsTold(expectations.findings(), expectations),
    async beside(otherRole) {
      const { publicBaseUrl } = service.deps.config;
      const other = await start(otherRole, { port: 0, publicBaseUrl, publicBaseUrlFollowsPort: false });
      others.push(other);
      return other;
    },
    async restart() {
      const port = Number(new URL(service.url ?? '').port);
      await service.stop();
      service = await start(role, { port });
      stage.service = service;
      // What a new process looks at first is left to its sweep, which needs time to pass.
      await clock.advance(2 * sweepLateMs, quiet);
      await settle();
    },
    close: closing(expectations, {
      stop: () => Promise.all(all().map((one) => one.stop())),
      clear: async () => {
        await carrier.close();
        await database.drop();
        await redis.drop();
      },
    }),
  };
  return stage;
}

/** What was planned for later has no job of its own: the sweep takes it after its grace, at its next tick, so long after its time at most. */
const sweepLateMs = 2_000;

/** Resolves when neither routing nor a worker is at anything. */
const atRest = async ({ deps, workers }: Service): Promise<void> => {
  await deps.router.idle();
  await workers?.idle();
};

type Settling = {
  settle(): Promise<void>;
  /** The same, for when only the clock has moved: where nothing was done and nothing fell due since it was settled, nobody asks. */
  quietly(): Promise<void>;
};

/**
 * Work is over when the carrier is quiet, no effect is due, and nobody has asked the database anything since that was
 * seen. On a machine so busy that a connection is refused for slowness, an effect may be left with nobody at it; the sweep
 * takes it, for which time must pass. That is waited out only so often: an effect that nobody is ever told of is a fault.
 */
function settling(services: () => Service[], carrier: Carrier, clock: ManualClock): Settling {
  const open = `SELECT effects.id || attempts || effects.state AS look, kind, effects.state, attempts, (extract(epoch FROM greatest(
      effects.due_at + CASE WHEN effects.state = 'pending' AND (attempts > 0 OR kind LIKE '%Voicemail' OR kind IN ('LookAfter', 'TellPerson')) THEN $2::float8 ELSE 0 END * interval '1 millisecond',
      CASE WHEN kind LIKE 'Ring%' AND effects.state = 'pending' THEN carrier_gate.next_at END)) * 1000)::float8 AS "dueMs"
    FROM effects, carrier_gate WHERE effects.state IN ('pending', 'running') AND kind = ANY($1) ORDER BY "dueMs" LIMIT 200`;
  let leftToSweep = 0;
  /** What had been done when all was over, by whom, and when the next effect is due. */
  let over: { services: Service[]; done: number; untilMs: number } | undefined;
  const quiet = async () => {
    await carrier.idle(requestPatienceMs);
    for (const service of services()) await atRest(service);
  };
  const isOverStill = () =>
    over !== undefined &&
    clock.nowMs() < over.untilMs &&
    over.services.length === services().length &&
    services().every((service) => over?.services.includes(service)) &&
    done(services()) === over.done &&
    !carrier.busy();
  const settle = async () => {
    const [first] = services();
    if (!first) return;
    over = undefined;
    let untilMs = 0;
    const asked = () => services().reduce((sum, { deps }) => sum + deps.database.roundTrips(), 0);
    const beganMs = performance.now();
    let unchanged = { look: '', sinceMs: beganMs };
    for (let calmSince = -1; ;) {
      await quiet();
      if (asked() === calmSince && !carrier.busy()) {
        over = { services: [...services()], done: done(services()), untilMs };
        return;
      }
      const found = await first.deps.database.pool.query<{
        look: string;
        kind: string;
        state: string;
        attempts: number;
        dueMs: number;
      }>({ name: 'still-open', text: open, values: [effectKinds, sweepLateMs] });
      const rows = found.rows.filter(({ dueMs }) => dueMs <= clock.nowMs());
      untilMs = found.rows[rows.length]?.dueMs ?? Infinity;
      if (rows.length === 0 && !carrier.busy()) {
        calmSince = asked();
        continue;
      }
      calmSince = -1;
      const nowMs = performance.now();
      const look = rows
        .map((row) => row.look)
        .toSorted()
        .join();
      if (look !== unchanged.look || carrier.busy()) unchanged = { look, sinceMs: nowMs };
      if (nowMs - unchanged.sinceMs > orphanPatienceMs && leftToSweep < mostLeftToSweep) {
        leftToSweep += 1;
        return;
      }
      if (nowMs - beganMs > restPatienceMs) {
        const what = rows.map((row) => `${row.kind} ${row.state} after ${row.attempts} attempts`).join(', ');
        throw new Error(`the service does not come to rest: ${what || 'the carrier is busy'}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  };
  return {
    settle,
    async quietly() {
      await quiet();
      if (!isOverStill()) await settle();
    },
  };
}

/** The looks of each service's sweep that found what there is, and changed nothing. */
const looks = new WeakMap<Service, number>();

/** Counts the looks of the sweep, by the name of their statement. */
function countLooks(service: Service): Service {
  const { pool } = service.deps.database;
  const query = pool.query.bind(pool) as (...words: unknown[]) => unknown;
  pool.query = ((...words: unknown[]) => {
    if ((words[0] as { name?: string } | undefined)?.name === 'what-is-there')
      looks.set(service, (looks.get(service) ?? 0) + 1);
    return query(...words);
  }) as typeof pool.query;
  return service;
}

/** How much the database was asked beside those looks. */
const done = (services: Service[]) =>
  services.reduce((sum, service) => sum + service.deps.database.roundTrips() - (looks.get(service) ?? 0), 0);

/** How many effects of one story may be found by the sweep only. */
const mostLeftToSweep = 3;
