/** Moves of shifts that wait for a coordinator's yes: what becomes of the yes or no, and what both hear (R6). */
import { spanOf, type Said } from './notices.ts';
import type { BrokenCap, OpenShift, ShiftTime, TakeStep } from './open-shifts.ts';
import type { NotTaken } from './take.ts';

/** `over`: by the time somebody looked it was not possible any more, or nobody looked in time. `withdrawn`: one of both took it back. */
export type MoveState = 'waiting' | 'approved' | 'refused' | 'withdrawn' | 'over';

/** `personId` would take the open shift; `overCap` is what it breaks as they know. */
export type Move = {
  id: string;
  openShiftId: string;
  personId: string;
  askedAtMs: number;
  overCap: BrokenCap | null;
  state: MoveState;
  reason: string | null;
};

/** The reason that a cap which would be broken is. */
export const whyOf = (cap: BrokenCap): NotTaken => ({ kind: 'over-cap', ...cap });

/** What a coordinator hears of a yes or no. `over-cap`: it breaks a cap, and would have to be allowed. `gone`: it is not possible any more. */
export type Decided =
  | { kind: 'done' }
  | { kind: 'unknown' }
  | { kind: 'decided-already' }
  | { kind: 'over-cap'; line: string; why: NotTaken }
  | { kind: 'gone' };

/** `carry-out` gives the shifts; `close`: the move is over, and the shift too, or `up-again`; `answer`: nothing changes. */
export type YesStep =
  | { kind: 'carry-out'; step: Extract<TakeStep, { kind: 'give' }> }
  | { kind: 'close'; isUpAgain: boolean }
  | { kind: 'answer'; decided: Decided };

/** What becomes of a yes to a move that waits, from what taking it would come to now. */
export function whatYesDoes(step: TakeStep): YesStep {
  switch (step.kind) {
    case 'give':
      return { kind: 'carry-out', step };
    case 'over':
      return { kind: 'close', isUpAgain: false };
    case 'ask':
      return { kind: 'answer', decided: { kind: 'unknown' } };
    case 'answer':
      if (step.take.kind !== 'not-possible') return { kind: 'close', isUpAgain: true };
      if (step.take.why.kind !== 'over-cap') return { kind: 'close', isUpAgain: true };
      return { kind: 'answer', decided: { kind: 'over-cap', line: step.take.line, why: step.take.why } };
  }
}

/** What `personId`, who would take the shift or holds it, reads of what became of the move; null where nothing is to be said. */
export function decidedSays(
  { state, personId: takerId, reason }: Pick<Move, 'state' | 'personId' | 'reason'>,
  inExchange: ShiftTime | null,
  personId: string,
): Said | null {
  const isTaker = personId === takerId;
  switch (state) {
    case 'waiting':
      return null;
    case 'approved':
      if (!isTaker) return null;
      return inExchange
        ? { sentence: 'swapApproved', slots: { otherShiftOf: spanOf(inExchange) } }
        : { sentence: 'moveApproved' };
    case 'refused':
      return { sentence: isTaker ? 'moveRefused' : 'moveNotNow', slots: { reason: reason ?? '' } };
    case 'withdrawn':
    case 'over':
      return isTaker ? { sentence: 'moveOver' } : null;
  }
}

/** Whether what was offered may be offered again once a yes did not come. */
export function isUpAgainAt({ expiresAtMs }: Pick<OpenShift, 'expiresAtMs'>, nowMs: number): boolean {
  return (expiresAtMs ?? Infinity) > nowMs;
}
