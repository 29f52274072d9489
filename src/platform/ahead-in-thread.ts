/** Works out what a line has ahead of it in a thread of its own: it takes seconds, in which calls go on. */
import { Worker } from 'node:worker_threads';
import type { AheadOrder, LineAhead } from '../planning/ahead/line-ahead.ts';
import { threadFile } from './thread-file.ts';

/** What the thread is given; `counted` is the JSON as the database wrote it. */
export type AheadTask = Omit<AheadOrder, 'counted'> & { counted: string };

/** Fails where the thread dies. */
export async function aheadInThread(task: AheadTask): Promise<LineAhead> {
  const worker = new Worker(threadFile('src/platform/ahead-worker'), { workerData: task, execArgv: [] });
  try {
    return await new Promise<LineAhead>((resolve, reject) => {
      worker.on('message', resolve);
      worker.on('error', reject);
      worker.on('exit', (code) => reject(new Error(`the thread that looks ahead ended with ${code}`)));
    });
  } finally {
    await worker.terminate();
  }
}
