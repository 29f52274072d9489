/** The rosters queue: looks for people for drafts, in a thread of its own and one draft after the other, so that calls go on meanwhile (R5). */
import type { Deps } from '../src/deps.ts';
import type { KindOf } from '../src/effects/kinds.ts';
import type { FillProgress } from '../src/planning/roster/fill.ts';
import { FillGivenUp, fillInThread } from '../src/platform/fill-in-thread.ts';
import type { KeptProgress } from '../src/roster/fill-shapes.ts';
import {
  endLooking,
  fillsLeft,
  keepLooking,
  leaveLooking,
  takeFill,
  type FillInHand,
} from '../src/roster/fill-work.ts';
import type { Handlers } from './perform.ts';

/** How often it is said that this process still looks, and asked whether it should. */
const beatMs = 500;
/** The handler of an effect takes up a younger one. */
const graceMs = 900;

export type Fills = {
  handlers: Handlers<KindOf<'rosters'>>;
  /** Takes up what nobody looks for. */
  takeUp(): Promise<void>;
  /** Ends looking; what was looked for is begun again elsewhere, or here once this runs again. */
  stop(): Promise<void>;
};

/** Looks for people where that is asked for; one fill at a time in this process, each in the background. */
export function startFills(deps: Deps): Fills {
  const ending = new AbortController();
  let running: Promise<void> | null = null;
  /** Begins it unless this process is at another: that one's turn ends, and the sweep comes back for it. */
  const begin = async (id: string) => {
    if (running !== null || ending.signal.aborted) return;
    let isTaken = () => {};
    const taken = new Promise<void>((resolve) => (isTaken = resolve));
    running = look(deps, id, ending.signal, isTaken)
      .catch((problem: unknown) => deps.log.warn({ err: problem }, 'a fill could not be kept; it is begun again'))
      .finally(() => {
        running = null;
        isTaken();
      });
    await taken;
  };
  return {
    handlers: { FillRoster: ({ effect }) => begin(effect.payload.fillId) },
    async takeUp() {
      if (running !== null) return;
      const [id] = await fillsLeft(deps, deps.clock.nowMs() - graceMs);
      if (id !== undefined) await begin(id);
    },
    async stop() {
      ending.abort();
      await running;
    },
  };
}

/** Takes a fill, looks until it is found, stopped, or no longer wanted, and keeps what was found. */
async function look(deps: Deps, id: string, ending: AbortSignal, isTaken: () => void): Promise<void> {
  const fill = await takeFill(deps, id);
  isTaken();
  if (!fill) return;
  const beat = beatOf(deps, fill);
  const giveUp = AbortSignal.any([ending, beat.lost]);
  try {
    const filled = await fillInThread(fill.given, {
      seconds: fill.seconds,
      signal: beat.stopped,
      giveUp,
      onProgress: beat.noteProgress,
    });
    await endLooking(deps, fill, filled);
  } catch (problem) {
    if (problem instanceof FillGivenUp && !ending.aborted) return;
    if (!(problem instanceof FillGivenUp)) deps.log.warn({ err: problem }, 'a fill broke off');
    await leaveLooking(deps, fill, problem instanceof FillGivenUp ? 'stopping' : 'broke');
  } finally {
    beat.end();
  }
}

/** Says again and again that this process still looks; `lost`: it is not its own any more, `stopped`: somebody wants what there is. */
function beatOf(deps: Deps, fill: FillInHand) {
  const [stop, lose] = [new AbortController(), new AbortController()];
  if (fill.stopAsked) stop.abort();
  const fromMs = performance.now();
  let progress: FillProgress | null = null;
  let isBusy = false;
  const kept = (): KeptProgress | null => {
    if (progress === null) return null;
    const { best, bound } = progress;
    const gap = best > bound && best > 0 ? (best - bound) / best : 0;
    return { ...progress, gap, seconds: Math.round((performance.now() - fromMs) / 100) / 10 };
  };
  const beat = async () => {
    const asked = await keepLooking(deps, fill, kept());
    if (asked === null) lose.abort();
    else if (asked.stopAsked) stop.abort();
  };
  // By the machine's own clock: the thread takes its time whatever a test makes of the hour.
  const timer = setInterval(() => {
    if (isBusy) return;
    isBusy = true;
    beat()
      .catch((problem: unknown) => deps.log.warn({ err: problem }, 'a fill could not say how far it is'))
      .finally(() => (isBusy = false));
  }, beatMs);
  timer.unref();
  return {
    stopped: stop.signal,
    lost: lose.signal,
    noteProgress: (next: FillProgress) => {
      progress = next;
    },
    end: () => clearInterval(timer),
  };
}
