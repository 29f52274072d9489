/** Where browsers reach the service: the address that is set, or the one the running service left word of. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadSettings, readEnvironment } from '../platform/config.ts';

/** The address without a slash at its end. */
export function publicAddress(): string {
  const settings = loadSettings(readEnvironment(), 'all');
  if (!settings.publicBaseUrlFollowsPort) return settings.publicBaseUrl;
  try {
    return (JSON.parse(readFileSync(join(settings.dataDir, 'service.json'), 'utf8')) as { url: string }).url;
  } catch {
    return settings.publicBaseUrl;
  }
}
