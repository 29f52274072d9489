/** A server program of the system's: found on the PATH, or in a package unpacked without root. */
import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { delimiter, join } from 'node:path';

export type Program = { command: string; environment: Record<string, string> };

/** What is looked for: its names, in the order of liking, which are those of its packages too; `fits` reads what it says to `--version`. */
export type Wanted = { names: readonly string[]; fits(version: string): boolean };

export function onPath(wanted: Wanted): Program | null {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    for (const name of wanted.names) {
      const program = { command: join(folder, name), environment: {} };
      if (folder && existsSync(program.command) && runs(program, wanted)) return program;
    }
  }
  return null;
}

/** The program among packages that were unpacked into `folder`. */
export function unpacked(wanted: Wanted, folder: string): Program | null {
  const libraries = ['usr/lib', 'lib'].flatMap((below) => foldersWithLibraries(join(folder, below)));
  for (const name of wanted.names) {
    for (const below of ['bin', 'sbin']) {
      const program = {
        command: join(folder, 'usr', below, name),
        environment: { LD_LIBRARY_PATH: libraries.join(':') },
      };
      if (existsSync(program.command) && runs(program, wanted)) return program;
    }
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

function runs({ command, environment }: Program, { fits }: Wanted): boolean {
  const said = spawnSync(command, ['--version'], {
    encoding: 'utf8',
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return said.status === 0 && fits(said.stdout);
}

/** Whether this system has packages that can be fetched. */
export const canFetch = () => hasCommand('apt-get') && hasCommand('dpkg');

/** Fetches the first package there is, with what it needs, and unpacks it into `target`; works in `folder`. Gives null, or in a few words what went wrong. */
export async function fetchPackages({ names }: Wanted, folder: string, target: string): Promise<string | null> {
  mkdirSync(folder, { recursive: true });
  const work = mkdtempSync(join(folder, `${names[0]}-packages-`));
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

/** Whether the system has this command. */
export const hasCommand = (name: string) => spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0;
