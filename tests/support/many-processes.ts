/**
 * The service as a national line runs it, all of it real and on the real clock: two web and two worker processes behind a
 * balancer, a Redis Cluster, and a Postgres with its standby behind a pooler, with a simulated carrier that outlives them.
 */
import type { AddressInfo } from 'node:net';
import { createCarrier, type Carrier } from '../../infra/phone-lab/carrier.ts';
import { freePort } from '../../infra/embedded/process.ts';
import { importOrganisation } from '../../src/organisation/import-organisation.ts';
import type { OrganisationFile } from '../../src/organisation/organisation-file.ts';
import { checkOrganisation } from '../../src/organisation/read-file.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { openDatabase } from '../../src/platform/database.ts';
import { deriveSecrets } from '../../src/platform/secrets.ts';
import { balance, hostFallback } from './balancer.ts';
import { expectationsOf, type Expectations } from './expectations.ts';
import { eventually, startPatienceMs } from './patience.ts';
import { ownPooler, type Pooler } from './pooler.ts';
import { ownPostgresPair, type PostgresPair } from './postgres-pair.ts';
import { ownRedisCluster, type RedisCluster } from './redis-cluster.ts';
import { openPool } from './servers.ts';
import { startService, type Started } from './started-service.ts';
import { closing } from './story-end.ts';

export type ManyProcesses = {
  carrier: Carrier;
  phone: Carrier['control']['phone'];
  redis: RedisCluster;
  postgres: PostgresPair;
  pooler: Pooler;
  webs: Started[];
  workers: Started[];
  /** Asks the server that takes statements now, past the pooler. */
  rows<Row>(sql: string, values?: unknown[]): Promise<Row[]>;
  cannotKnow: Expectations['cannotKnow'];
  close(): Promise<void>;
};

const accountSid = `AC${'4'.repeat(32)}`;
const authToken = 'a-token-of-many-processes';
const secret = 'cd'.repeat(32);

/** Starts everything, with an organisation loaded and its numbers configured at the carrier. */
export async function startManyProcesses(organisation: OrganisationFile): Promise<ManyProcesses> {
  const expectations = expectationsOf(
    await createCarrier({
      clock: systemClock,
      accountSid,
      authToken,
      callsPerSecond: 100,
      wordsPerSecond: 50,
      setupMs: 100,
    }),
  );
  const { carrier } = expectations;
  const [postgres, redis] = await Promise.all([
    ownPostgresPair((databaseUrl) => load(databaseUrl, organisation)),
    ownRedisCluster(),
  ]);
  const pooler = await ownPooler(postgres.primaryUrl);
  const ports = [await freePort(), await freePort()];
  const balancer = await balance(ports);
  const url = `http://localhost:${(balancer.address() as AddressInfo).port}`;
  const fallback = await hostFallback(url);
  const voiceFallbackUrl = `http://localhost:${(fallback.address() as AddressInfo).port}/fallback.xml`;
  for (const { phoneNumber } of organisation.lines ?? []) {
    carrier.control.number(phoneNumber, {
      voiceUrl: `${url}/twilio/voice`,
      smsUrl: `${url}/twilio/messages`,
      smsFallbackUrl: `${url}/twilio/messages`,
      statusCallback: `${url}/twilio/voice/status`,
      voiceFallbackUrl,
    });
  }
  const settings = {
    PUBLIC_BASE_URL: url,
    REDIS_URL: redis.url,
    TWILIO_ACCOUNT_SID: accountSid,
    TWILIO_AUTH_TOKEN: authToken,
    TWILIO_API_BASE_URL: carrier.baseUrl,
    TWILIO_CALLS_PER_SECOND: '50',
    TWILIO_FALLBACK_URL: voiceFallbackUrl,
    WARMLINE_SECRET: secret,
  };
  // One of each kind by each way through the pooler.
  const ways = [pooler.byTransaction, pooler.bySession];
  const webs = ways.map((DATABASE_URL, index) =>
    startService('web', { ...settings, DATABASE_URL, PORT: String(ports[index]) }),
  );
  const workers = ways.map((DATABASE_URL) => startService('worker', { ...settings, DATABASE_URL }));
  const pools = [openPool(postgres.primaryUrl, 2), openPool(postgres.standbyUrl, 2)];
  let primary = pools[0]!;
  const all = [...webs, ...workers];
  const stop = async () => {
    for (const one of all) one.killAll();
    await Promise.all(all.map(({ ended }) => ended));
  };
  const clear = async () => {
    await carrier.close();
    balancer.close();
    fallback.close();
    await Promise.all(pools.map((pool) => pool.end()));
    await pooler.close();
    await Promise.all([postgres.close(), redis.close()]);
  };
  const close = closing(expectations, { stop, clear });
  try {
    await Promise.all(all.map(isRunning));
  } catch (problem) {
    await close();
    throw problem;
  }
  return {
    carrier,
    phone: expectations.phone,
    cannotKnow: expectations.cannotKnow,
    redis,
    postgres: {
      ...postgres,
      async promote() {
        await postgres.promote();
        primary = pools[1]!;
      },
    },
    pooler,
    webs,
    workers,
    rows: async (sql, values = []) => (await primary.query(sql, values)).rows as never,
    close,
  };
}

async function load(databaseUrl: string, file: OrganisationFile): Promise<void> {
  const reading = checkOrganisation(file);
  if (reading.kind === 'faults') throw new Error(JSON.stringify(reading.faults));
  const database = openDatabase(databaseUrl);
  try {
    await importOrganisation(database, deriveSecrets(secret), reading.organisation, 'test', Date.now());
  } finally {
    await database.close();
  }
}

async function isRunning(started: Started): Promise<void> {
  let how: number | string | null = null;
  void started.ended.then((end) => (how = end));
  const said = () => `${how ?? ''} ${started.stdout()}${started.stderr()}`;
  await eventually(
    'the process says that it runs',
    () => {
      if (how !== null) throw new Error(`it ended: ${said()}`);
      return started.stdout().includes('is running');
    },
    said,
    startPatienceMs,
  );
}
