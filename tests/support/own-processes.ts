/** The service's roles as processes of their own on the real clock, to be killed and started again, with a simulated carrier that outlives them. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createCarrier, type Carrier, type CarrierOptions } from '../../infra/phone-lab/carrier.ts';
import { beginSession } from '../../src/access/sessions.ts';
import { importOrganisation } from '../../src/organisation/import-organisation.ts';
import { openDirectories } from '../../src/organisation/directories.ts';
import type { OrganisationFile } from '../../src/organisation/organisation-file.ts';
import { checkOrganisation } from '../../src/organisation/read-file.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { openDatabase, type Database } from '../../src/platform/database.ts';
import { deriveSecrets } from '../../src/platform/secrets.ts';
import { promiseCallback } from '../../src/callbacks/promises.ts';
import type { PromiseRequest } from '../../src/promises/model.ts';
import { expectationsOf, type Expectations } from './expectations.ts';
import { freshDatabase, freshRedis } from './servers.ts';
import { eventually, startPatienceMs } from './patience.ts';
import { closing } from './story-end.ts';
import { startService, type Started } from './started-service.ts';

export type ProcessRole = 'web' | 'worker' | 'all';

export type ApiAnswer = { status: number; body: unknown };

export type OwnProcesses = {
  carrier: Carrier;
  phone: Carrier['control']['phone'];
  /** Starts these processes; resolves once each can work. */
  start(...roles: ProcessRole[]): Promise<void>;
  /** `kill -9` of these processes, in the same instant; resolves once they are gone. */
  kill(...roles: ProcessRole[]): Promise<void>;
  /** The number of the process in which a role runs: another one where it died and was started again. */
  rolePid(role: ProcessRole): number | null;
  /** What a role, and what watches over it, has complained of. */
  complaints(role: ProcessRole): string;
  /** Asks the API as somebody who has proved who they are; null where nobody answers, or the answer was cut off. */
  ask(personId: string, method: string, path: string, body?: unknown, ifMatch?: string): Promise<ApiAnswer | null>;
  /** The database in use, for `stored.ts`. */
  stored(): Database;
  rows<Row>(sql: string, values?: unknown[]): Promise<Row[]>;
  /** Promises a call as a coordinator enters one. */
  promise(request: Omit<PromiseRequest, 'via'>): Promise<void>;
  /** Names the calls, texts and complaints of the carrier that the story expects; closing fails on any other. */
  expects: Expectations['expects'];
  cannotKnow: Expectations['cannotKnow'];
  close(): Promise<void>;
};

const accountSid = `AC${'3'.repeat(32)}`;
const authToken = 'a-token-of-processes';
const secret = 'ef'.repeat(32);

/** Sets up everything but the processes: servers, carrier, organisation, and the static fallback document hosted elsewhere. */
export async function setUpProcesses(
  organisation: OrganisationFile,
  pace: Partial<CarrierOptions> = {},
): Promise<OwnProcesses> {
  const expectations = expectationsOf(
    await createCarrier({ clock: systemClock, accountSid, authToken, callsPerSecond: 100, ...pace }),
  );
  const { carrier } = expectations;
  const [database, redis] = [await freshDatabase(), await freshRedis()];
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const fallback = await hostFallback(url);
  const stored = openDatabase(database.databaseUrl);
  const secrets = deriveSecrets(secret);
  const reading = checkOrganisation(organisation);
  if (reading.kind === 'faults') throw new Error(JSON.stringify(reading.faults));
  await importOrganisation(stored, secrets, reading.organisation, 'test', Date.now());
  for (const { phoneNumber } of reading.organisation.lines) {
    carrier.control.number(phoneNumber, {
      voiceUrl: `${url}/twilio/voice`,
      statusCallback: `${url}/twilio/voice/status`,
      voiceFallbackUrl: fallback.url,
    });
  }
  const settings = {
    PUBLIC_BASE_URL: url,
    DATABASE_URL: database.databaseUrl,
    REDIS_URL: redis.redisUrl,
    TWILIO_ACCOUNT_SID: accountSid,
    TWILIO_AUTH_TOKEN: authToken,
    TWILIO_API_BASE_URL: carrier.baseUrl,
    TWILIO_CALLS_PER_SECOND: '50',
    TWILIO_FALLBACK_URL: fallback.url,
    WARMLINE_SECRET: secret,
  };
  const running = new Map<ProcessRole, Started>();
  const start = async (role: ProcessRole) => {
    const started = startService(role, { ...settings, PORT: String(port) });
    running.set(role, started);
    await isRunning(started);
  };
  const kill = async (role: ProcessRole) => {
    const started = running.get(role);
    running.delete(role);
    started?.killAll();
    await started?.ended;
  };
  const directories = openDirectories(stored, secrets);
  const sessions = new Map<string, string>();
  const cookieOf = async (personId: string) => {
    const room = { pool: stored.pool, clock: systemClock, secrets };
    const token =
      sessions.get(personId) ??
      (await beginSession(room, { personId, strength: 'second', device: '', proved: true })).token;
    sessions.set(personId, token);
    return `warmline=${token}`;
  };
  return {
    carrier,
    phone: expectations.phone,
    expects: expectations.expects,
    cannotKnow: expectations.cannotKnow,
    start: async (...roles) => void (await Promise.all(roles.map(start))),
    kill: async (...roles) => void (await Promise.all(roles.map(kill))),
    rolePid: (role) => running.get(role)?.rolePid() ?? null,
    complaints: (role) => running.get(role)?.stderr() ?? '',
    async ask(personId, method, path, body, ifMatch) {
      const headers = {
        cookie: await cookieOf(personId),
        origin: url,
        'content-type': 'application/json',
        ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
      };
      const sent = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
      try {
        const response = await fetch(`${url}/api/v1${path}`, sent);
        const text = await response.text();
        return { status: response.status, body: text === '' ? null : (JSON.parse(text) as unknown) };
      } catch {
        return null;
      }
    },
    stored: () => stored,
    rows: async (sql, values = []) => (await stored.pool.query(sql, values)).rows as never,
    async promise(request) {
      await promiseCallback(
        { pool: stored.pool, clock: systemClock, directories, secrets },
        { ...request, via: 'coordinator' },
      );
    },
    close: closing(expectations, {
      stop: () => Promise.all([...running.keys()].map(kill)),
      clear: async () => {
        await carrier.close();
        fallback.server.close();
        await stored.close();
        await database.drop();
        await redis.drop();
      },
    }),
  };
}

async function isRunning(started: Started): Promise<void> {
  const says = eventually(
    'the process says that it runs',
    () => started.stdout().includes('is running'),
    started.stderr,
    startPatienceMs,
  );
  const ends = started.ended.then((how) => {
    throw new Error(`it ended (${how}): ${started.stdout()}${started.stderr()}`);
  });
  ends.catch(() => {});
  await Promise.race([says, ends]);
}

async function hostFallback(url: string): Promise<{ server: Server; url: string }> {
  const document = `<Response><Say>Sorry.</Say><Pause length="1"/><Redirect method="POST">${url}/twilio/voice</Redirect></Response>`;
  const server = createServer((_request, response) =>
    response.setHeader('content-type', 'text/xml').end(document),
  ).listen(0);
  await once(server, 'listening');
  return { server, url: `http://localhost:${(server.address() as AddressInfo).port}/fallback.xml` };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
