/** Reads an organisation file in a thread of its own: a large one takes seconds, and callers don't wait for it. */
import { Worker } from 'node:worker_threads';
import { faultWord } from '../reading/fault-words.ts';
import { threadFile } from '../platform/thread-file.ts';
import type { Fault } from './faults.ts';
import type { Reading } from './read-file.ts';

/** Ten times what a file of twenty thousand people needs. */
const mostMegabytes = 1_024;
const tooMuch: Fault = { path: '', problem: faultWord('tooMuch') };

/** The organisation in `text`, or every fault of it; what takes more memory than any real one is a fault too. */
export function readOrganisationInThread(text: string): Promise<Reading> {
  const worker = new Worker(threadFile('src/organisation/read-file-worker'), {
    workerData: text,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: mostMegabytes },
  });
  return new Promise<Reading>((resolve, reject) => {
    worker.on('message', resolve);
    worker.on('error', (problem: NodeJS.ErrnoException) => {
      if (problem.code === 'ERR_WORKER_OUT_OF_MEMORY') resolve({ kind: 'faults', faults: [tooMuch] });
      else reject(problem);
    });
    worker.on('exit', (code) => reject(new Error(`the thread that reads files ended with ${code}`)));
  });
}
