/** Work in a thread of its own, so that calls go on meanwhile: begun, listened to, ended at once when nobody wants it. */
import { Worker, type ResourceLimits } from 'node:worker_threads';
import { threadFile } from './thread-file.ts';

/** Somebody ended it, and wants no answer. */
export class GivenUp extends Error {}

export type ThreadOptions = {
  /** A file's path in the project, without its ending. */
  file: string;
  data: unknown;
  /** Ends it at once, without an answer: it throws `GivenUp`. */
  giveUp?: AbortSignal | undefined;
  /** It fails when it needs more memory; without a number, when it needs more than the process itself may take. */
  mostMegabytes?: number | null;
};

/** The thread, for whoever listens to it. */
export type Thread<Answer> = { answer: (answer: Answer) => void; say: (word: unknown) => void };

/**
 * Begins a thread and gives what `answer` is called with; `hear` hears each of its words, and `begun` may speak to it first.
 * Fails where the thread dies, for want of memory for example, or where `begun` fails.
 */
export async function inThread<Word, Answer>(
  { file, data, giveUp, mostMegabytes }: ThreadOptions,
  hear: (word: Word, thread: Thread<Answer>) => void,
  begun: (thread: Thread<Answer>) => Promise<void> | void = () => undefined,
): Promise<Answer> {
  if (giveUp?.aborted) throw new GivenUp();
  const resourceLimits = memoryLimit(mostMegabytes);
  const worker = new Worker(threadFile(file), { workerData: data, execArgv: [], resourceLimits });
  let leave = () => {};
  try {
    return await new Promise<Answer>((resolve, reject) => {
      leave = () => reject(new GivenUp());
      giveUp?.addEventListener('abort', leave, { once: true });
      const thread = { answer: resolve, say: (word: unknown) => worker.postMessage(word) };
      worker.on('message', (word: Word) => hear(word, thread));
      worker.on('error', reject);
      worker.on('exit', (code) => reject(new Error(`the thread ${file} ended with ${code}`)));
      Promise.resolve(begun(thread)).catch(reject);
    });
  } finally {
    giveUp?.removeEventListener('abort', leave);
    await worker.terminate();
  }
}

/** What a thread is begun with that fails when it needs more; without a number it may take what the process itself may. */
export function memoryLimit(mostMegabytes: number | null | undefined): ResourceLimits {
  return mostMegabytes == null ? {} : { maxOldGenerationSizeMb: mostMegabytes };
}
