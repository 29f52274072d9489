/** Where a Redis-compatible server program comes from: this machine, or the system's own packages unpacked without root. */
import { join } from 'node:path';
import { projectRoot } from '../../src/platform/project-root.ts';
import { StartProblem } from '../../src/platform/start-problem.ts';
import { canFetch, fetchPackages, hasCommand, onPath, unpacked, type Program, type Wanted } from './system-package.ts';

/** Shared by everything that runs from this checkout; tests fetch into it. */
export const sharedPrograms = join(projectRoot, 'node_modules', '.cache', 'warmline');

/** The oldest line the queues are made for. */
const oldest = [6, 2] as const;

const redis: Wanted = {
  names: ['redis-server', 'valkey-server'],
  fits(said) {
    const version = said.match(/v=(\d+)\.(\d+)/);
    if (!version) return false;
    const [major, minor] = [Number(version[1]), Number(version[2])];
    return major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
  },
};

/** A program that runs here: from the PATH, from a folder it was fetched into before, or fetched into `folder` now. Throws StartProblem. */
export async function redisProgram(folder: string, say: (line: string) => void): Promise<Program> {
  const target = join(folder, 'redis-program');
  const found = onPath(redis) ?? unpacked(redis, target) ?? unpacked(redis, join(sharedPrograms, 'redis-program'));
  if (found) return found;
  if (!canFetch()) throw new StartProblem(`A Redis server is needed: ${howToInstall()}`);
  say("Fetching a Redis server from the system's packages (only the first time).");
  const fault = await fetchPackages(redis, folder, target);
  const program = unpacked(redis, target);
  if (program) return program;
  throw new StartProblem(
    `No Redis server was found, and fetching one with apt-get failed (${fault ?? 'it does not run here'}): ${howToInstall()}`,
  );
}

function howToInstall(): string {
  const by: [string, string][] = [
    ['apt-get', 'sudo apt-get install redis-server'],
    ['dnf', 'sudo dnf install valkey'],
    ['pacman', 'sudo pacman -S valkey'],
    ['zypper', 'sudo zypper install valkey'],
    ['apk', 'apk add valkey'],
    ['brew', 'brew install redis'],
  ];
  const command = by.find(([manager]) => hasCommand(manager))?.[1];
  return command
    ? `run \`${command}\`, or set REDIS_URL.`
    : 'install Redis 6.2 or newer (or Valkey), or set REDIS_URL.';
}
