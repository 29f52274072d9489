/** Open shifts as values: what can be taken, what becomes of taking one, and of taking that back (T4). */
import type { Assignment, Occurrence, SchedulePerson } from '../schedule/model.ts';
import { takesCalls } from '../schedule/takes-calls.ts';
import type { NotTaken } from './take.ts';

/** One occurrence of a shift, by the shift and the rule's own wall-clock start. */
export type ShiftName = { shift: string; occurrence: string };

/** When and on which line a shift is. */
export type ShiftTime = { line: string; startMs: number; endMs: number };

/**
 * A shift that is or was up; `holderId` is empty where it is short of people. `open` to everybody, or `offered` until
 * `expiresAtMs`: to one person, or with `askedMany` to several, each for a shift of their own. `waiting`: `takenBy` would
 * take it, and a coordinator has not said yes yet. `offeredTo` and `inExchange` (the shift which the holder takes for it)
 * are those of whoever looks at it, where several are asked; `left`: they have left it alone.
 */
export type OpenShift = ShiftTime &
  ShiftName & {
    id: string;
    number: number;
    holderId: string;
    state: 'open' | 'offered' | 'waiting' | 'taken' | 'withdrawn' | 'over';
    closedAtMs: number | null;
    askedMany: boolean;
    takenBy: string | null;
    offeredTo: string | null;
    left: boolean;
    expiresAtMs: number | null;
    inExchange: (ShiftName & ShiftTime) | null;
  };

/** One of several to whom a shift is offered, and the shift of theirs that comes back for it. */
export type OfferAsk = { to: string; inExchange: ShiftName & ShiftTime };

/** To whom a shift is offered, until when, and for what: to one, or to the several of `asks`. */
export type Offer = {
  to: string | null;
  expiresAtMs: number;
  inExchange: OpenShift['inExchange'];
  asks: readonly OfferAsk[];
};

/** What a person hears who takes a shift. */
export type Take =
  | ({ kind: 'taken' | 'asked'; inExchange: ShiftTime | null } & ShiftTime)
  | { kind: 'meanwhile' }
  | { kind: 'unknown' }
  | { kind: 'not-possible'; line: string; why: NotTaken };

/** What a person hears who takes back what they did last. */
export type Undo = ({ kind: 'undone' } & ShiftTime) | { kind: 'too-late' } | { kind: 'taken-meanwhile' };

/** When and where it is. */
export function timeOf({ line, startMs, endMs }: ShiftTime): ShiftTime {
  return { line, startMs, endMs };
}

/** What whoever has taken `up`, or has asked to, hears; `time`: when it is by now. */
export function takenOf(
  time: ShiftTime,
  { inExchange, state }: Pick<OpenShift, 'inExchange'> & { state?: OpenShift['state'] },
): Take {
  const kind = state === 'waiting' ? 'asked' : 'taken';
  return { kind, ...timeOf(time), inExchange: inExchange && timeOf(inExchange) };
}

/** Whether it waits for somebody to take it: anybody, or one person. */
export function isUp({ state }: Pick<OpenShift, 'state'>): boolean {
  return state === 'open' || state === 'offered';
}

/** What it is again once a taking is taken back. */
export function stateAgain({ offeredTo, askedMany }: Pick<OpenShift, 'offeredTo' | 'askedMany'>): 'open' | 'offered' {
  return offeredTo === null && !askedMany ? 'open' : 'offered';
}

/** Whether the person may take it: everybody where it is open, else those it is offered to. */
export function isFor({ offeredTo, askedMany }: Pick<OpenShift, 'offeredTo' | 'askedMany'>, personId: string): boolean {
  return offeredTo === personId || (offeredTo === null && !askedMany);
}

/** What is known of people by their ids; those of a schedule fit. */
export type KnownPeople = { get(personId: string): Pick<SchedulePerson, 'channels'> | undefined };

/** How many primaries who take calls an occurrence is short of. */
export function missingOf({ need, people }: Pick<Occurrence, 'need' | 'people'>, known: KnownPeople): number {
  return need - people.filter(({ person, as }) => as === 'primary' && takesCalls(known.get(person))).length;
}

