/** `npm test`: prepares, checks style and types, runs every test against real servers, and ends with one line of counts. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepare, root } from './prepare.mjs';

const words = process.argv.slice(2);
/** More would not fit beside the servers on a small machine. */
const mostMegabytes = 1024;
/** Node tidies up in time where it knows how little there is; the rest is for what lies outside its heap. */
const mostHeapMegabytes = 700;
/** More than one for each processor of a small machine: who waits for servers and for time leaves it to another one. */
const fewestWorkers = 3;
await prepare({ tests: true });

const { redisProgram, sharedPrograms } = await import('../dist/infra/embedded/redis-program.js');
try {
  await redisProgram(sharedPrograms, (line) => console.error(`warmline: ${line}`));
} catch (error) {
  console.error(error.message);
}

const results = [];
/** Whether the whole project has been found to keep the rules, which the story of the house asks too. */
let isLinted = false;
if (words.length === 0) {
  results.push(check('format', 'oxfmt', ['--check', 'src', 'workers', 'infra', 'tests', 'prisma']));
  const linted = ['src', 'workers', 'infra', 'tests'];
  const style = check('style and the dependency rule', 'oxlint', ['--type-aware', '--deny-warnings', ...linted]);
  isLinted = style.failed === 0;
  results.push(style);
  results.push(check('types', 'tsc', ['--noEmit', '-p', 'tsconfig.json']));
  results.push(check('types of the pages', 'tsc', ['--noEmit', '-p', 'src/web/tsconfig.json']));
}
results.push(jest());

const total = (key) => results.reduce((sum, result) => sum + result[key], 0);
const [passed, failed, skipped] = ['passed', 'failed', 'skipped'].map(total);
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed > 0 ? 1 : 0;

/** A check counts as one test. */
function check(name, command, args) {
  const { status } = run(join(root, 'node_modules', '.bin', command), args);
  console.log(`${status === 0 ? 'ok' : 'NOT OK'}: ${name}\n`);
  return { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1, skipped: 0 };
}

function jest() {
  const folder = mkdtempSync(join(tmpdir(), 'warmline-results-'));
  const file = join(folder, 'results.json');
  const peaks = join(folder, 'peaks.txt');
  const workers = Math.max(fewestWorkers, Math.floor(availableParallelism() / 2));
  const args = [
    '--config',
    'tests/jest.config.mjs',
    `--maxWorkers=${workers}`,
    '--forceExit',
    '--json',
    `--outputFile=${file}`,
    ...words,
  ];
  const { status } = run(join(root, 'node_modules', '.bin', 'jest'), args, {
    NODE_OPTIONS:
      `${process.env.NODE_OPTIONS ?? ''} --disable-warning=ExperimentalWarning --max-old-space-size=${mostHeapMegabytes}`.trim(),
    WARMLINE_TEST_PEAKS: peaks,
    WARMLINE_TEST_LINTED: isLinted ? 'clean' : '',
  });
  const isWithinMemory = staysWithinMemory(peaks);
  try {
    const found = JSON.parse(readFileSync(file, 'utf8'));
    // A file that cannot even be loaded has no tests to count, but it has failed.
    const failures = found.numFailedTests + found.numRuntimeErrorTestSuites;
    return {
      passed: found.numPassedTests,
      failed: (failures || (status === 0 ? 0 : 1)) + (isWithinMemory ? 0 : 1),
      skipped: found.numPendingTests + found.numTodoTests,
    };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Each test process tells at the end of each file how many megabytes it took at most so far. */
function staysWithinMemory(peaks) {
  if (!existsSync(peaks)) return true;
  const told = readFileSync(peaks, 'utf8').trim().split('\n');
  const most = told.map((line) => Number.parseInt(line, 10)).reduce((one, other) => Math.max(one, other), 0);
  const over = told.filter((line) => Number.parseInt(line, 10) > mostMegabytes);
  const verdict = over.length === 0 ? 'ok' : 'NOT OK';
  console.log(`${verdict}: a test process takes ${most} MB at most, ${mostMegabytes} MB are allowed`);
  for (const line of over) console.log(`  ${line.replace(' ', ' MB at the end of ')}`);
  return over.length === 0;
}

function run(command, args, environment = {}) {
  return spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...environment },
  });
}
