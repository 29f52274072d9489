/** Offering a shift to one person, for nothing or in exchange: whether it may be offered, until when, and who is told of it when (P2). */
import type { Occurrence } from '../schedule/model.ts';
import { afterNight } from '../schedule/reminder-times.ts';
import { noticeOf, type Notice } from './notices.ts';
import { offerHoldsUntil } from './offer-times.ts';
import type { Against, OpenShift } from './open-shifts.ts';
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
 * What becomes of `personId`'s leaving an offer alone: with `leave` it is over. `answer` says whether it was theirs to leave;
 * whoever says it twice is thanked twice.
 */
export function whatLeavingDoes(
  up: Pick<OpenShift, 'offeredTo' | 'state'> | null,
  personId: string,
): { kind: 'leave' } | { kind: 'answer'; left: boolean } {
  if (up?.offeredTo !== personId) return { kind: 'answer', left: false };
  return up.state === 'offered' ? { kind: 'leave' } : { kind: 'answer', left: up.state === 'over' };
}
