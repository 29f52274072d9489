/** Offering a shift to one person, for nothing or in exchange: whether it may be offered, until when, and who is told of it when (P2). */
import type { Occurrence } from '../schedule/model.ts';
import { afterNight } from '../schedule/reminder-times.ts';
import { noticeOf, type Notice } from './notices.ts';
import { offerHoldsUntil } from './offer-times.ts';
import { isUp, timeOf, type Against, type OfferAsk, type OpenShift } from './open-shifts.ts';
import type { NotTaken } from './take.ts';

/** `not-for-them`: it would not be good for the other, for reasons that are theirs. `not-for-you`: what comes back would not be. */
export type Offered =
  | { kind: 'offered' }
  | { kind: 'nothing' }
  | { kind: 'offered-already' }
  | { kind: 'not-for-them' }
  | { kind: 'not-for-you'; line: string; why: NotTaken };

/**
 * `shift`: the holder's own that is still to come, null where there is none. `inExchange`: the other's that is wanted for it;
 * `wants`: whether one is. `standing`: what the holder offers of it already.
 */
export type OfferingFacts = {
  shift: Occurrence | null;
  wants: boolean;
  inExchange: Occurrence | null;
  standing: Pick<OpenShift, 'offeredTo'> | null;
  against: Against;
  nowMs: number;
};

/** `offer`: it is offered until `expiresAtMs`. `answer`: nothing changes. */
export type OfferStep =
  | { kind: 'offer'; shift: Occurrence; expiresAtMs: number }
  | { kind: 'answer'; offered: Offered };

/** What becomes of `holderId`'s offering a shift to `otherId`. */
export function whatOfferingDoes(holderId: string, otherId: string, facts: OfferingFacts): OfferStep {
  const { shift, wants, inExchange, standing, against, nowMs } = facts;
  const answer = (offered: Offered): OfferStep => ({ kind: 'answer', offered });
  if (!shift || otherId === holderId || (wants && !inExchange)) return answer({ kind: 'nothing' });
  if (standing) return answer({ kind: standing.offeredTo === otherId ? 'offered' : 'offered-already' });
  if (against(otherId, shift, inExchange ?? undefined, holderId)) return answer({ kind: 'not-for-them' });
  const why = inExchange && against(holderId, inExchange, shift, otherId);
  if (inExchange && why) return answer({ kind: 'not-for-you', line: inExchange.line, why });
  return { kind: 'offer', shift, expiresAtMs: offerHoldsUntil(shift.startMs, nowMs) };
}

/** A swap that somebody proposes to one of several: a shift of theirs, null where it is none, or is over. */
export type ProposedSwap = { to: string; inExchange: Occurrence | null };

/** `offer`: to everybody of `asks`. */
export type OfferManyStep =
  | { kind: 'offer'; shift: Occurrence; expiresAtMs: number; asks: OfferAsk[] }
  | { kind: 'answer'; offered: Offered };

/** What becomes of `holderId`'s offering a shift to several, each for one of theirs; swaps that would not be good for both are left out. */
export function whatOfferingToManyDoes(
  holderId: string,
  swaps: readonly ProposedSwap[],
  { shift, standing, against, nowMs }: Pick<OfferingFacts, 'shift' | 'against' | 'nowMs'> & { standing: boolean },
): OfferManyStep {
  const answer = (offered: Offered): OfferManyStep => ({ kind: 'answer', offered });
  if (!shift) return answer({ kind: 'nothing' });
  if (standing) return answer({ kind: 'offered-already' });
  const asks = new Map<string, OfferAsk>();
  for (const { to, inExchange } of swaps)
    if (inExchange && to !== holderId && !asks.has(to) && isGoodSwap(holderId, to, shift, inExchange, against)) {
      const { shift: name, occurrence } = inExchange;
      asks.set(to, { to, inExchange: { shift: name, occurrence, ...timeOf(inExchange) } });
    }
  if (asks.size === 0) return answer({ kind: 'not-for-them' });
  return { kind: 'offer', shift, expiresAtMs: offerHoldsUntil(shift.startMs, nowMs), asks: [...asks.values()] };
}

/** Whether both could have what the other has, in its place. */
export function isGoodSwap(
  holderId: string,
  otherId: string,
  shift: Occurrence,
  theirs: Occurrence,
  against: Against,
): boolean {
  return against(otherId, shift, theirs, holderId) === null && against(holderId, theirs, shift, otherId) === null;
}

/** The other is asked at once, or after their night in `zone`; the holder hears when nothing came of it. */
export function noticesOfOffer(
  shift: Occurrence,
  { holderId, expiresAtMs }: Pick<OpenShift, 'holderId' | 'expiresAtMs'>,
  other: { id: string; timeZone: string },
  nowMs: number,
): { notices: Notice[]; asksNow: boolean } {
  const over = noticeOf(shift, holderId, 'offer-open', expiresAtMs ?? shift.startMs);
  const dueMs = afterNight(nowMs, other.timeZone);
  if (dueMs <= nowMs) return { notices: [over], asksNow: true };
  return { notices: [over, noticeOf(shift, other.id, 'offer-made', dueMs)], asksNow: false };
}

/**
 * What becomes of `personId`'s leaving an offer alone: with `leave` it is over, with `step-out` others may still take it.
 * `othersAsked`: how many these are. `answer` says whether it was theirs to leave; whoever says it twice is thanked twice.
 */
export function whatLeavingDoes(
  up: Pick<OpenShift, 'offeredTo' | 'state' | 'left'> | null,
  personId: string,
  othersAsked: number,
): { kind: 'leave' | 'step-out' } | { kind: 'answer'; left: boolean } {
  if (up?.offeredTo !== personId) return { kind: 'answer', left: false };
  if (up.left || !isUp(up)) return { kind: 'answer', left: up.left || up.state === 'over' };
  return { kind: othersAsked > 0 ? 'step-out' : 'leave' };
}
