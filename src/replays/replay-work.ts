/** The worker's side of a replay: taken, put in order from what is stored, kept; begun again where a process died with it. */
import type { Directory } from '../organisation/directory.ts';
import { isAhead, type PartRead, type ReplayOrder } from '../planning/replay/gathering.ts';
import {
  callerFigures,
  type CallerFigure,
  type Change,
  type Side,
  type SoFar,
  type Spread,
} from '../planning/replay/model.ts';
import { usualBehaviour } from '../planning/simulation/plan.ts';
import { attemptsAtMost, type Claim } from '../platform/long-jobs.ts';
import type { Replayed } from '../platform/replay-in-thread.ts';
import { draftNow, tellFollowers, type Drafting } from '../roster/drafts.ts';
import { bandOf } from '../wellbeing/bands.ts';
import { readFor, rosterFrom, rosterOf } from './replay-order.ts';
import type { Ground, KeptSide, ReplayRequest } from './replay-shapes.ts';
import { rangeOf } from './replays.ts';
import { claimReplay, failReplay, keepReplay, replayJobs, type StoredReplay } from './replays-sql.ts';
import { rosterThen } from './roster-then.ts';

/** A replay in the hands of this process. */
export type ReplayInHand = Claim & { order: ReplayOrder; ground: Ground; version: number };

/** Takes a replay; null where somebody has it, it is over or cannot be done, or it was tried too often. */
export async function takeReplay(drafting: Drafting, id: string): Promise<ReplayInHand | null> {
  const { room } = drafting;
  const replay = await claimReplay(room, id);
  if (!replay) return null;
  tellFollowers(room);
  const found = replay.attempts > attemptsAtMost ? 'broke' : await orderOf(drafting, replay);
  if (typeof found !== 'string') return { id, attempts: replay.attempts, ...found };
  await failReplay(room, replay, found);
  tellFollowers(room);
  return null;
}

async function orderOf(
  drafting: Drafting,
  { request, askedAtMs }: StoredReplay,
): Promise<Omit<ReplayInHand, keyof Claim> | 'line-gone' | 'draft-gone'> {
  const directory = await drafting.room.directories.current();
  if (!directory) return 'line-gone';
  const now = rosterOf(directory);
  const all = now.lines.map((line) => line.id);
  if (request.line !== null && !all.includes(request.line)) return 'line-gone';
  const lineIds = request.line === null ? all : [request.line];
  const { fromMs, untilMs } = rangeOf(directory, request);
  const ahead = isAhead({ fromMs, nowMs: askedAtMs });
  const then = ahead ? null : await rosterThen(drafting, directory, now, { lineIds, fromMs });
  const roster = then?.roster ?? now;
  const draft = request.draft === null ? null : await draftRoster(drafting, directory, request.draft);
  if (request.draft !== null && draft === null) return 'draft-gone';
  const change = changeOf(request, draft && { ...draft, lines: roster.lines });
  const { runs, seed } = request;
  const ground = { ahead, ...(then?.ground ?? { otherPolicy: [], filesSince: false, leftSince: 0 }) };
  const order = { fromMs, untilMs, nowMs: askedAtMs, lineIds, roster, change, runs, seed, behaviour: usualBehaviour };
  return { order, ground, version: directory.version };
}

async function draftRoster(drafting: Drafting, directory: Directory, id: string): Promise<Change['roster'] | null> {
  const now = await draftNow(drafting, id);
  if (!now || now.draft.state !== 'open' || now.world.isRetired) return null;
  return rosterFrom({ ...rosterOf(directory), shifts: now.after });
}

function changeOf({ morePeople, policy }: ReplayRequest, roster: Change['roster'] | null): Change | null {
  const isAsIs = morePeople.length === 0 && Object.keys(policy).length === 0 && !roster;
  if (isAsIs) return null;
  const given = Object.fromEntries(Object.entries(policy).filter(([, value]) => value !== undefined));
  return {
    morePeople: morePeople.map(({ line, ...one }) => ({ lineId: line, ...one })),
    policy: given,
    ...(roster ? { roster } : {}),
  };
}

/** What is read for a replay, part by part. */
export function partsFor({ room }: Drafting, { order }: ReplayInHand): AsyncGenerator<PartRead> {
  return readFor(room, order);
}

/** Says how far it is; null where the replay is not this process's any more. */
export async function keepReplaying({ room }: Drafting, claim: Claim, soFar: SoFar | null) {
  const kept = await replayJobs.keep(room, claim, soFar);
  if (kept && soFar) tellFollowers(room);
  return kept;
}

/** Keeps what was found, or why there is nothing to find. */
export async function endReplay(
  { room }: Drafting,
  { id, attempts, ground, version }: ReplayInHand,
  replayed: Replayed,
): Promise<void> {
  const claim = { id, attempts };
  if (replayed.kind === 'no-calls') await failReplay(room, claim, 'no-calls');
  else {
    const { replay, gaps } = replayed;
    const { difference } = replay;
    await keepReplay(room, claim, {
      version,
      ground,
      gaps,
      without: sideKept(replay.without),
      with: replay.with && sideKept(replay.with),
      difference: difference && figuresIn(difference),
    });
  }
  tellFollowers(room);
}

/** Leaves a replay to be begun again, here or by another process; one that was tried too often has failed. */
export async function leaveReplay({ room }: Drafting, claim: Claim, why: 'stopping' | 'broke'): Promise<void> {
  await replayJobs.leave(room, claim, why);
  tellFollowers(room);
}

/** The replays that nobody is at, though they were asked for before `beforeMs`. */
export function replaysLeft({ room }: Drafting, beforeMs: number): Promise<string[]> {
  return replayJobs.left(room, beforeMs);
}

/** Of somebody's load the band alone is kept. */
function sideKept(side: Side): KeptSide {
  const people = side.people.map(({ load, highestLoad, ...one }) => ({
    ...one,
    band: bandOf(load),
    highestBand: bandOf(highestLoad),
  }));
  return { ...figuresIn(side), occupancy: side.occupancy, overloaded: side.overloaded, people };
}

function figuresIn(side: Record<CallerFigure, Spread>): Record<CallerFigure, Spread> {
  return Object.fromEntries(callerFigures.map((figure) => [figure, side[figure]])) as Record<CallerFigure, Spread>;
}
