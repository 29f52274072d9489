/** Where a Redis-compatible server program comes from: this machine, or the system's own packages unpacked without root. */
import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { userInfo } from 'node:os';
import { projectRoot } from '../../src/platform/project-root.ts';
import { StartProblem } from '../../src/platform/start-problem.ts';

export type RedisProgram = { command: string; environment: Record<string, string> };

/** Shared by everything that runs from this checkout; tests fetch into it. */
export const sharedPrograms = join(projectRoot, 'node_modules', '.cache', 'warmline');

/** The oldest line the queues are made for. */
const oldest = [6, 2] as const;
const names = ['redis-server', 'valkey-server'];

/** A program that runs here: from the PATH, from a folder it was fetched into before, or fetched into `folder` now. Throws StartProblem. */
export async function redisProgram(folder: string, say: (line: string) => void): Promise<RedisProgram> {
  const found = onPath() ?? unpacked(join(folder, 'redis-program')) ?? unpacked(join(sharedPrograms, 'redis-program'));
  if (found) return found;
  if (!hasCommand('apt-get') || !hasCommand('dpkg'))
    throw new StartProblem(`A Redis server is needed: ${howToInstall()}`);
  say("Fetching a Redis server from the system's packages (only the first time).");
  const target = join(folder, 'redis-program');
  const fault = await fetchPackages(folder, target);
  const program = unpacked(target);
  if (program) return program;
  throw new StartProblem(
    `No Redis server was found, and fetching one with apt-get failed (${fault ?? 'it does not run here'}): ${howToInstall()}`,
  );
}

function onPath(): RedisProgram | null {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    for (const name of names) {
      const program = { command: join(folder, name), environment: {} };
      if (folder && existsSync(program.command) && runs(program)) return program;
    }
  }
  return null;
}

function unpacked(folder: string): RedisProgram | null {
  const libraries = ['usr/lib', 'lib'].flatMap((below) => foldersWithLibraries(join(folder, below)));
  for (const name of names) {
    const program = {
      command: join(folder, 'usr', 'bin', name),
      environment: { LD_LIBRARY_PATH: libraries.join(':') },
    };
    if (existsSync(program.command) && runs(program)) return program;
  }
  return null;
}

function foldersWithLibraries(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder);
  const below = entries
    .map((name) => join(folder, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isDirectory());
  return [...(entries.some((name) => name.includes('.so')) ? [folder] : []), ...below.flatMap(foldersWithLibraries)];
}

function runs({ command, environment }: RedisProgram): boolean {
  const said = spawnSync(command, ['--version'], {
    encoding: 'utf8',
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const version = said.status === 0 ? said.stdout.match(/v=(\d+)\.(\d+)/) : null;
  if (!version) return false;
  const [major, minor] = [Number(version[1]), Number(version[2])];
  return major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
}

/** Gives null, or in a few words what went wrong. */
async function fetchPackages(folder: string, target: string): Promise<string | null> {
  mkdirSync(folder, { recursive: true });
  const work = mkdtempSync(join(folder, 'redis-packages-'));
  const [packages, unpackedTo] = [join(work, 'packages'), join(work, 'root')];
  try {
    for (const below of ['state/lists/partial', 'cache/archives/partial', 'packages', 'root'])
      mkdirSync(join(work, below), { recursive: true });
    const apt = (...args: string[]) => run('apt-get', [...privateFolders(work), '-qq', ...args], packages);
    const updated = await apt('update');
    for (const name of names) {
      const listed = await apt('install', '--yes', '--no-install-recommends', '--print-uris', name);
      // 'http://…/redis-server_7.0_amd64.deb' redis-server_5%3a7.0_amd64.deb 73908 SHA256:…
      const wanted = [...listed.stdout.matchAll(/^'\S+' ([^_\s]+)_/gm)].flatMap((match) => match[1] ?? []);
      if (wanted.length === 0) continue;
      const downloaded = await apt('download', ...wanted);
      if (!downloaded.ok) return downloaded.fault;
      for (const file of readdirSync(packages)) await run('dpkg', ['-x', file, unpackedTo], packages);
      rmSync(target, { recursive: true, force: true });
      renameSync(unpackedTo, target);
      return null;
    }
    return updated.fault || 'no such package';
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** A network that swallows packets must not hold up the start for long. */
const patienceMs = 120_000;

function run(command: string, args: string[], cwd: string): Promise<{ ok: boolean; stdout: string; fault: string }> {
  return new Promise((done) => {
    execFile(command, args, { cwd, timeout: patienceMs, maxBuffer: 10_000_000 }, (error, stdout, stderr) => {
      done({ ok: error === null, stdout, fault: stderr.trim().split('\n').at(-1) || error?.message || '' });
    }).stdin?.end();
  });
}

/** Lists and downloads stay in the work folder, so that neither root nor a lock of the system's is needed. */
function privateFolders(work: string): string[] {
  const options = {
    'Dir::State': join(work, 'state'),
    'Dir::State::status': '/var/lib/dpkg/status',
    'Dir::Cache': join(work, 'cache'),
    'Dir::Log': work,
    'Debug::NoLocking': '1',
    'APT::Sandbox::User': userInfo().username,
    'Acquire::Retries': '1',
    'Acquire::http::Timeout': '15',
    'Acquire::https::Timeout': '15',
    'Acquire::Languages': 'none',
  };
  return Object.entries(options).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
}

const hasCommand = (name: string) => spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0;

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
