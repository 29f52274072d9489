/** The whole service in this process, on real Postgres and Redis, with a simulated carrier and a clock moved by hand. */
import { createCarrier, type Carrier, type CarrierOptions } from '../../infra/phone-lab/carrier.ts';
import { startService, type Service } from '../../src/app.ts';
import { importOrganisation } from '../../src/organisation/import-organisation.ts';
import type { OrganisationFile } from '../../src/organisation/organisation-file.ts';
import { checkOrganisation } from '../../src/organisation/read-file.ts';
import type { Config, Role } from '../../src/platform/config.ts';
import type { Database } from '../../src/platform/database.ts';
import { chanceInOrder } from './chance.ts';
import { expectationsOf, type Expectations } from './expectations.ts';
import { createManualClock, type ManualClock } from './manual-clock.ts';
import { connectPatienceMs, requestPatienceMs } from './patience.ts';
import { freshDatabase, freshRedis } from './servers.ts';
import { atRest, countLooks, settling, sweepLateMs } from './settling.ts';
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
  const start = async (role: Role, own: Partial<Config>) => {
    const started = await startService({ ...config, ...own }, role, {
      clock,
      connectWithinMs: connectPatienceMs,
      noPast: true,
      draw,
      logTo: { write: (line) => void logged.push(line) },
    });
    countLooks(started.deps.database);
    return started;
  };
  const role = options.role ?? 'all';
  let service = await start(role, {});
  const others: Service[] = [];
  const all = () => [service, ...others];
  const walk = settling(all, carrier, clock);
  const settle = () => walk()();
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
    pass: (seconds) => clock.advance(seconds * 1000, walk()),
    async until(what, reached, limitSeconds = 30) {
      if (await clock.advanceUntil(reached, limitSeconds * 1000, walk())) return;
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
