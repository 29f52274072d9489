/** Replays of weeks: each in a thread of its own, which is told of the past in small parts, so that calls go on meanwhile (F3). */
import type { Deps } from '../src/deps.ts';
import type { SoFar } from '../src/planning/replay/model.ts';
import { replayInThread, type Replayed } from '../src/platform/replay-in-thread.ts';
import {
  endReplay,
  keepReplaying,
  leaveReplay,
  partsFor,
  replaysLeft,
  takeReplay,
} from '../src/replays/replay-work.ts';
import { graceMs, oneAtATime, workAt, type JobRunner } from './long-jobs.ts';

/** Replays what is asked for. */
export function startReplays(deps: Deps): JobRunner {
  const left = () => replaysLeft(deps, deps.clock.nowMs() - graceMs);
  return oneAtATime(deps.log, 'a replay', left, async (id, ending, isTaken) => {
    const replay = await takeReplay(deps, id);
    isTaken();
    if (!replay) return;
    await workAt<SoFar, Replayed>(deps.log, ending, {
      what: 'a replay',
      stopAsked: false,
      keep: (soFar) => keepReplaying(deps, replay, soFar),
      run: ({ giveUp, onProgress }) =>
        replayInThread(replay.order, { parts: partsFor(deps, replay), giveUp, onProgress }),
      end: (replayed) => endReplay(deps, replay, replayed),
      leave: (why) => leaveReplay(deps, replay, why),
    });
  });
}
