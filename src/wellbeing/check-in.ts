/** "How heavy was it?": what an answer means, when it is asked, and which contact it is about (V7). */
import { breakMinutes } from './breaks.ts';
import { behind, isHeavyAnswer, restFrom, type CarePolicy, type GivenRest } from './rests.ts';

/** From 1 for light to 5 for very heavy; 6 asks for a break and rates nothing. */
export type CheckInMeaning = 'rating' | 'heavy' | 'break';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** What an answer of 1 to 6 asks for. */
export function meaningOf(answer: number): CheckInMeaning {
  if (answer === 6) return 'break';
  return isHeavyAnswer(answer) ? 'heavy' : 'rating';
}

/** When a talk that ended at `endedMs` is asked about by text; a volunteer who answered by keypad is not asked again. */
export function checkInDueMs(endedMs: number): number {
  return endedMs + minuteMs;
}

/** Whether a talk that was over at `endedMs` may still be asked about; a service that was away for longer asks no more. */
export function mayAskHowHeavy(endedMs: number, nowMs: number): boolean {
  return nowMs - endedMs <= 2 * hourMs;
}

/** An answer is about the latest contact that ended after this instant. */
export function checkInIsAboutSinceMs(nowMs: number): number {
  return nowMs - 12 * hourMs;
}

/** What an answer brings about: the rest it begins, or the break it asks for. After a rest its person is asked the next day how they are. */
export type AfterCheckIn = { rest: GivenRest | null; breakMinutes: number | null };

/** What follows from an answer of 1 to 6 on a line with this policy. */
export function afterCheckIn(answer: number, policy: CarePolicy, nowMs: number): AfterCheckIn {
  return {
    rest: restFrom(behind({ answer }), policy, nowMs),
    breakMinutes: meaningOf(answer) === 'break' ? breakMinutes.checkIn : null,
  };
}
