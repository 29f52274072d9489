/** The questions a caller is asked when they want to be called back, and where every key and every silence leads (C1). */
import { nextTimeOfDay, quietUntil, type CallbackPolicy } from './rules.ts';

export type CallbackStep = 'already' | 'number' | 'type-number' | 'message' | 'text' | 'when' | 'type-time' | 'half';

/** What has been answered so far. The number itself is none of this room's business: only whether there is one. */
export type CallbackDraft = {
  step: CallbackStep;
  /** How often the present question has been asked before. */
  round: number;
  number: 'own' | 'typed' | null;
  messageOk: boolean;
  textOk: boolean;
  /** A time of day waiting for "morning or afternoon". */
  clock: { hour: number; minute: number } | null;
  /** Null: as soon as someone is free. */
  atMs: number | null;
};

/** What the questions depend on. */
export type DialogueFacts = {
  nowMs: number;
  timeZone: string;
  quietHours: CallbackPolicy['quietHours'];
  /** Whether the number they call from can be called back. */
  ownNumber: 'fine' | 'hidden' | 'declined';
  /** Whether we have already promised to call that number. */
  isPromised: boolean;
  /** What was typed, as a number: one that may be called, none, or one that is declined. */
  typed: 'fine' | 'unclear' | 'declined';
  isOpenAt: (atMs: number) => boolean;
};

/** What is said before the next question. */
export type DialogueNote = 'unclear' | 'quiet' | 'closed' | 'declined' | 'hidden';

/**
 * `ask`: the draft's question. `promise`: everything needed is there. `leave`: back to where they were, nothing promised;
 * `declined` where we cannot call them. `settle`: by their own word the promise they had is no longer needed (C4).
 */
export type DialogueAnswer =
  | { kind: 'ask'; draft: CallbackDraft; note: DialogueNote | null }
  | { kind: 'promise'; draft: CallbackDraft }
  | { kind: 'leave'; declined: boolean }
  | { kind: 'settle' }
  | { kind: 'crisis' };

const rounds = 2;

/** The first question. */
export function startDialogue(facts: DialogueFacts): DialogueAnswer {
  const draft: CallbackDraft = {
    step: 'number',
    round: 0,
    number: null,
    messageOk: false,
    textOk: false,
    clock: null,
    atMs: null,
  };
  if (facts.isPromised) return ask({ ...draft, step: 'already' });
  if (facts.ownNumber === 'fine') return ask(draft);
  return ask({ ...draft, step: 'type-number' }, facts.ownNumber);
}

/** What follows from the keys typed at the question `asked`. A key for another question than the one that stands comes late or twice: it changes nothing. */
export function answerToKeys(
  draft: CallbackDraft | null,
  asked: { step: string; round: number; keys: string } | null,
  facts: DialogueFacts,
): DialogueAnswer {
  if (!draft) return startDialogue(facts);
  if (!asked || asked.step !== draft.step || asked.round !== draft.round) return { kind: 'ask', draft, note: null };
  return continueDialogue(draft, asked.keys, facts);
}

/** What follows from the keys typed at the draft's question; `keys` is empty for silence. */
export function continueDialogue(draft: CallbackDraft, keys: string, facts: DialogueFacts): DialogueAnswer {
  // The crisis line is one key away wherever a machine speaks (V12); no number and no time is that short.
  if (keys === '9') return { kind: 'crisis' };
  switch (draft.step) {
    case 'already':
      return keys === '2' ? { kind: 'settle' } : { kind: 'leave', declined: false };
    case 'number':
      if (keys === '1') return ask(next({ ...draft, number: 'own' }, 'message'));
      if (keys === '2') return ask(next(draft, 'type-number'));
      return again(draft, null, { kind: 'leave', declined: false });
    case 'type-number':
      return numberTyped(draft, keys, facts);
    case 'message':
      if (keys === '1' || keys === '2') return ask(next({ ...draft, messageOk: keys === '1' }, 'text'));
      return again(draft, null, ask(next(draft, 'text')));
    case 'text':
      if (keys === '1' || keys === '2') return ask(next({ ...draft, textOk: keys === '1' }, 'when'));
      return again(draft, null, ask(next(draft, 'when')));
    case 'when':
      if (keys === '2') return ask(next(draft, 'type-time'));
      return keys === '1' ? { kind: 'promise', draft } : again(draft, null, { kind: 'promise', draft });
    case 'type-time':
      return timeTyped(draft, keys, facts);
    case 'half':
      if (draft.clock !== null && (keys === '1' || keys === '2')) {
        return chosen(draft, (draft.clock.hour % 12) + (keys === '2' ? 12 : 0), draft.clock.minute, facts);
      }
      return again(draft, null, ask(next(draft, 'when')));
  }
}

/**
 * Whether somebody who hangs up here has asked for a call: their number is certain, and they had not begun to choose a
 * time. Questions they were not asked any more get the careful answer: no message, no text.
 */
export function isEnough(draft: CallbackDraft): boolean {
  return draft.number !== null && (draft.step === 'message' || draft.step === 'text' || draft.step === 'when');
}

function numberTyped(draft: CallbackDraft, keys: string, { typed }: DialogueFacts): DialogueAnswer {
  if (keys === '') return again(draft, null, { kind: 'leave', declined: false });
  if (typed === 'fine') return ask(next({ ...draft, number: 'typed' }, 'when'));
  return again(draft, typed, { kind: 'leave', declined: true });
}

function timeTyped(draft: CallbackDraft, keys: string, facts: DialogueFacts): DialogueAnswer {
  const hour = Number(keys.slice(0, 2));
  const minute = Number(keys.slice(2));
  if (!/^\d{4}$/.test(keys) || hour > 23 || minute > 59)
    return again(draft, keys === '' ? null : 'unclear', ask(next(draft, 'when')));
  if (hour >= 1 && hour <= 12) return ask(next({ ...draft, clock: { hour, minute } }, 'half'));
  return chosen(draft, hour, minute, facts);
}

/** A time in the night, or while the line is closed, would be a promise we break: another one is asked for. */
function chosen(draft: CallbackDraft, hour: number, minute: number, facts: DialogueFacts): DialogueAnswer {
  const atMs = nextTimeOfDay(hour, minute, facts.timeZone, facts.nowMs);
  const note =
    quietUntil(facts.quietHours, facts.timeZone, atMs) > atMs ? 'quiet' : facts.isOpenAt(atMs) ? null : 'closed';
  if (note === null) return { kind: 'promise', draft: { ...draft, atMs } };
  return again({ ...draft, step: 'type-time', clock: null }, note, ask(next(draft, 'when'), note));
}

function next(draft: CallbackDraft, step: CallbackStep): CallbackDraft {
  return { ...draft, step, round: 0 };
}

function ask(draft: CallbackDraft, note: DialogueNote | null = null): DialogueAnswer {
  return { kind: 'ask', draft, note };
}

/** Asks the same once more, then goes on with `otherwise`. */
function again(draft: CallbackDraft, note: DialogueNote | null, otherwise: DialogueAnswer): DialogueAnswer {
  return draft.round + 1 >= rounds ? otherwise : ask({ ...draft, round: draft.round + 1 }, note);
}
