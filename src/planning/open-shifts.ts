/** Open shifts as values: what can be taken, what becomes of taking one, and of taking that back (T4). */
import type { Assignment, Occurrence } from '../schedule/model.ts';
import type { NotTaken } from './take.ts';

/** One occurrence of a shift, by the shift and the rule's own wall-clock start. */
export type ShiftName = { shift: string; occurrence: string };

/** When and on which line a shift is. */
export type ShiftTime = { line: string; startMs: number; endMs: number };

/** A shift that is or was up; `holderId` is empty where it is short of people. */
export type OpenShift = ShiftTime &
  ShiftName & {
    id: string;
    number: number;
    holderId: string;
    state: 'open' | 'taken' | 'withdrawn' | 'over';
    closedAtMs: number | null;
  };

/** What a person hears who takes a shift. */
export type Take =
  | ({ kind: 'taken' } & ShiftTime)
  | { kind: 'meanwhile' }
  | { kind: 'unknown' }
  | { kind: 'not-possible'; line: string; why: NotTaken };

/** What a person hears who takes back what they did last. */
export type Undo = ({ kind: 'undone' } & ShiftTime) | { kind: 'too-late' } | { kind: 'taken-meanwhile' };

/** When and where it is. */
export function timeOf({ line, startMs, endMs }: ShiftTime): ShiftTime {
  return { line, startMs, endMs };
}

/** How many primaries an occurrence is short of. */
export function missingOf({ need, people }: Pick<Occurrence, 'need' | 'people'>): number {
  return need - people.filter(({ as }) => as === 'primary').length;
}

/** Whether people are missing from it. */
export function isShort(occurrence: Pick<Occurrence, 'need' | 'people'>): boolean {
  return missingOf(occurrence) > 0;
}

/** Whether it can be taken: its holder still has it, or people are still missing. */
export function isStillOpen(up: Pick<OpenShift, 'holderId'>, occurrence: Occurrence): boolean {
  return up.holderId === '' ? isShort(occurrence) : occurrence.people.some(({ person }) => person === up.holderId);
}

/**
 * `give`: the occurrence is now worked by `people`; `staysOpen` where more are missing. `over`: it can be taken no more, and is
 * closed. `answer`: nothing changes.
 */
export type TakeStep =
  | { kind: 'give'; take: Take; occurrence: Occurrence; people: Assignment[]; staysOpen: boolean }
  | { kind: 'over'; take: Take }
  | { kind: 'answer'; take: Take };

/**
 * What becomes of `personId`'s taking `up`, whose occurrence the schedule has as `occurrence`, with everybody `assigned` to
 * it, time off or not. `why` says what speaks against this person's taking it.
 */
export function whatTakingDoes(
  up: OpenShift | null,
  personId: string,
  occurrence: Occurrence | null,
  assigned: readonly Assignment[],
  why: (occurrence: Occurrence) => NotTaken | null,
  nowMs: number,
): TakeStep {
  const answer = (take: Take): TakeStep => ({ kind: 'answer', take });
  if (!up || up.holderId === personId) return answer({ kind: 'unknown' });
  // Whoever asks twice is not told that somebody else has it.
  if (up.state === 'taken' && occurrence?.people.some((one) => one.person === personId))
    return answer({ kind: 'taken', ...timeOf(occurrence) });
  if (up.state !== 'open') return answer({ kind: up.state === 'taken' ? 'meanwhile' : 'unknown' });
  if (!occurrence || occurrence.startMs <= nowMs) return { kind: 'over', take: { kind: 'unknown' } };
  if (!isStillOpen(up, occurrence)) return { kind: 'over', take: { kind: 'meanwhile' } };
  const against = why(occurrence);
  if (against) return answer({ kind: 'not-possible', line: occurrence.line, why: against });
  return {
    kind: 'give',
    take: { kind: 'taken', ...timeOf(occurrence) },
    occurrence,
    people: withTaker(assigned, up.holderId, personId),
    staysOpen: up.holderId === '' && missingOf(occurrence) > 1,
  };
}

/** The taker stands where the holder stood; where there was none, they come as one more primary. */
function withTaker(assigned: readonly Assignment[], holderId: string, takerId: string): Assignment[] {
  const others = assigned.filter(({ person }) => person !== takerId);
  if (holderId === '') return [...others, { person: takerId, as: 'primary' }];
  return others.map((one) => (one.person === holderId ? { ...one, person: takerId } : one));
}

/** `withdraw`: it is up no more. `give-back`: the people from before the taking are on it again, and it is up again. */
export type UndoStep = { kind: 'withdraw' | 'give-back' | 'answer'; undo: Undo };

/**
 * What becomes of taking back a COVER or TAKE of `up`; with null there is none, or it is too long ago. `isAsLeft`: the
 * occurrence has the people that the taking gave it.
 */
export function whatUndoingDoes(
  step: { kind: 'cover' | 'take'; undoneAtMs: number | null } | null,
  up: OpenShift | null,
  isAsLeft: boolean,
): UndoStep {
  const answer = (undo: Undo): UndoStep => ({ kind: 'answer', undo });
  if (!step || !up) return answer({ kind: 'too-late' });
  const undone: Undo = { kind: 'undone', ...timeOf(up) };
  if (step.undoneAtMs !== null) return answer(undone);
  if (step.kind === 'take') return isAsLeft ? { kind: 'give-back', undo: undone } : answer({ kind: 'too-late' });
  if (up.state === 'taken') return answer({ kind: 'taken-meanwhile' });
  return up.state === 'open' ? { kind: 'withdraw', undo: undone } : answer({ kind: 'too-late' });
}
