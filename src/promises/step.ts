/** What one step of a contact means for promises: most steps mean nothing (C4, C5). */
import { sayToAsker } from '../calls/heard.ts';
import type { AttemptOutcome, Contact, Leg } from '../calls/model.ts';
import { isKeeping, outcomeOf } from './attempt.ts';
import { isEnough, type CallbackDraft } from './dialogue.ts';
import type { PromiseRequest } from './model.ts';

/** A contact before and after a decision, with its legs as they were and as they are now. */
export type ContactStep = {
  before: Readonly<Contact>;
  after: Readonly<Contact>;
  legsBefore: readonly Readonly<Leg>[];
  legs: readonly Readonly<Leg>[];
};

/** Whose promises a talk keeps: the one that the contact was made for, or those of a caller who phoned in themselves. */
export type Kept = { keptAtMs: number; whose: { callbackId: string } | { lastingKey: string | null } };

export type StepMeaning = {
  /** The promise whose caller is dialled now. */
  begins: string | null;
  /** The questions to a caller are over, answered or not. */
  areQuestionsOver: boolean;
  keeps: Kept | null;
  /** The attempt is over; `dialledAtMs` is when its caller was dialled. */
  ends: { callbackId: string; outcome: AttemptOutcome; dialledAtMs: number } | null;
};

/** What the step means for promises; null where nothing. */
export function meaningOfStep({ before, after, legsBefore, legs }: ContactStep, nowMs: number): StepMeaning | null {
  const isOver = after.state === 'ended' && before.state !== 'ended';
  const isDialled = legs.some((leg) => leg.purpose === 'caller' && !legsBefore.some((known) => known.id === leg.id));
  const own = legs.findLast((one) => one.purpose === 'caller');
  const { callbackId } = after;
  const meaning: StepMeaning = {
    begins: isDialled ? callbackId : null,
    areQuestionsOver: before.script === 'callback' && (after.script !== 'callback' || isOver),
    keeps:
      isKeeping(after) && !isKeeping(before)
        ? {
            keptAtMs: before.talkingSinceMs ?? nowMs,
            whose: callbackId === null ? { lastingKey: after.lastingKey } : { callbackId },
          }
        : null,
    ends:
      callbackId !== null && isOver
        ? { callbackId, outcome: outcomeOf(after, own), dialledAtMs: own?.createdAtMs ?? nowMs }
        : null,
  };
  const isAnything = meaning.begins !== null || meaning.areQuestionsOver || meaning.keeps || meaning.ends;
  return isAnything ? meaning : null;
}

/**
 * What a caller's answers come to once the questions are over: `promised` where they answered all, `asked` where they hung
 * up once their number was certain.
 */
export function whatAnswersComeTo(
  draft: CallbackDraft,
  { before, after }: Pick<ContactStep, 'before' | 'after'>,
): 'promised' | 'asked' | 'nothing' {
  const hungUp = after.state === 'ended' && sayToAsker(before) !== null && isEnough(draft);
  if (hungUp) return 'asked';
  return after.told === 'callback-promised' ? 'promised' : 'nothing';
}

/** What the answers of the contact ask for; the place in line is the one its caller had. */
export function requestOf(draft: CallbackDraft, contact: Contact, number: string): PromiseRequest {
  const isTyped = draft.number === 'typed';
  return {
    lineId: contact.lineId,
    number,
    via: 'key',
    keyedIn: isTyped,
    atMs: draft.atMs,
    messageOk: draft.messageOk,
    textOk: draft.textOk,
    language: contact.language,
    wish: contact.wish,
    lastInLine: contact.lastInLine,
    askedIn: contact.id,
    askerKey: isTyped ? contact.lastingKey : null,
    // Somebody sent to the head of the line (V6) still arrived when they arrived.
    rankAtMs: contact.rankAtMs > 0 ? contact.rankAtMs : contact.arrivedAtMs,
  };
}
