/** A release before this one, built from its kept sources, so that its processes can run beside today's. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { withLock } from '../../infra/lock.mjs';
import { projectRoot } from '../../src/platform/project-root.ts';

/** `dist` holds its compiled code, `migrations` the steps that made its schema. */
export type Release = { version: string; dist: string; migrations: string };

/** The release whose data and processes today's code has to get on with. */
export const releaseBefore = '0.1.0';

/** Where the fixtures of releases lie. */
export const releasesFolder = join(projectRoot, 'tests', 'fixtures', 'releases');

/** Builds the release once per version of its sources and of this project's packages; later runs find it made. */
export async function oldRelease(version = releaseBefore): Promise<Release> {
  const packed = readFileSync(join(releasesFolder, `${version}.sources.br`));
  const print = createHash('sha256')
    .update(packed)
    .update(readFileSync(join(projectRoot, 'package-lock.json')))
    .digest('hex')
    .slice(0, 16);
  const cache = join(projectRoot, 'node_modules', '.cache', 'warmline-releases');
  const folder = join(cache, `${version}-${print}`);
  const release = { version, dist: join(folder, 'dist'), migrations: join(folder, 'prisma', 'migrations') };
  mkdirSync(cache, { recursive: true });
  await withLock(join(cache, 'lock'), () => {
    if (existsSync(join(folder, 'built'))) return;
    rmSync(folder, { recursive: true, force: true });
    unpack(packed, folder);
    build(folder);
    writeFileSync(join(folder, 'built'), '');
  });
  return release;
}

function unpack(packed: Buffer, folder: string): void {
  const files = JSON.parse(brotliDecompressSync(packed).toString('utf8')) as Record<string, string>;
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
    // What compiled code imports as it is.
    if (!path.endsWith('.mjs')) continue;
    mkdirSync(dirname(join(folder, 'dist', path)), { recursive: true });
    writeFileSync(join(folder, 'dist', path), text);
  }
}

/** The database client, then the code, file by file, so that any of it can be asked by its name. Packages are found in the node_modules above. */
function build(folder: string): void {
  run(folder, binary('prisma', 'build/index.js'), ['generate', '--config', join('prisma', 'prisma.config.ts')]);
  const asOneFileEach = ['--noEmit', 'false', '--noCheck', '--types', '', '--outDir', 'dist'];
  run(folder, binary('typescript', 'bin/tsc'), ['-p', 'tsconfig.json', ...asOneFileEach]);
}

function binary(packageName: string, path: string): string {
  const packageFile = createRequire(join(projectRoot, 'package.json')).resolve(`${packageName}/package.json`);
  return join(dirname(packageFile), path);
}

function run(cwd: string, script: string, words: string[]): void {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...words], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '', PRISMA_SCHEMA_ENGINE_BINARY: '/bin/true', CHECKPOINT_DISABLE: '1' },
  });
  if (status !== 0) throw new Error(`the old release cannot be built: ${stdout}${stderr}`);
}
