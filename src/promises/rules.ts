/** When a promised call may be tried, until when it holds, and what follows from each attempt (C3, C4). */
import type { AttemptOutcome } from '../calls/model.ts';
import type { CompiledSchedule } from '../schedule/compile.ts';
import { staffedOpeningEnd, staffedOpenings } from '../schedule/coverage.ts';
import { nextOpening } from '../schedule/opening.ts';
import { dayMs, parseEndOfHours, parseTimeOfDay } from '../schedule/wall-clock.ts';
import { zoneClock } from '../schedule/zone-clock.ts';

/** The `callback` part of a line's policy. */
export type CallbackPolicy = {
  quietHours: { start: string; end: string };
  attemptsMinutes: number[];
  expiresHours: number;
};

/** What of a promise the rules ask about. */
export type PromiseTerms = {
  /** For a chosen time, not for "soon". */
  timed: boolean;
  /** Typed in by a caller: one attempt, never a message (C1). */
  keyedIn: boolean;
  untilMs: number;
  /** The zone whose nights are kept quiet: the line's, unless another was entered. */
  timeZone: string;
};

/** What the rules ask of the world: the line's policy and when it is open. */
export type PromiseWorld = { policy: CallbackPolicy; schedule: CompiledSchedule; lineId: string };

export type AfterAttempt =
  | { state: 'open'; nextAtMs: number; attempts: number }
  | { state: 'kept' | 'stopped' | 'failed'; attempts: number };

const minuteMs = 60_000;
const hourMs = 3_600_000;

/**
 * When the quiet hours that hold at `atMs` in `zone` are over; `atMs` itself where none hold. They may run across
 * midnight; daylight saving by S3; equal ends mean that there are none.
 */
export function quietUntil({ start, end }: CallbackPolicy['quietHours'], zone: string, atMs: number): number {
  const startWall = parseTimeOfDay(start);
  const endWall = parseEndOfHours(end);
  if (startWall === null || endWall === null) throw new RangeError(`no such hours "${start}" to "${end}"`);
  if (startWall === endWall) return atMs;
  const clock = zoneClock(zone);
  const today = clock.localDay(atMs);
  const ends = [today - 1, today].map((day) => {
    const startMs = clock.startInstant(day * dayMs + startWall);
    const endMs = clock.endInstant((endWall < startWall ? day + 1 : day) * dayMs + endWall);
    return startMs <= atMs && atMs < endMs ? endMs : atMs;
  });
  return Math.max(...ends);
}

/** Until when a promise due at `dueAtMs` holds: 24 h, or the end of the next staffed opening, whichever is later (C3). */
export function promiseUntil({ policy, schedule, lineId }: PromiseWorld, dueAtMs: number): number {
  const plainMs = dueAtMs + policy.expiresHours * hourMs;
  const spanMs = Math.max(plainMs - dueAtMs, dayMs);
  // Where nobody is planned and people are on call, their openings are what is waited for.
  for (const by of ['primary', 'anybody'] as const) {
    const staffed = staffedOpenings(schedule, lineId, dueAtMs, dueAtMs + spanMs, by);
    // A line that is staffed round the clock has no end of an opening to wait for.
    if (staffed.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0) >= spanMs) return plainMs;
    const endMs = staffedOpeningEnd(schedule, lineId, dueAtMs, by);
    if (endMs !== null) return Math.max(plainMs, endMs);
  }
  return plainMs;
}

/**
 * The first instant from `fromMs` on at which the caller may be rung: the line is open, and for a retry or a chosen time
 * no quiet hours hold. Null where there is none before the promise ends.
 */
export function nextChance(
  terms: PromiseTerms,
  { policy, schedule, lineId }: PromiseWorld,
  fromMs: number,
  isRetry: boolean,
): number | null {
  const avoidsNight = terms.timed || isRetry;
  let atMs = fromMs;
  while (atMs < terms.untilMs) {
    const awakeMs = avoidsNight ? quietUntil(policy.quietHours, terms.timeZone, atMs) : atMs;
    const opening = nextOpening(schedule, lineId, awakeMs);
    if (opening === null) return null;
    if (opening.startMs === atMs) return atMs;
    atMs = opening.startMs;
  }
  return null;
}

/** Whether another attempt may follow by itself, and whether the one that ended counts as one. */
function isRepeatable(outcome: AttemptOutcome): boolean {
  return ['no-answer', 'busy', 'failed', 'machine', 'short', 'withdrawn', 'volunteer-gone'].includes(outcome);
}

/** An attempt that failed by our doing does not count, except where a typed-in number has rung: such a number rings only once. */
function counts(outcome: AttemptOutcome, keyedIn: boolean): boolean {
  return outcome !== 'withdrawn' && (outcome !== 'volunteer-gone' || keyedIn);
}

/**
 * What becomes of a promise after an attempt that was dialled at `dialledAtMs` and is over at `nowMs`; `attempts` counts
 * those before it. A person who answers without `1` ends all attempts, an opt-out stops the promise (C2, C4).
 */
export function afterAttempt(
  terms: PromiseTerms,
  world: PromiseWorld,
  attempts: number,
  outcome: AttemptOutcome,
  dialledAtMs: number,
  nowMs: number,
): AfterAttempt {
  const made = attempts + (counts(outcome, terms.keyedIn) ? 1 : 0);
  if (outcome === 'talked') return { state: 'kept', attempts: made };
  if (outcome === 'refused') return { state: 'stopped', attempts: made };
  if (!isRepeatable(outcome)) return { state: 'failed', attempts: made };
  const { attemptsMinutes } = world.policy;
  if (made >= (terms.keyedIn ? 1 : attemptsMinutes.length)) return { state: 'failed', attempts: made };
  const gapMinutes = counts(outcome, terms.keyedIn)
    ? (attemptsMinutes[made] ?? 0) - (attemptsMinutes[made - 1] ?? 0)
    : 0;
  const fromMs = Math.max(nowMs, dialledAtMs + Math.max(0, gapMinutes) * minuteMs);
  // With no chance left the promise comes due once more when it ends, and goes on the attention list then.
  return { state: 'open', nextAtMs: nextChance(terms, world, fromMs, made > 0) ?? terms.untilMs, attempts: made };
}

/**
 * The next instant after `nowMs` at which clocks in `zone` show `hour`:`minute`: today, or tomorrow; one that does not
 * exist becomes the first instant after the gap, of two the first (S3).
 */
export function nextTimeOfDay(hour: number, minute: number, zone: string, nowMs: number): number {
  const clock = zoneClock(zone);
  const today = clock.localDay(nowMs);
  const instants = [today, today + 1].map((day) => clock.startInstant(day * dayMs + hour * hourMs + minute * minuteMs));
  return (
    instants.find((atMs) => atMs > nowMs) ?? clock.startInstant((today + 2) * dayMs + hour * hourMs + minute * minuteMs)
  );
}
