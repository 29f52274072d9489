/** When somebody may be sent a text that they have not asked for: never in their night, nor in a rest, nor against their word. The one place that says so, for calling in, notices and words to many. */
import { afterNight } from '../schedule/reminder-times.ts';

/** Whoever would read it. `silenced`: they want no texts of the line. `reached`: their number takes texts. `pauseUntilMs`: until when a rest or break of theirs lasts. */
export type TextReader = { zone: string; silenced?: boolean; reached?: boolean; pauseUntilMs?: number | null };

export type WhenTexted = { kind: 'now' } | { kind: 'later'; atMs: number } | { kind: 'never'; why: NeverTexted };
export type NeverTexted = 'silenced' | 'no-texts';

/** Whether the text goes at `nowMs`, waits for a time that is good for its reader, or is not sent. */
export function whenTexted(reader: TextReader, nowMs: number): WhenTexted {
  const { zone, silenced = false, reached = true, pauseUntilMs = null } = reader;
  if (silenced) return { kind: 'never', why: 'silenced' };
  if (!reached) return { kind: 'never', why: 'no-texts' };
  const atMs = afterNight(Math.max(nowMs, pauseUntilMs ?? nowMs), zone);
  return atMs > nowMs ? { kind: 'later', atMs } : { kind: 'now' };
}
