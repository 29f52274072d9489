/** Fills a roster in a thread of its own, so that whoever asks goes on meanwhile; it can be stopped and keeps what it has. */
import { Worker } from 'node:worker_threads';
import type { Filled, FillProgress } from '../planning/roster/fill.ts';
import type { RosterModel } from '../planning/roster/model.ts';
import { threadFile } from './thread-file.ts';

/** What the thread is given: `stop` is one number, 1 once it should end with what it has. */
export type FillOrder = { model: RosterModel; seconds: number; stop: SharedArrayBuffer };

/** What the thread says. */
export type FillWord = { kind: 'progress'; progress: FillProgress } | { kind: 'best' | 'filled'; filled: Filled };

export type FillOptions = {
  /** How long it may take, in seconds. */
  seconds: number;
  /** Stops it early: it answers with the best so far. */
  signal?: AbortSignal | undefined;
  /** Ends it at once, without an answer: it throws. */
  giveUp?: AbortSignal | undefined;
  onProgress?: ((progress: FillProgress) => void) | undefined;
};

/** Somebody ended it, and wants no answer. */
export class FillGivenUp extends Error {}

/** The solver looks seldom whether its time is over: after so long its thread is ended, and the best it told of is the answer. */
const patienceMs = 1_500;
/** Timers hold no longer than this. */
const longestTimerMs = 2 ** 31 - 1;

/**
 * Fills the open places of `model`. The answer comes soon after `seconds`, or after the signal. Fails where the thread dies,
 * for want of memory for example.
 */
export async function fillInThread(
  model: RosterModel,
  { seconds, signal, giveUp, onProgress }: FillOptions,
): Promise<Filled> {
  if (giveUp?.aborted) throw new FillGivenUp();
  const stop = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const order: FillOrder = { model, seconds, stop };
  const worker = new Worker(threadFile(import.meta.url, 'fill-worker'), { workerData: order, execArgv: [] });
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;
  let best: Filled | null = null;
  let answer: (filled: Filled) => void = () => undefined;
  const giveUpIn = (ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      isOver = true;
      if (best !== null) answer(best);
    }, ms);
  };
  const end = () => {
    Atomics.store(new Int32Array(stop), 0, 1);
    giveUpIn(patienceMs);
  };
  giveUpIn(Math.min(seconds * 1000 + patienceMs, longestTimerMs));
  if (signal?.aborted) end();
  signal?.addEventListener('abort', end, { once: true });
  let leave = () => {};
  try {
    return await new Promise<Filled>((resolve, reject) => {
      answer = resolve;
      leave = () => reject(new FillGivenUp());
      giveUp?.addEventListener('abort', leave, { once: true });
      worker.on('message', (word: FillWord) => {
        if (word.kind === 'progress') onProgress?.(word.progress);
        else if (word.kind === 'filled' || isOver) resolve(word.filled);
        else best = word.filled;
      });
      worker.on('error', reject);
      worker.on('exit', (code) => reject(new Error(`the thread that fills rosters ended with ${code}`)));
    });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', end);
    giveUp?.removeEventListener('abort', leave);
    await worker.terminate();
  }
}
