/** Opens the running service's database for a command, found through the same settings, embedded servers included. */
import type { Database } from '../platform/database.ts';
import type { Directories } from '../organisation/directories.ts';
import type { Store } from '../platform/store.ts';

/** What a command hands on to a record room; what is inside is the room's affair. */
export type CommandContext = { store: Store; directories: Directories; database: Database };

/** Runs `action` with the database and closes it again; an embedded server that nobody else uses is started and stopped. */
export async function withDatabase<Answer>(action: (context: CommandContext) => Promise<Answer>): Promise<Answer> {
  const [
    { loadSettings, readEnvironment },
    { deriveSecrets },
    { openDatabase },
    { migrate },
    { startEmbedded },
    { systemClock },
    { openDirectories },
    { randomBytes },
  ] = await Promise.all([
    import('../platform/config.ts'),
    import('../platform/secrets.ts'),
    import('../platform/database.ts'),
    import('../platform/migrations.ts'),
    import('../../infra/embedded/servers.ts'),
    import('../platform/clock.ts'),
    import('../organisation/directories.ts'),
    import('node:crypto'),
  ]);
  const settings = loadSettings(readEnvironment(), 'all');
  const embedded = await startEmbedded({
    dataDir: settings.dataDir,
    postgres: settings.databaseUrl === null,
    redis: false,
    say: (line) => process.stderr.write(`${line}\n`),
  });
  try {
    const databaseUrl = settings.databaseUrl ?? embedded.databaseUrl;
    const secret = settings.secret ?? embedded.secret;
    if (databaseUrl === undefined || secret === undefined) throw new Error('the embedded database left a setting open');
    await migrate(databaseUrl);
    const database = openDatabase(databaseUrl);
    try {
      const secrets = deriveSecrets(secret);
      const store: Store = {
        pool: database.pool,
        clock: systemClock,
        secrets,
        draw: () => randomBytes(12).toString('hex'),
        // The running service finds what is written down here.
        afterCommit: () => undefined,
      };
      return await action({ store, directories: openDirectories(database, secrets), database });
    } finally {
      await database.close();
    }
  } finally {
    await embedded.stop();
  }
}
