/** The thread in which a replay runs: gets an order and what is read for it, tells how far it is, answers once and ends. */
import { availableParallelism, setPriority } from 'node:os';
import { setImmediate as othersTurn } from 'node:timers/promises';
import { parentPort, Worker, workerData } from 'node:worker_threads';
import { gatherFor } from '../planning/replay/gathering.ts';
import type { Replay, ReplayInput } from '../planning/replay/model.ts';
import { replayOf, soFarOf } from '../planning/replay/replay.ts';
import { runsOf, type Run } from '../planning/replay/runs.ts';
import type { ReplayBegun, Replayed, ReplayTold, ReplayWord } from './replay-in-thread.ts';
import { isWorthSecond, nextTurn, sharedTurns, type RunMade, type SharedRuns } from './replay-turns.ts';
import { memoryLimit } from './thread.ts';
import { threadFile } from './thread-file.ts';

// Calls go first. On Linux alone it is this thread's priority, and not the whole process's.
if (process.platform === 'linux') setPriority(10);

const { order, threads, mostMegabytes } = workerData as ReplayBegun;
const gathering = gatherFor(order);
const say = (word: ReplayWord) => parentPort?.postMessage(word);

parentPort?.on('message', (told: ReplayTold) => {
  if (told.kind === 'part') gathering.add(told.part);
  else void answer();
});

/** What goes wrong here nobody catches: it ends the thread, and whoever began that hears of it. */
async function answer(): Promise<void> {
  say({ kind: 'over', replayed: await replayed() });
}

async function replayed(): Promise<Replayed> {
  const gathered = gathering.gathered();
  if (gathered.kind === 'no-calls') return gathered;
  return { kind: 'replayed', replay: await allRuns(gathered.input), gaps: gathered.gaps };
}

/** Makes all runs, half of them in a second thread where that is worth it; what is told depends on neither. */
async function allRuns(input: ReplayInput): Promise<Replay> {
  const turns = sharedTurns();
  const runOf = runsOf(input);
  const made = new Map<number, Run>();
  const inOrder: Run[] = [];
  const take = ({ index, run }: RunMade) => {
    made.set(index, run);
    for (let next = made.get(inOrder.length); next !== undefined; next = made.get(inOrder.length)) {
      inOrder.push(next);
      say({ kind: 'progress', soFar: soFarOf(inOrder, input.runs) });
    }
  };
  const fromMs = performance.now();
  take({ index: nextTurn(turns), run: runOf(0) });
  const leftMs = (performance.now() - fromMs) * (input.runs - 1);
  const two = threads === undefined ? isWorthSecond(leftMs, availableParallelism()) : threads > 1;
  const second = two ? runsBeside({ input, turns }, take) : null;
  for (let index = nextTurn(turns); index < input.runs; index = nextTurn(turns)) {
    take({ index, run: runOf(index) });
    await othersTurn();
  }
  await second;
  if (inOrder.length < input.runs) throw new Error('a run of the replay is missing');
  return replayOf(inOrder);
}

/** The second thread; it ends with this one, and where it dies this one fails. */
async function runsBeside(shared: SharedRuns, take: (made: RunMade) => void): Promise<void> {
  const resourceLimits = memoryLimit(mostMegabytes);
  const file = threadFile('src/platform/replay-runs-worker');
  const worker = new Worker(file, { workerData: shared, execArgv: [], resourceLimits });
  await new Promise<void>((resolve, reject) => {
    worker.on('message', take);
    worker.on('error', reject);
    worker.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`the thread ${file} ended with ${code}`))));
  });
}
