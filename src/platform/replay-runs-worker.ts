/** A second thread of a replay: makes the runs whose turn comes while the first makes others, and tells each. */
import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { runsOf } from '../planning/replay/runs.ts';
import { nextTurn, type RunMade, type SharedRuns } from './replay-turns.ts';

if (process.platform === 'linux') setPriority(10);

const { input, turns } = workerData as SharedRuns;
const runOf = runsOf(input);
for (let index = nextTurn(turns); index < input.runs; index = nextTurn(turns))
  parentPort?.postMessage({ index, run: runOf(index) } satisfies RunMade);
