/** Replays in a thread of its own, or two, which is told of the past in parts; it says how far it is and can be ended. */
import type { Gap, PartRead, ReplayOrder } from '../planning/replay/gathering.ts';
import type { Replay, SoFar } from '../planning/replay/model.ts';
import { inThread } from './thread.ts';

/** What came of an order: `no-calls` where nothing is known of how people call. */
export type Replayed = { kind: 'replayed'; replay: Replay; gaps: Gap[] } | { kind: 'no-calls' };

/** What the thread is begun with, what it is told, and what it says. */
export type ReplayBegun = { order: ReplayOrder; threads: 1 | 2 | undefined; mostMegabytes: number | null };
export type ReplayTold = { kind: 'part'; part: PartRead } | { kind: 'all' };
export type ReplayWord = { kind: 'progress'; soFar: SoFar } | { kind: 'over'; replayed: Replayed };

/** A replay needs less; one that grows beyond any bound ends itself and not the service. */
const mostInService = 256;

export type ReplayOptions = {
  /** What is read for the order. */
  parts: AsyncIterable<PartRead> | Iterable<PartRead>;
  /** Ends it at once, without an answer: it throws `GivenUp`. */
  giveUp?: AbortSignal | undefined;
  onProgress?: ((soFar: SoFar) => void) | undefined;
  /** How many threads share the runs; as many as are worth it unless told. The answer is the same. */
  threads?: 1 | 2;
  /** What each of them may take; null for as much as the process itself may. */
  mostMegabytes?: number | null;
};

/** Replays what is ordered. Fails where the thread dies, for want of memory for example. */
export function replayInThread(
  order: ReplayOrder,
  { parts, giveUp, onProgress, threads, mostMegabytes = mostInService }: ReplayOptions,
): Promise<Replayed> {
  const data: ReplayBegun = { order, threads, mostMegabytes };
  return inThread<ReplayWord, Replayed>(
    { file: 'src/platform/replay-worker', data, giveUp, mostMegabytes },
    (word, thread) => (word.kind === 'progress' ? onProgress?.(word.soFar) : thread.answer(word.replayed)),
    async (thread) => {
      for await (const part of parts) {
        if (giveUp?.aborted) return;
        thread.say({ kind: 'part', part } satisfies ReplayTold);
      }
      thread.say({ kind: 'all' } satisfies ReplayTold);
    },
  );
}
