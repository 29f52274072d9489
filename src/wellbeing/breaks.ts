/** Breaks: what leads to one, how long it is, and what missed rings lead to (rules.md, Care). `ON` ends any of them. */

const minuteMs = 60_000;

/** Every break by its cause, in minutes. */
export const breakMinutes = {
  /** `BREAK` without a number. */
  word: 20,
  /** `6` in answer to "How heavy was it?". */
  checkIn: 20,
  /** The key of the menu of a volunteer who phones in. */
  menu: 20,
  /** A volunteer who calls to talk with somebody themselves is not rung meanwhile (V14). */
  ownTalk: 30,
  missedRings: 30,
} as const;

/** What may be asked for by `BREAK 20`, in minutes. */
export const askableBreak = { shortest: 1, longest: 240 } as const;

/** This many missed rings in a row lead to a break. */
const missedForBreak = 2;

/** When a break that begins at `nowMs` ends. */
export function breakEndMs(minutes: number, nowMs: number): number {
  return nowMs + minutes * minuteMs;
}

/** A key or a word of theirs: rings missed before it are forgotten. */
export const notMissing = { missedInRow: 0 } as const;

export type AfterMissedRing =
  | { missedInRow: number }
  | { missedInRow: number; breakUntilMs: number; breakReason: 'missed' };

/** What one more missed ring changes for somebody who has missed `missedInRow` in a row; with a break its person hears of it kindly. */
export function afterMissedRing(missedInRow: number, nowMs: number): AfterMissedRing {
  if (missedInRow + 1 < missedForBreak) return { missedInRow: missedInRow + 1 };
  return {
    ...notMissing,
    breakUntilMs: breakEndMs(breakMinutes.missedRings, nowMs),
    breakReason: 'missed',
  };
}