/** Whether people are missing from it. */
export function isShort(occurrence: Pick<Occurrence, 'need' | 'people'>, known: KnownPeople): boolean {
  // Mostly there are too few of any kind: who they are need not be looked up.
  return occurrence.people.length < occurrence.need || missingOf(occurrence, known) > 0;
}

/** Whether it can be taken: its holder still has it, or people are still missing. */
export function isStillOpen(up: Pick<OpenShift, 'holderId'>, occurrence: Occurrence, known: KnownPeople): boolean {
  if (up.holderId === '') return isShort(occurrence, known);
  return occurrence.people.some(({ person }) => person === up.holderId);
}

/** Who works an occurrence from now on. */
export type Given = { occurrence: Occurrence; people: Assignment[] };

/**
 * `give`: the occurrence has other people now, and so has `other`, which was given for it; it `staysOpen` where more are
 * missing. `ask`: a coordinator says first whether, since the line wants it so or `overCap` would be broken. `over`: it can
 * be taken no more, and is closed. `answer`: nothing changes.
 */
export type TakeStep =
  | ({ kind: 'give'; take: Take; other: Given | null; staysOpen: boolean; overCap: BrokenCap | null } & Given)
  | { kind: 'ask'; take: Take; occurrence: Occurrence; overCap: BrokenCap | null }
  | { kind: 'over'; take: Take }
  | { kind: 'answer'; take: Take };

/** What the schedule has of a shift: null where there is none, or it is cancelled; and everybody `assigned` to it, time off or not. */
export type Scheduled = { occurrence: Occurrence | null; assigned: readonly Assignment[] };

/**
 * What speaks against somebody's taking an occurrence in the place of `holderId` (empty: in nobody's), where they give
 * `given` away for it; null where nothing does.
 */
export type Against = (
  personId: string,
  occurrence: Occurrence,
  given: Occurrence | undefined,
  holderId: string,
) => NotTaken | null;

/** A cap that a taking would break: how much there would be, and how much may be. */
export type BrokenCap = Omit<Extract<NotTaken, { kind: 'over-cap' }>, 'kind'>;

/**
 * Whose yes a taking has. `own`: the taker's alone, which is enough where no line `wantsApproval`; with `asksToAllow` they
 * know that it breaks a cap, and ask for it all the same. `coordinator`: somebody has looked at it, `allowsCap` that too.
 */
export type Consent =
  | { of: 'own'; wantsApproval: boolean; asksToAllow: boolean }
  | { of: 'coordinator'; allowsCap: boolean };

/** `exchange`: the shift that is to be given for it, where there is one. */
export type TakingFacts = {
  shift: Scheduled;
  exchange: Scheduled | null;
  against: Against;
  people: KnownPeople;
  consent: Consent;
  nowMs: number;
};

