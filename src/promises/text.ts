/** What a texter's answer to a question about their callback means, read as leniently as any word (T7), and what it leads to (C1). */
import { wordIn } from '../reading/plain-text.ts';
import { isOpen } from '../schedule/opening.ts';
import type { PromiseLine } from './due.ts';
import type { PromisedCall } from './model.ts';
import { nextTimeOfDay, promiseUntil, quietUntil } from './rules.ts';

/** `null`: it answers nothing, and is for a peer. `unclear`: it can only be meant as a time, and is none. */
export type TextAnswer =
  | { kind: 'safe'; messageOk: boolean }
  | { kind: 'soon' }
  | { kind: 'time'; hour: number; minute: number }
  | { kind: 'unclear' }
  | null;

/** Reads `body` as an answer to the question `step`: `1` or `2`, and where it is about when, a time such as `7:30 PM` or `19:30`. */
export function readTextAnswer(step: 'message' | 'when', body: string): TextAnswer {
  const text = wordIn(body);
  if (step === 'message') return text === '1' || text === '2' ? { kind: 'safe', messageOk: text === '1' } : null;
  if (text === '1') return { kind: 'soon' };
  const match = /^(?:AT |A LAS? )?(\d{1,2})(?: ?[:.,H] ?(\d{2}))? ?(?:(?:(A|P)\.? ?M)|H|HRS?)?$/.exec(text);
  if (!match) return null;
  const [hour, minute] = [Number(match[1]), Number(match[2] ?? 0)];
  const half = match[3];
  if (minute > 59 || hour > 23) return { kind: 'unclear' };
  if (half !== undefined)
    return hour >= 1 && hour <= 12
      ? { kind: 'time', hour: (hour % 12) + (half === 'P' ? 12 : 0), minute }
      : { kind: 'unclear' };
  // Seven thirty may be either: only a time of 24 hours is certain without AM or PM.
  return hour === 0 || hour > 12 ? { kind: 'time', hour, minute } : { kind: 'unclear' };
}

/** The first call waits this long for the answers; whoever gives none is called all the same, and no message is left. */
const answersWithinMs = 120_000;

/** Until when a promise is held back from `nowMs` on for an answer of its texter. */
export function heldForAnswerMs(nowMs: number): number {
  return nowMs + answersWithinMs;
}

/** What a texter hears next: a question, or what has become of their promise. */
export type TextTurn =
  | { kind: 'asks-when' }
  | { kind: 'unclear' }
  | { kind: 'quiet' }
  | { kind: 'closed' }
  /** The question is over; `untilMs`: how long the promise holds, null where it is settled. */
  | { kind: 'over'; untilMs: number | null }
  | { kind: 'promised'; atMs: number | null; untilMs: number };

/**
 * `keep-safety`: written down, and asked when. `choose`: the promise is for that time (null: as soon as somebody is free);
 * `takesBack`: it waits in line now, and is to wait for its time instead.
 */
export type AnswerStep =
  | { kind: 'say'; turn: TextTurn }
  | { kind: 'keep-safety'; messageOk: boolean; heldUntilMs: number }
  | { kind: 'choose'; atMs: number | null; takesBack: boolean };

/** What a texter's answer leads to. A time in the night, or while the line is closed, would be a promise we break: another one is asked for. */
export function whatAnswerLeadsTo(
  answer: NonNullable<TextAnswer>,
  promise: Pick<PromisedCall, 'contactId'>,
  line: PromiseLine,
  nowMs: number,
): AnswerStep {
  switch (answer.kind) {
    case 'safe':
      return { kind: 'keep-safety', messageOk: answer.messageOk, heldUntilMs: heldForAnswerMs(nowMs) };
    case 'unclear':
      return { kind: 'say', turn: answer };
    case 'soon':
      return { kind: 'choose', atMs: null, takesBack: false };
    case 'time': {
      const atMs = nextTimeOfDay(answer.hour, answer.minute, line.timeZone, nowMs);
      if (quietUntil(line.policy.quietHours, line.timeZone, atMs) > atMs)
        return { kind: 'say', turn: { kind: 'quiet' } };
      if (!isOpen(line.schedule, line.lineId, atMs)) return { kind: 'say', turn: { kind: 'closed' } };
      return { kind: 'choose', atMs, takesBack: promise.contactId !== null };
    }
  }
}

/** What a chosen time changes of a promise. */
export type ChosenTime = { timed: boolean; nextAtMs: number; untilAtMs: number };

/**
 * What choosing `atMs` changes, and what the texter hears. One that is settled or in line by now stays as it is: `known` is
 * the promise they answered about, `promise` the same one as it stands.
 */
export function chosenTime(
  promise: PromisedCall | null,
  known: Pick<PromisedCall, 'untilAtMs'>,
  atMs: number | null,
  line: PromiseLine,
  nowMs: number,
): { change: ChosenTime | null; turn: TextTurn } {
  if (promise?.state !== 'open' || promise.contactId !== null)
    return { change: null, turn: { kind: 'promised', atMs: null, untilMs: known.untilAtMs } };
  const untilAtMs = atMs === null ? known.untilAtMs : promiseUntil(line, atMs);
  const nextAtMs = atMs ?? (promise.attempts === 0 ? nowMs : (promise.nextAtMs ?? nowMs));
  return {
    change: { timed: atMs !== null, nextAtMs, untilAtMs },
    turn: { kind: 'promised', atMs, untilMs: untilAtMs },
  };
}
