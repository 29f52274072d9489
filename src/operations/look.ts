/** Looks at the service itself, as it stands now: each thing by itself, so that what does not answer hides nothing else. */
import { randomBytes } from 'node:crypto';
import { statfs } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from 'node:tls';
import { overdue } from '../effects/claims.ts';
import type { Queues } from '../effects/queues.ts';
import { migrationsFolder, readMigrations } from '../platform/migrations.ts';
import { ownVersion } from '../platform/project-root.ts';
import type { Secrets } from '../platform/secrets.ts';
import type { Store } from '../platform/store.ts';
import { lookAtFallback } from './fallback-document.ts';
import type { ServiceFacts } from './judgement.ts';
import { lastBackup } from './last-backup.ts';
import { isProof, selfPath } from './self.ts';

export type LookedAt = {
  store: Pick<Store, 'pool' | 'clock'>;
  secrets: Pick<Secrets, 'selfKey'>;
  /** Null where there is no Redis to look at. */
  queues: Pick<Queues, 'redis' | 'standing'> | null;
  dataDir: string;
  /** Null where nobody outside is to reach it: in the phone lab. */
  publicBaseUrl: string | null;
  /** Where the document for callers of a service that is down is hosted; null where there is none. */
  fallbackUrl: string | null;
  /** Null where no carrier is set up. */
  askCarrier: (() => Promise<NonNullable<ServiceFacts['carrier']>>) | null;
};

/** Nothing that is looked at may take longer. */
const patienceMs = 5_000;
const readyEveryMs = 20;

/** Everything that can be seen from this process. */
export async function lookAtService(at: LookedAt): Promise<ServiceFacts> {
  const { store, publicBaseUrl, fallbackUrl, askCarrier } = at;
  // Ages are told by the machine's own clock, as whoever reads them has it.
  const nowMs = store.clock.nowMs() - store.clock.aheadMs();
  const [postgres, migrations, effects, backup, redis, disk, certificate, answers, carrier, fallback] =
    await Promise.all([
      lookAtPostgres(store).catch((problem: unknown) => ({ problem: wordFor(problem) })),
      lookAtMigrations(store).catch(() => null),
      lookAtEffects(store).catch(() => null),
      lastBackup(store).then(
        (last) => last ?? ('never' as const),
        () => null,
      ),
      at.queues && lookAtRedis(at.queues, nowMs),
      statfs(at.dataDir).then(
        ({ bavail, blocks, bsize }) => ({ freeBytes: bavail * bsize, totalBytes: blocks * bsize }),
        () => null,
      ),
      publicBaseUrl?.startsWith('https:') ? lookAtCertificate(publicBaseUrl) : null,
      publicBaseUrl === null ? null : askOurselves(publicBaseUrl, at.secrets),
      askCarrier && askCarrier(),
      fallbackUrl === null || publicBaseUrl === null
        ? null
        : lookAtFallback(fallbackUrl, `${publicBaseUrl}/twilio/voice`).then((found) => ({ answers: found })),
    ]);
  return {
    nowMs,
    release: ownVersion(),
    nodeVersion: process.versions.node,
    postgres,
    migrations,
    effects,
    lastBackup: publicBaseUrl === null ? null : backup,
    redis: redis?.redis ?? null,
    queues: redis?.queues ?? null,
    disk,
    certificate,
    publicAddress: publicBaseUrl === null || answers === null ? null : { address: publicBaseUrl, answers },
    carrier,
    numbers: null,
    fallback,
  };
}

async function lookAtPostgres({ pool }: LookedAt['store']): Promise<ServiceFacts['postgres']> {
  const beganMs = Date.now();
  const { rows } = await pool.query<{ ms: string; version: string }>(
    `SELECT extract(epoch FROM clock_timestamp()) * 1000 AS ms, current_setting('server_version') AS version`,
  );
  const betweenMs = (beganMs + Date.now()) / 2;
  return {
    version: rows[0]?.version.split(' ')[0] ?? '',
    clockAheadMs: Number(rows[0]?.ms) - betweenMs,
  };
}

async function lookAtMigrations({ pool }: LookedAt['store']): Promise<ServiceFacts['migrations']> {
  const own = readMigrations(migrationsFolder).map(({ name }) => name);
  const { rows: there } = await pool.query<{ there: boolean }>(
    `SELECT to_regclass('_prisma_migrations') IS NOT NULL AS there`,
  );
  if (!there[0]?.there) return { applied: 0, missing: own, unknown: [], ageMs: 0 };
  const { rows } = await pool.query<{ name: string; age: string }>(
    'SELECT migration_name AS name, extract(epoch FROM now() - finished_at) AS age FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY 1',
  );
  const applied = new Set(rows.map(({ name }) => name));
  return {
    applied: applied.size,
    missing: own.filter((name) => !applied.has(name)),
    unknown: [...applied].filter((name) => !own.includes(name)),
    ageMs: Math.max(0, ...rows.map(({ age }) => Number(age) * 1000)),
  };
}

