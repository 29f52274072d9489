/** Fills a roster in a thread of its own, so that whoever asks goes on meanwhile; it can be stopped and keeps what it has. */
import type { Filled, FillProgress } from '../planning/roster/fill.ts';
import type { RosterModel } from '../planning/roster/model.ts';
import { inThread, type Thread } from './thread.ts';

/** What the thread is given: `stop` is one number, 1 once it should end with what it has. */
export type FillOrder = { model: RosterModel; seconds: number; stop: SharedArrayBuffer };

/** What the thread says. */
export type FillWord = { kind: 'progress'; progress: FillProgress } | { kind: 'best' | 'filled'; filled: Filled };

export type FillOptions = {
  /** How long it may take, in seconds. */
  seconds: number;
  /** Stops it early: it answers with the best so far. */
  signal?: AbortSignal | undefined;
  /** Ends it at once, without an answer: it throws `GivenUp`. */
  giveUp?: AbortSignal | undefined;
  onProgress?: ((progress: FillProgress) => void) | undefined;
};

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
  const stop = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const data: FillOrder = { model, seconds, stop };
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
  const hear = (word: FillWord, thread: Thread<Filled>) => {
    if (word.kind === 'progress') onProgress?.(word.progress);
    else if (word.kind === 'filled' || isOver) thread.answer(word.filled);
    else best = word.filled;
  };
  try {
    return await inThread<FillWord, Filled>({ file: 'src/platform/fill-worker', data, giveUp }, hear, (thread) => {
      answer = thread.answer;
    });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', end);
  }
}
