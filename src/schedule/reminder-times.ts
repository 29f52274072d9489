/** When people are told of their shifts: early enough, and never in their night. */
import { dayMs } from './wall-clock.ts';
import { zoneClock } from './zone-clock.ts';

export type ReminderKind = 'day-before' | 'hour-before';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** Nobody is texted from 21:00 to 09:00 on their own clock. */
const nightStartsMs = 21 * hourMs;
const nightEndsMs = 9 * hourMs;
/** What would fall into the night comes at this time of the evening before it. */
const eveningMs = 20 * hourMs;

/** How long before a shift somebody is asked if they will be there, and reminded once more; null: once is enough. */
export type ReminderTimes = { askHours: number; againMinutes: number | null };

/** Of whoever has said nothing else. */
export const usualReminders: ReminderTimes = { askHours: 24, againMinutes: 60 };

/** Whether the clock of `zone` shows 21:00 to 09:00. */
export function isNight(atMs: number, zone: string): boolean {
  const ms = timeOfDay(atMs, zone);
  return ms >= nightStartsMs || ms < nightEndsMs;
}

/** When the night of `zone` begins that comes after `atMs`; never for what is written in the night itself, which was meant for it. */
export function nightAfter(atMs: number, zone: string): number {
  if (isNight(atMs, zone)) return Infinity;
  const clock = zoneClock(zone);
  return clock.startInstant(clock.localDay(atMs) * dayMs + nightStartsMs);
}

/** `atMs`, or 20:00 of the evening before the night it falls into. */
export function beforeNight(atMs: number, zone: string): number {
  if (!isNight(atMs, zone)) return atMs;
  const clock = zoneClock(zone);
  const evening = clock.localDay(atMs) - (timeOfDay(atMs, zone) < nightEndsMs ? 1 : 0);
  return clock.startInstant(evening * dayMs + eveningMs);
}

/** `atMs`, or 09:00 of the morning after the night it falls into. */
export function afterNight(atMs: number, zone: string): number {
  if (!isNight(atMs, zone)) return atMs;
  const clock = zoneClock(zone);
  const morning = clock.localDay(atMs) + (timeOfDay(atMs, zone) >= nightStartsMs ? 1 : 0);
  return clock.startInstant(morning * dayMs + nightEndsMs);
}

/** When somebody in `zone` is reminded of a shift that starts at `startMs`: at their own times before it, else 24 h and 1 h, and before the night. */
export function remindersOf(
  startMs: number,
  zone: string,
  { askHours, againMinutes }: ReminderTimes = usualReminders,
): { kind: ReminderKind; dueMs: number }[] {
  const again = againMinutes === null ? [] : [{ kind: 'hour-before' as const, leadMs: againMinutes * minuteMs }];
  return [{ kind: 'day-before' as const, leadMs: askHours * hourMs }, ...again].map(({ kind, leadMs }) => ({
    kind,
    dueMs: beforeNight(startMs - leadMs, zone),
  }));
}

/** The latest 09:00 of `zone` that is not after `atMs`: when the cover of a line is looked at. */
export function lastMorning(atMs: number, zone: string): number {
  const clock = zoneClock(zone);
  const day = clock.localDay(atMs);
  const todayMs = clock.startInstant(day * dayMs + nightEndsMs);
  return todayMs <= atMs ? todayMs : clock.startInstant((day - 1) * dayMs + nightEndsMs);
}

/** Which warning a gap that starts at `startMs` is due for: so many days ahead of it (S4); null while it is further away, or once it began. */
export function gapWarningDays(startMs: number, nowMs: number): 30 | 7 | 1 | null {
  const daysAway = (startMs - nowMs) / dayMs;
  if (daysAway <= 0 || daysAway > 30) return null;
  return daysAway <= 1 ? 1 : daysAway <= 7 ? 7 : 30;
}

function timeOfDay(atMs: number, zone: string): number {
  const wall = atMs + zoneClock(zone).offsetAt(atMs);
  return ((wall % dayMs) + dayMs) % dayMs;
}