async function lookAtEffects(store: LookedAt['store']): Promise<ServiceFacts['effects']> {
  const { condition, values } = overdue(store, 0);
  const { rows } = await store.pool.query<{ due: number; oldest: Date | null }>({
    name: 'oldest-effect',
    text: `SELECT count(*)::int AS due, min(due_at) AS oldest FROM effects WHERE ${condition}`,
    values,
  });
  const oldest = rows[0]?.oldest ?? null;
  return { due: rows[0]?.due ?? 0, oldestMs: oldest && Math.max(0, store.clock.nowMs() - oldest.getTime()) };
}

async function lookAtRedis(
  { redis, standing }: NonNullable<LookedAt['queues']>,
  nowMs: number,
): Promise<Pick<ServiceFacts, 'redis' | 'queues'>> {
  try {
    await untilReady(redis);
    const info = await within(
      patienceMs,
      'nodes' in redis ? redis.nodes('master')[0]!.info('server') : redis.info('server'),
    );
    const queues = await within(patienceMs, standing());
    return {
      redis: { version: /^(?:valkey|redis)_version:(\S+)/m.exec(info)?.[1] ?? '' },
      queues: queues.map(({ name, waiting, oldestAtMs }) => ({
        name,
        waiting,
        oldestMs: oldestAtMs === null ? null : Math.max(0, nowMs - oldestAtMs),
      })),
    };
  } catch (problem) {
    return { redis: { problem: wordFor(problem) }, queues: null };
  }
}

async function untilReady(redis: Queues['redis']): Promise<void> {
  for (let waitedMs = 0; redis.status !== 'ready'; waitedMs += readyEveryMs) {
    if (waitedMs >= patienceMs) throw Object.assign(new Error('timeout'), { code: 'timeout' });
    await sleep(readyEveryMs);
  }
}

async function askOurselves(
  publicBaseUrl: string,
  secrets: LookedAt['secrets'],
): Promise<NonNullable<ServiceFacts['publicAddress']>['answers']> {
  const challenge = randomBytes(16).toString('hex');
  try {
    const response = await fetch(`${publicBaseUrl}${selfPath}?challenge=${challenge}`, {
      redirect: 'manual',
      signal: AbortSignal.timeout(patienceMs),
    });
    const answer = (await response.json().catch(() => null)) as { proof?: unknown } | null;
    return isProof(secrets, challenge, answer?.proof) ? 'ours' : 'other';
  } catch {
    return 'nothing';
  }
}

function lookAtCertificate(publicBaseUrl: string): Promise<NonNullable<ServiceFacts['certificate']>> {
  const { hostname, port } = new URL(publicBaseUrl);
  return new Promise((resolve) => {
    const socket = connect({
      host: hostname,
      port: Number(port || 443),
      servername: hostname,
      rejectUnauthorized: false,
      timeout: patienceMs,
    });
    const done = (seen: NonNullable<ServiceFacts['certificate']>) => {
      resolve(seen);
      socket.destroy();
    };
    socket.on('error', (problem) => done({ problem: wordFor(problem) }));
    socket.on('timeout', () => done({ problem: 'timeout' }));
    socket.on('secureConnect', () => {
      const expiresAtMs = Date.parse(socket.getPeerCertificate().valid_to);
      const isExpired = expiresAtMs < Date.now();
      // That it has expired says more than that it is refused for it.
      if (socket.authorized || isExpired) done({ expiresAtMs });
      else done({ problem: String(socket.authorizationError) });
    });
  });
}

async function within<Result>(ms: number, work: Promise<Result>): Promise<Result> {
  const waiting = new AbortController();
  try {
    return await Promise.race([
      work,
      sleep(ms, undefined, { signal: waiting.signal }).then((): never => {
        throw Object.assign(new Error('timeout'), { code: 'timeout' });
      }),
    ]);
  } finally {
    waiting.abort();
    work.catch(() => {});
  }
}

/** A code, never a sentence that could name a host or a password. */
function wordFor(problem: unknown): string {
  const { code, errors } = (problem ?? {}) as { code?: string; errors?: { code?: string }[] };
  return code ?? errors?.[0]?.code ?? 'failed';
}
