/** The rosters queue: looks for people for drafts, in a thread of its own and one draft after the other, so that calls go on meanwhile (R5). */
import type { Deps } from '../src/deps.ts';
import type { FillProgress } from '../src/planning/roster/fill.ts';
import { fillInThread } from '../src/platform/fill-in-thread.ts';
import type { KeptProgress } from '../src/roster/fill-shapes.ts';
import { endLooking, fillsLeft, keepLooking, leaveLooking, takeFill } from '../src/roster/fill-work.ts';
import { graceMs, oneAtATime, workAt, type JobRunner } from './long-jobs.ts';

/** Looks for people where that is asked for. */
export function startFills(deps: Deps): JobRunner {
  const left = () => fillsLeft(deps, deps.clock.nowMs() - graceMs);
  return oneAtATime(deps.log, 'a fill', left, async (id, ending, isTaken) => {
    const fill = await takeFill(deps, id);
    isTaken();
    if (!fill) return;
    const fromMs = performance.now();
    await workAt<FillProgress, Awaited<ReturnType<typeof fillInThread>>>(deps.log, ending, {
      what: 'a fill',
      stopAsked: fill.stopAsked,
      keep: (progress) => keepLooking(deps, fill, progress && keptProgress(progress, performance.now() - fromMs)),
      run: ({ stopped, giveUp, onProgress }) =>
        fillInThread(fill.given, { seconds: fill.seconds, signal: stopped, giveUp, onProgress }),
      end: (filled) => endLooking(deps, fill, filled),
      leave: (why) => leaveLooking(deps, fill, why),
    });
  });
}

function keptProgress(progress: FillProgress, tookMs: number): KeptProgress {
  const { best, bound } = progress;
  const gap = best > bound && best > 0 ? (best - bound) / best : 0;
  return { ...progress, gap, seconds: Math.round(tookMs / 100) / 10 };
}
