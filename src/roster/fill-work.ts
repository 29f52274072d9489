/** The worker's side of a fill: taken, looked at, kept; begun again where a process died with it. */
import { modelToFill, proposalOf } from '../planning/draft/proposal.ts';
import type { Filled } from '../planning/roster/fill.ts';
import { attemptsAtMost, type Claim } from '../platform/long-jobs.ts';
import type { RosterModel } from '../planning/roster/model.ts';
import { modelOfDraft } from './draft-model.ts';
import { draftNow, tellFollowers, type Drafting } from './drafts.ts';
import type { KeptProgress } from './fill-shapes.ts';
import { claimStoredFill, dropFill, fillJobs, keepFound, keepRevision } from './fills-sql.ts';

/** A fill in the hands of this process: `model` is the draft as it was taken, `given` what may be changed of it. */
export type FillInHand = Claim & { seconds: number; stopAsked: boolean; model: RosterModel; given: RosterModel };

/** Takes a fill; null where somebody has it, it is not wanted any more, or it was tried too often. */
export async function takeFill(drafting: Drafting, id: string): Promise<FillInHand | null> {
  const { room } = drafting;
  const fill = await claimStoredFill(room, id);
  if (!fill) return null;
  if (fill.attempts > attemptsAtMost) {
    await fillJobs.leave(room, fill, 'broke');
    tellFollowers(room);
    return null;
  }
  const now = await draftNow(drafting, fill.draftId);
  if (!now || now.draft.state !== 'open' || now.world.isRetired) {
    await dropFill(room, fill.id);
    tellFollowers(room);
    return null;
  }
  await keepRevision(room, fill, now.draft.revision);
  const { model, locks } = modelOfDraft(now);
  tellFollowers(room);
  return { ...fill, model, given: modelToFill(model, fill.mode, { locks, nowMs: room.clock.nowMs() }) };
}

/** Says how far it is; what comes back is null where the fill is not this process's any more. */
export async function keepLooking(
  { room }: Drafting,
  fill: Claim,
  progress: KeptProgress | null,
): Promise<{ stopAsked: boolean } | null> {
  const kept = await fillJobs.keep(room, fill, progress);
  if (kept && progress) tellFollowers(room);
  return kept;
}

/** Keeps what was found; nothing of it is in the draft yet. */
export async function endLooking({ room }: Drafting, fill: FillInHand, filled: Filled): Promise<void> {
  const { placements, optimal, gap } = filled;
  await keepFound(room, fill, { proposal: proposalOf(fill.model, fill.given, placements), optimal, gap });
  tellFollowers(room);
}

/** Leaves a fill to be begun again, here or by another process; one that was tried too often has failed. */
export async function leaveLooking({ room }: Drafting, fill: Claim, why: 'stopping' | 'broke'): Promise<void> {
  await fillJobs.leave(room, fill, why);
  tellFollowers(room);
}

/** The fills that nobody looks for, though they were asked for before `beforeMs`. */
export function fillsLeft({ room }: Drafting, beforeMs: number): Promise<string[]> {
  return fillJobs.left(room, beforeMs);
}