/** What becomes of `personId`'s taking `up`. */
export function whatTakingDoes(up: OpenShift | null, personId: string, facts: TakingFacts): TakeStep {
  const { shift, exchange, against, people, consent, nowMs } = facts;
  const { occurrence, assigned } = shift;
  const answer = (take: Take): TakeStep => ({ kind: 'answer', take });
  if (!up || up.holderId === personId || !isFor(up, personId)) return answer({ kind: 'unknown' });
  // Whoever asks twice is not told that somebody else has it.
  if (up.state === 'taken' && occurrence?.people.some((one) => one.person === personId))
    return answer(takenOf(occurrence, up));
  const isLookedAt = up.state === 'waiting' && up.takenBy === personId;
  if (isLookedAt && consent.of === 'own') return answer(takenOf(occurrence ?? up, up));
  if (!isLookedAt && (!isUp(up) || (up.expiresAtMs ?? Infinity) <= nowMs))
    return answer({ kind: up.state === 'taken' || up.state === 'waiting' ? 'meanwhile' : 'unknown' });
  if (!occurrence || occurrence.startMs <= nowMs) return { kind: 'over', take: { kind: 'unknown' } };
  if (!isStillOpen(up, occurrence, people)) return { kind: 'over', take: { kind: 'meanwhile' } };
  const theirs = up.inExchange && exchange?.occurrence;
  if (up.inExchange && !(theirs && mayComeBack(theirs, occurrence, up.holderId, personId, facts)))
    return up.askedMany ? answer({ kind: 'unknown' }) : { kind: 'over', take: { kind: 'unknown' } };
  const why = against(personId, occurrence, theirs ?? undefined, up.holderId);
  const overCap = why?.kind === 'over-cap' ? capOf(why) : null;
  const mayBeAllowed = consent.of === 'own' ? consent.asksToAllow : consent.allowsCap;
  if (why && !(overCap && mayBeAllowed)) return answer({ kind: 'not-possible', line: occurrence.line, why });
  const inExchange = theirs ? { ...theirs } : null;
  if (consent.of === 'own' && (consent.wantsApproval || overCap))
    return { kind: 'ask', take: takenOf(occurrence, { inExchange, state: 'waiting' }), occurrence, overCap };
  return {
    kind: 'give',
    take: takenOf(occurrence, { inExchange }),
    occurrence,
    people: withTaker(assigned, up.holderId, personId),
    other: theirs ? { occurrence: theirs, people: withTaker(exchange?.assigned ?? [], personId, up.holderId) } : null,
    staysOpen: up.holderId === '' && missingOf(occurrence, people) > (takesCalls(people.get(personId)) ? 1 : 0),
    overCap,
  };
}

function capOf({ kind: _kind, ...cap }: Extract<NotTaken, { kind: 'over-cap' }>): BrokenCap {
  return cap;
}

/** Whether the taker still has what they would give for it, and its new holder may take that. */
function mayComeBack(
  theirs: Occurrence,
  given: Occurrence,
  holderId: string,
  takerId: string,
  { against, nowMs }: TakingFacts,
): boolean {
  const isTakers = theirs.people.some(({ person }) => person === takerId);
  return isTakers && theirs.startMs > nowMs && against(holderId, theirs, given, takerId) === null;
}

/** The taker stands where the holder stood; where there was none, they come as one more primary. */
function withTaker(assigned: readonly Assignment[], holderId: string, takerId: string): Assignment[] {
  const others = assigned.filter(({ person }) => person !== takerId);
  if (holderId === '') return [...others, { person: takerId, as: 'primary' }];
  return others.map((one) => (one.person === holderId ? { ...one, person: takerId } : one));
}

/**
 * `withdraw`: it is up no more. `give-back`: the people from before the taking are on it again, and it is up again.
 * `take-back-asking`: nobody is asked for a yes any more, and it is up again.
 */
export type UndoStep = { kind: 'withdraw' | 'give-back' | 'take-back-asking' | 'answer'; undo: Undo };

/**
 * What becomes of taking back a COVER or offer, a TAKE or swap of `up`, or having asked for one; with null there is none,
 * or it is too long ago. `isAsLeft`: the occurrence, and the one exchanged for it, has the people that the taking gave it.
 */
export function whatUndoingDoes(
  step: { kind: 'cover' | 'take' | 'swap' | 'ask'; undoneAtMs: number | null } | null,
  up: OpenShift | null,
  isAsLeft: boolean,
): UndoStep {
  const answer = (undo: Undo): UndoStep => ({ kind: 'answer', undo });
  if (!step || !up) return answer({ kind: 'too-late' });
  const undone: Undo = { kind: 'undone', ...timeOf(up) };
  if (step.undoneAtMs !== null) return answer(undone);
  if (step.kind === 'ask')
    return up.state === 'waiting' ? { kind: 'take-back-asking', undo: undone } : answer({ kind: 'too-late' });
  if (step.kind !== 'cover') return isAsLeft ? { kind: 'give-back', undo: undone } : answer({ kind: 'too-late' });
  if (up.state === 'taken') return answer({ kind: 'taken-meanwhile' });
  return isUp(up) || up.state === 'waiting' ? { kind: 'withdraw', undo: undone } : answer({ kind: 'too-late' });
}
