/** Opens the running service's database for a command, found through the same settings, embedded servers included. */
import type { Database } from '../platform/database.ts';
import type { Secrets } from '../platform/secrets.ts';

export type CommandContext = { database: Database; secrets: Secrets };

/** Runs `action` with the database and closes it again; an embedded server that nobody else uses is started and stopped. */
export async function withDatabase<Answer>(action: (context: CommandContext) => Promise<Answer>): Promise<Answer> {
  const [{ loadSettings, readEnvironment }, { deriveSecrets }, { openDatabase }, { migrate }, { startEmbedded }] =
    await Promise.all([
      import('../platform/config.ts'),
      import('../platform/secrets.ts'),
      import('../platform/database.ts'),
      import('../platform/migrations.ts'),
      import('../../infra/embedded/servers.ts'),
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
      return await action({ database, secrets: deriveSecrets(secret) });
    } finally {
      await database.close();
    }
  } finally {
    await embedded.stop();
  }
}
