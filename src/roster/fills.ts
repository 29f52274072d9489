/** Auto-fill of a draft: asked for, stopped, applied as one step of the log, or put away (R5). */
import { randomUUID } from 'node:crypto';
import { writeAuditAll } from '../audit/write-audit.ts';
import { newEffect, writeEffects } from '../effects/write.ts';
import {
  commandOf,
  fitting,
  leftToFill,
  type FillMode,
  type Fitting,
  type LeftOutOfFill,
} from '../planning/draft/proposal.ts';
import { priceOf, type Price } from '../planning/draft/price.ts';
import type { Score } from '../planning/roster/check.ts';
import { checkRoster } from '../planning/roster/check.ts';
import type { RosterModel } from '../planning/roster/model.ts';
import { rosterOf } from '../planning/roster/roster.ts';
import { inTransaction } from '../platform/transaction.ts';
import {
  changing,
  draftNow,
  draftSubject,
  inDrafts,
  tellFollowers,
  type Drafting,
  type DraftNow,
  type NotChanged,
} from './drafts.ts';
import { draftModelNow, modelOfDraft } from './draft-model.ts';
import { addEntry, draftHead } from './drafts-sql.ts';
import { askToStop, endFill, fillIn, fillOfDraft, putFill, type StoredFill } from './fills-sql.ts';

/** A fill, and where it found something, what that comes to on the draft as it is now. */
export type FillNow = { fill: StoredFill; comesTo: ComesTo | null };

export type ComesTo = { fit: Fitting; score: { before: Score; after: Score }; nowMs: number };

/** `none`: there is no fill. */
export type ReadFill = FillNow | { kind: 'none' } | { kind: 'unknown' };

/** The fill of a draft, and what it proposes as the draft is now. */
export async function fillNow(drafting: Drafting, draftId: string): Promise<ReadFill> {
  const { room } = drafting;
  const fill = await fillOfDraft(room, draftId);
  if (!fill) return { kind: (await inDrafts(drafting, (one) => draftHead(one, draftId))) ? 'none' : 'unknown' };
  const draft = fill.found && (await draftModelNow(drafting, draftId));
  if (!fill.found || !draft) return { fill, comesTo: null };
  const { model, locks } = draft;
  const fixed = { locks, nowMs: room.clock.nowMs() };
  const fit = fitting(model, fill.found.proposal, fixed);
  const score = {
    before: checkRoster(model, rosterOf(model, [])).score,
    after: checkRoster(model, fit.roster).score,
  };
  return { fill, comesTo: { fit, score, nowMs: fixed.nowMs } };
}

/** `nothing-ahead`: no shift of these days is still to come, or all are locked. `nothing-open`: every place is filled. */
export type StartedFill = { kind: 'started' } | { kind: 'busy' | 'nothing-ahead' | 'nothing-open' } | NotChanged;

/** Writes down that people are to be looked for, `seconds` at most; a worker takes it up. */
export async function startFill(
  drafting: Drafting,
  draftId: string,
  { mode, seconds }: { mode: FillMode; seconds: number },
  by: string,
): Promise<StartedFill> {
  const { room } = drafting;
  const now = await draftNow(drafting, draftId);
  if (!now) return { kind: 'unknown' };
  if (now.draft.state !== 'open') return { kind: 'over' };
  if (now.world.isRetired) return { kind: 'line-retired' };
  const askedAtMs = room.clock.nowMs();
  const { model, locks } = modelOfDraft(now);
  const left = leftToFill(model, { locks, nowMs: askedAtMs });
  if (left.occurrences === 0) return { kind: 'nothing-ahead' };
  if (mode === 'open' && left.places === 0) return { kind: 'nothing-open' };
  const fill = { id: randomUUID(), draftId, mode, seconds, askedBy: by, askedAtMs };
  const effects = [newEffect('FillRoster', { fillId: fill.id }, { dueAtMs: askedAtMs })];
  const isPut = await inTransaction(
    room.pool,
    () => '',
    async (client) => {
      const put = await putFill(client, fill);
      if (put) await writeEffects(client, effects);
      return put;
    },
  );
  if (!isPut) return { kind: 'busy' };
  room.afterCommit({ effects, wakes: [], route: false });
  return { kind: 'started' };
}

/** Asks for what has been found so far; false where nobody is looking. */
export async function stopFill({ room }: Drafting, draftId: string): Promise<boolean> {
  const isAsked = await askToStop(room, draftId);
  if (isAsked) tellFollowers(room);
  return isAsked;
}

/** Puts a fill away; false where there is none. */
export async function discardFill(drafting: Drafting, draftId: string): Promise<boolean> {
  const isThere = await inDrafts(drafting, (transaction) => endFill(transaction, draftId));
  if (isThere) tellFollowers(drafting.room);
  return isThere;
}

/** `none`: there is no proposal, or it is still looked for. `nothing-fits`: nothing of it can be done any more. */
export type AppliedFill =
  | { kind: 'applied'; now: DraftNow; leftOut: LeftOutOfFill[] }
  | { kind: 'none' }
  | { kind: 'nothing-fits'; leftOut: LeftOutOfFill[] }
  | NotChanged;

/** Puts what was found into the draft, as one step of `by`; what does not fit any more is left out and named. */
export async function applyFill(drafting: Drafting, draftId: string, by: string): Promise<AppliedFill> {
  const { room } = drafting;
  let leftOut: LeftOutOfFill[] = [];
  const done = await changing(drafting, draftId, async (transaction, now) => {
    const fill = await fillIn(transaction, draftId);
    if (!fill?.found) return { kind: 'none' as const };
    const atMs = room.clock.nowMs();
    const { model, locks } = modelOfDraft(now);
    const fit = fitting(model, fill.found.proposal, { locks, nowMs: atMs });
    leftOut = fit.leftOut;
    const command = commandOf(fit.fits, fit.leaves);
    if (command === null) return { kind: 'nothing-fits' as const, leftOut };
    const seq = (now.entries.at(-1)?.seq ?? 0) + 1;
    await addEntry(transaction, draftId, { seq, by, atMs, command });
    await endFill(transaction, draftId);
    const subject = draftSubject(now.draft);
    await writeAuditAll(transaction, [{ atMs, by: `person:${by}`, action: 'roster.filled', subject }]);
    return null;
  });
  return done.kind === 'added' ? { kind: 'applied', now: done.now, leftOut } : done;
}

/** Why somebody may not come to an occurrence of a draft, and the price; null where there is no such draft, person or occurrence in it. */
export async function whyNotNow(
  drafting: Drafting,
  draftId: string,
  { person, shift, occurrence }: { person: string; shift: string; occurrence: string },
): Promise<{ model: RosterModel; price: Price } | null> {
  const draft = await draftModelNow(drafting, draftId);
  if (!draft) return null;
  const { model, locks } = draft;
  const fixed = { locks, nowMs: drafting.room.clock.nowMs() };
  const who = model.people.findIndex(({ id }) => id === person);
  const where = model.occurrences.findIndex(
    (one) => one.isInRange && one.shift === shift && one.occurrence === occurrence,
  );
  return who < 0 || where < 0 ? null : { model, price: priceOf(model, who, where, fixed) };
}
