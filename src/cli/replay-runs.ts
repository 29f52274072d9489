/** The runs of `warmline replay`: what they need is read while the database is open, then they are made in threads of their own. */
import type { ReplayOrder } from '../planning/replay/gathering.ts';
import { replayInThread, type Replayed } from '../platform/replay-in-thread.ts';
import type { Store } from '../platform/store.ts';
import { CommandFailed } from './errors.ts';

/** A replay under way; `calls`: so many of the past were read for it. */
export type BegunReplay = { calls: number; replayed: Promise<Replayed> };

/**
 * Begins to replay what is ordered, as the service does it, and comes back once the database is needed no more. How far it
 * is, stderr is told.
 */
export async function beginReplay(store: Pick<Store, 'pool'>, order: ReplayOrder): Promise<BegunReplay> {
  const { readFor } = await import('../replays/replay-order.ts');
  let calls = 0;
  let leave = () => {};
  const isRead = new Promise<void>((resolve) => {
    leave = resolve;
  });
  async function* parts() {
    for await (const part of readFor(store, order)) {
      calls += part.calls?.length ?? 0;
      yield part;
    }
    leave();
  }
  // No service lives in this process: the threads may take what it may take itself.
  const memory = { mostMegabytes: null };
  const replayed = replayInThread(order, { parts: parts(), onProgress: tellProgress, ...memory }).catch(memoryInWords);
  await Promise.race([isRead, replayed]);
  return { calls, replayed };
}

/** On a terminal one line that counts up; in a log a line at each quarter. */
function tellProgress({ done, of }: { done: number; of: number }): void {
  if (process.stderr.isTTY) process.stderr.write(`\rrun ${done} of ${of}\u001b[K${done === of ? '\n' : ''}`);
  else if (done === of || Math.floor((4 * done) / of) > Math.floor((4 * (done - 1)) / of))
    process.stderr.write(`run ${done} of ${of}\n`);
}

/** What a replay died of, in a sentence where it was memory. */
export function memoryInWords(problem: unknown): never {
  if ((problem as NodeJS.ErrnoException).code !== 'ERR_WORKER_OUT_OF_MEMORY') throw problem;
  throw new CommandFailed(
    'this replay needs more memory than Node.js may take here: ask for fewer days, for one line, or allow more, such as NODE_OPTIONS=--max-old-space-size=8192',
  );
}
