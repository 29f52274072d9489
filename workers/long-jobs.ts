/** What every long job of a worker needs: one at a time in this process, each in the background; others take up what a dead one left. */
import type { Log } from '../src/platform/log.ts';
import { GivenUp } from '../src/platform/thread.ts';

/** How often it is said that this process is still at it, and asked whether it should be. */
const beatMs = 500;
/** The handler of an effect takes up a younger one. */
export const graceMs = 900;

export type JobRunner = {
  /** Begins a job unless this process is at another: that one's turn ends, and the sweep comes back for it. */
  begin(id: string): Promise<void>;
  /** Takes up what nobody is at. */
  takeUp(): Promise<void>;
  /** Ends what this process is at; it is begun again elsewhere, or here once this runs again. */
  stop(): Promise<void>;
};

/** `work` does one job, and calls `isTaken` once it is decided whether it has it. `what` is for the log. */
export function oneAtATime(
  log: Log,
  what: string,
  left: () => Promise<string[]>,
  work: (id: string, ending: AbortSignal, isTaken: () => void) => Promise<void>,
): JobRunner {
  const ending = new AbortController();
  let running: Promise<void> | null = null;
  const begin = async (id: string) => {
    if (running !== null || ending.signal.aborted) return;
    let isTaken = () => {};
    const taken = new Promise<void>((resolve) => (isTaken = resolve));
    running = work(id, ending.signal, isTaken)
      .catch((problem: unknown) => log.warn({ err: problem }, `${what} could not be kept; it is begun again`))
      .finally(() => {
        running = null;
        isTaken();
      });
    await taken;
  };
  return {
    begin,
    async takeUp() {
      if (running !== null) return;
      const [id] = await left();
      if (id !== undefined) await begin(id);
    },
    async stop() {
      ending.abort();
      await running;
    },
  };
}

/** A job in hand: how it is done, and what is written down of it. */
export type JobInHand<Progress, Result> = {
  what: string;
  stopAsked: boolean;
  /** Says how far it is; null where it is not this process's any more. */
  keep(progress: Progress | null): Promise<{ stopAsked: boolean } | null>;
  run(told: {
    /** Somebody wants what there is. */
    stopped: AbortSignal;
    /** Nobody wants it any more, or this process ends. */
    giveUp: AbortSignal;
    onProgress: (progress: Progress) => void;
  }): Promise<Result>;
  end(result: Result): Promise<void>;
  leave(why: 'stopping' | 'broke'): Promise<void>;
};

/** Does a job until it is over, stopped, or no longer wanted; where it breaks off it is left to be begun again. */
export async function workAt<Progress, Result>(
  log: Log,
  ending: AbortSignal,
  job: JobInHand<Progress, Result>,
): Promise<void> {
  const [stop, lose] = [new AbortController(), new AbortController()];
  if (job.stopAsked) stop.abort();
  let progress: Progress | null = null;
  let isBusy = false;
  const beat = async () => {
    const asked = await job.keep(progress);
    if (asked === null) lose.abort();
    else if (asked.stopAsked) stop.abort();
  };
  // By the machine's own clock: the thread takes its time whatever a test makes of the hour.
  const timer = setInterval(() => {
    if (isBusy) return;
    isBusy = true;
    beat()
      .catch((problem: unknown) => log.warn({ err: problem }, `${job.what} could not say how far it is`))
      .finally(() => (isBusy = false));
  }, beatMs);
  timer.unref();
  try {
    const result = await job.run({
      stopped: stop.signal,
      giveUp: AbortSignal.any([ending, lose.signal]),
      onProgress: (next) => {
        progress = next;
      },
    });
    await job.end(result);
  } catch (problem) {
    if (problem instanceof GivenUp && !ending.aborted) return;
    if (!(problem instanceof GivenUp)) log.warn({ err: problem }, `${job.what} broke off`);
    await job.leave(problem instanceof GivenUp ? 'stopping' : 'broke');
  } finally {
    clearInterval(timer);
  }
}
