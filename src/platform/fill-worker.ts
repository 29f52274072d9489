/** The thread in which a roster is filled: gets a model, tells how far it is, answers once and ends. */
import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { fillRoster } from '../planning/roster/fill.ts';
import type { FillOrder, FillWord } from './fill-in-thread.ts';
import { loadHighs } from './highs.ts';

// Calls go first. On Linux alone it is this thread's priority, and not the whole process's.
if (process.platform === 'linux') setPriority(10);

const { model, seconds, stop } = workerData as FillOrder;
const endsAtMs = performance.now() + seconds * 1000;
const stopped = new Int32Array(stop);
const isStopped = () => Atomics.load(stopped, 0) === 1;
const say = (word: FillWord) => parentPort?.postMessage(word);

const solve = await loadHighs({ isStopped });
const filled = fillRoster(model, {
  solve,
  secondsLeft: () => (isStopped() ? 0 : Math.max(0, (endsAtMs - performance.now()) / 1000)),
  onProgress: (progress) => say({ kind: 'progress', progress }),
  onBest: (best) => say({ kind: 'best', filled: best }),
});
say({ kind: 'filled', filled });
