/** What a texter's answer to a question about their callback means (C1), read as leniently as any word (T7). */
import { wordIn } from '../reading/plain-text.ts';

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
