/** The settings of a process of ours that is measured from inside. */
import { completeConfig, loadSettings, type Config } from '../../src/platform/config.ts';
import { secret, type Setting } from './processes.ts';

export function benchConfig({ databaseUrl, redisUrl }: Setting): Config {
  const environment = { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl, WARMLINE_SECRET: secret, LOG_LEVEL: 'silent' };
  return completeConfig(loadSettings(environment, 'web'), {});
}
