/** The thread in which a replay runs: gets an order and what is read for it, tells how far it is, answers once and ends. */
import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { gatherFor, type ReplayOrder } from '../planning/replay/gathering.ts';
import { replaySteps } from '../planning/replay/replay.ts';
import type { Replayed, ReplayTold, ReplayWord } from './replay-in-thread.ts';

// Calls go first. On Linux alone it is this thread's priority, and not the whole process's.
if (process.platform === 'linux') setPriority(10);

const order = workerData as ReplayOrder;
const gathering = gatherFor(order);
const say = (word: ReplayWord) => parentPort?.postMessage(word);

parentPort?.on('message', (told: ReplayTold) => {
  if (told.kind === 'part') gathering.add(told.part);
  else say({ kind: 'over', replayed: replayed() });
});

function replayed(): Replayed {
  const gathered = gathering.gathered();
  if (gathered.kind === 'no-calls') return gathered;
  const steps = replaySteps(gathered.input);
  for (;;) {
    const step = steps.next();
    if (step.done) return { kind: 'replayed', replay: step.value, gaps: gathered.gaps };
    say({ kind: 'progress', soFar: step.value });
  }
}
