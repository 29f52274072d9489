/** Opens the running service's database for a command, found through the same settings, embedded servers included. */
import type { Database } from '../platform/database.ts';
import type { Directories } from '../organisation/directories.ts';
import type { LookedAt } from '../operations/look.ts';
import type { Settings } from '../platform/config.ts';
import type { Store } from '../platform/store.ts';

/** What a command hands on to a record room; what is inside is the room's affair. */
export type CommandContext = { store: Store; directories: Directories; database: Database };

/** The servers a command works on, before anything is looked at there. */
export type CommandServers = {
  databaseUrl: string;
  /** Null where none is set and none runs. */
  redisUrl: string | null;
  /** 64 hex digits. */
  secret: string;
  settings: Settings;
  /** Where the secret of an embedded database is kept; null where it is set from outside. */
  secretFile: string | null;
};

/** Finds the servers of the settings, or starts the embedded ones, which stop again where nobody else uses them. */
export async function withServers<Answer>(action: (servers: CommandServers) => Promise<Answer>): Promise<Answer> {
  const [{ loadSettings, readEnvironment }, { startEmbedded }, { redisRuns }, { join }] = await Promise.all([
    import('../platform/config.ts'),
    import('../../infra/embedded/servers.ts'),
    import('../../infra/embedded/redis.ts'),
    import('node:path'),
  ]);
  const settings = loadSettings(readEnvironment(), 'all');
  const embedded = await startEmbedded({
    dataDir: settings.dataDir,
    postgres: settings.databaseUrl === null,
    // No command needs one; where one runs it is found.
    redis: settings.redisUrl === null && redisRuns(join(settings.dataDir, 'redis')),
    say: (line) => process.stderr.write(`${line}\n`),
  });
  try {
    const databaseUrl = settings.databaseUrl ?? embedded.databaseUrl;
    const secret = settings.secret ?? embedded.secret;
    if (databaseUrl === undefined || secret === undefined) throw new Error('the embedded database left a setting open');
    return await action({
      databaseUrl,
      redisUrl: settings.redisUrl ?? embedded.redisUrl ?? null,
      secret,
      settings,
      secretFile: settings.secret === null ? join(settings.dataDir, 'secret') : null,
    });
  } finally {
    await embedded.stop();
  }
}

/** What is looked at is left as it is: nothing is migrated, and what does not answer is told of. */
export async function withServiceLookedAt<Answer>(
  action: (at: LookedAt & { context: CommandContext; settings: Settings }) => Promise<Answer>,
): Promise<Answer> {
  const [{ deriveSecrets }, { openDatabase }, { systemClock }, { openDirectories }, { openQueues }, { openLog }] =
    await Promise.all([
      import('../platform/secrets.ts'),
      import('../platform/database.ts'),
      import('../platform/clock.ts'),
      import('../organisation/directories.ts'),
      import('../effects/queues.ts'),
      import('../platform/log.ts'),
    ]);
  return withServers(async ({ databaseUrl, redisUrl, secret, settings }) => {
    const database = openDatabase(databaseUrl);
    const queues = redisUrl === null ? null : openQueues(redisUrl, openLog('silent'));
    const secrets = deriveSecrets(secret);
    const store: Store = {
      pool: database.pool,
      clock: systemClock,
      secrets,
      draw: () => '',
      afterCommit: () => undefined,
    };
    try {
      return await action({
        store,
        secrets,
        queues,
        settings,
        dataDir: settings.dataDir,
        publicBaseUrl: settings.labEnabled ? null : settings.publicBaseUrl,
        fallbackUrl: settings.labEnabled ? null : settings.twilio.fallbackUrl,
        askCarrier: null,
        context: { store, directories: openDirectories(database, secrets), database },
      });
    } finally {
      await queues?.close();
      await database.close();
    }
  });
}

/** Runs `action` with the database, migrated, and closes it again. */
export async function withDatabase<Answer>(
  action: (context: CommandContext, servers: CommandServers) => Promise<Answer>,
): Promise<Answer> {
  const [{ deriveSecrets }, { openDatabase }, { migrate }, { systemClock }, { openDirectories }, { randomBytes }] =
    await Promise.all([
      import('../platform/secrets.ts'),
      import('../platform/database.ts'),
      import('../platform/migrations.ts'),
      import('../platform/clock.ts'),
      import('../organisation/directories.ts'),
      import('node:crypto'),
    ]);
  return withServers(async (servers) => {
    await migrate(servers.databaseUrl);
    const database = openDatabase(servers.databaseUrl);
    try {
      const secrets = deriveSecrets(servers.secret);
      const store: Store = {
        pool: database.pool,
        clock: systemClock,
        secrets,
        draw: () => randomBytes(12).toString('hex'),
        // The running service finds what is written down here.
        afterCommit: () => undefined,
      };
      return await action({ store, directories: openDirectories(database, secrets), database }, servers);
    } finally {
      await database.close();
    }
  });
}
