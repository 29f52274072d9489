/** From the environment to a configuration whose database is reachable and migrated: what the service and the command line begin with. */
import { completeConfig, loadSettings, type Config, type Environment, type Role } from '../../src/platform/config.ts';
import { migrate } from '../../src/platform/migrations.ts';
import { startEmbedded, stopUnused } from './servers.ts';

export type OpenConfig = {
  config: Config;
  /** Whether anything runs in the data folder for this process. */
  embedded: { postgres: boolean; redis: boolean };
  /** Lets go of the embedded servers; call it last. */
  close(): Promise<void>;
};

/**
 * Loads the settings, starts or finds embedded servers where none are set (role `all`), and migrates.
 * Throws StartProblem: exit 2 for settings, exit 1 for everything else.
 */
export async function openConfig(
  environment: Environment,
  role: Role,
  say: (line: string) => void,
): Promise<OpenConfig> {
  const settings = loadSettings(environment, role);
  const needs = { postgres: settings.databaseUrl === null, redis: settings.redisUrl === null };
  const servers =
    needs.postgres || needs.redis
      ? await startEmbedded({ dataDir: settings.dataDir, ...needs, secret: settings.secret === null, keep: true, say })
      : null;
  const close = async () => servers?.stop();
  try {
    const config = completeConfig(settings, servers ?? {});
    await migrate(config.databaseUrl);
    return { config, embedded: needs, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Ends embedded servers that a process which died has left running and nobody uses. */
export async function letGoOfServers(environment: Environment, role: string): Promise<void> {
  if (role !== 'all') return;
  const { databaseUrl, redisUrl, dataDir } = loadSettings(environment, role);
  if (databaseUrl === null || redisUrl === null) await stopUnused(dataDir);
}
