/** How much each event weighs in its part of the load (rules.md, Load): the numbers alone, for the score and for its reasons. */
import { totalMs, within, type Span } from './load-events.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
/** A duty that ended longer ago says nothing of recovery, nor does an older check-in. */
export const recentMs = 14 * dayMs;
/** A shorter gap between contacts is no real pause. */
export const pauseMs = 10 * minuteMs;
/** Contacts for so long without a real pause are too long. */
export const withoutPauseMs = 120 * minuteMs;
const restHours = 11;
/** So many days with a duty in a row are no strain. */
export const daysAtEase = 3;

/** What of a duty, breaks taken off, was spent in talks: a share, and whether they went on for too long without a real pause. */
export type Busyness = { occupancy: number; withoutPause: boolean };

export function contactAmount(minutes: number, endMs: number, nowMs: number): number {
  return (minutes * decay(nowMs - endMs, 36 * hourMs)) / 240;
}

/** `points` of `heavyPoints`. */
export function heavyAmount(points: number, endMs: number, nowMs: number): number {
  return (points * decay(nowMs - endMs, 72 * hourMs)) / 4;
}

/** Always a third per duty, however few there are: else the load would rise when an old restful duty drops out. */
export function busyAmount({ occupancy, withoutPause }: Busyness): number {
  return (withoutPause ? 1 : clamp((occupancy - 0.65) / 0.25)) / 3;
}

/** Hours between two duties where that is short; null where it is rest enough. */
export function shortRestHours(earlierEndMs: number, laterStartMs: number): number | null {
  const hours = (laterStartMs - earlierEndMs) / hourMs;
  return hours >= restHours ? null : hours;
}

export function shortRestAmount(hours: number, laterStartMs: number, nowMs: number): number {
  return ((restHours - hours) / restHours) * decay(nowMs - laterStartMs, 48 * hourMs);
}

export function daysAmount(days: number): number {
  return days <= daysAtEase ? 0 : 0.25 * (days - daysAtEase);
}

export function nightAmount(nightMinutes: number, endMs: number, nowMs: number): number {
  return (nightMinutes * decay(nowMs - endMs, 14 * dayMs)) / 480;
}

export function checkInAmount(answer: number): number {
  return (answer - 1) / 4;
}

/** `6` asks for a break and is no rating. */
export function isRating({ answer }: { answer: number }): boolean {
  return answer >= 1 && answer <= 5;
}

/**
 * How busy a duty was (occupancy 1 for talks in a duty that is all break). `contacts` are in order of time; those before the place
 * `from` do not reach into the duty. `breaks` do not overlap.
 */
export function busyness(duty: Span, contacts: readonly Span[], breaks: readonly Span[], from = 0): Busyness {
  let [contactMs, talkedUntilMs] = [0, duty.startMs];
  let chainFromMs = Number.NEGATIVE_INFINITY;
  let withoutPause = false;
  for (let place = from; place < contacts.length; place += 1) {
    const contact = contacts[place] as Span;
    if (contact.startMs >= duty.endMs) break;
    if (contact.endMs <= duty.startMs) continue;
    const startMs = Math.max(contact.startMs, duty.startMs);
    const endMs = Math.min(contact.endMs, duty.endMs);
    if (chainFromMs < duty.startMs || startMs - talkedUntilMs >= pauseMs) chainFromMs = startMs;
    contactMs += Math.max(0, endMs - Math.max(startMs, talkedUntilMs));
    talkedUntilMs = Math.max(talkedUntilMs, endMs);
    if (talkedUntilMs - chainFromMs >= withoutPauseMs) withoutPause = true;
  }
  const workingMs = totalMs([duty]) - totalMs(within(duty, breaks));
  const occupancy = workingMs > 0 ? contactMs / workingMs : contactMs > 0 ? 1 : 0;
  return { occupancy, withoutPause };
}

/** So many days with a duty in a row lead up to today, or to yesterday where today has none yet; `dutyDays` are day numbers. */
export function daysInARow(dutyDays: ReadonlySet<number>, today: number): { days: number; lastDay: number } {
  const lastDay = dutyDays.has(today) ? today : today - 1;
  let days = 0;
  while (dutyDays.has(lastDay - days)) days += 1;
  return { days, lastDay };
}

export function decay(ageMs: number, halfLifeMs: number): number {
  return 2 ** (-ageMs / halfLifeMs);
}

export function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}
