/** When somebody is asked how they are after a heavy contact, and since when they have had no pause. */
import { DateTime } from 'luxon';
import { dayTurnsMs } from '../schedule/wall-clock.ts';
import { union, within, type Span } from './load-events.ts';
import { pauseMs } from './load-amounts.ts';

const hourMs = 3_600_000;
/** Late enough for somebody who was on at night. */
const askAtHour = 11;
const tooLateHour = 21;

/** Contacts longer ago than this belong to a stretch that a pause has ended. */
export const longestStretchMs = 12 * hourMs;

/** The instant of the next day's "How are you?" after something heavy at `atMs`, on the person's own clock (W3). */
export function howAreYouMs(atMs: number, zone: string): number {
  const local = DateTime.fromMillis(atMs, { zone });
  const day = local.startOf('day').minus({ days: local.hour * hourMs < dayTurnsMs ? 1 : 0 });
  return day.plus({ days: 1 }).set({ hour: askAtHour }).toMillis();
}

/** Whether the question of `askedAtMs` may still be asked at `nowMs`: the same day, and before the evening is late; a service that was away asks nobody at night. */
export function mayStillAsk(askedAtMs: number, nowMs: number, zone: string): boolean {
  const [asked, now] = [askedAtMs, nowMs].map((ms) => DateTime.fromMillis(ms, { zone })) as [DateTime, DateTime];
  return now.hasSame(asked, 'day') && now.hour < tooLateHour;
}

/**
 * Since when somebody has been in contacts without a real pause, up to `nowMs`: contacts less than ten minutes apart
 * are one stretch, a break ends it. Null where the last ten minutes were a pause, or held no contact.
 */
export function unpausedSinceMs(contacts: readonly Span[], breaks: readonly Span[], nowMs: number): number | null {
  const breakEndMs = Math.max(
    -Infinity,
    ...breaks.filter((span) => span.startMs <= nowMs).map((span) => Math.min(span.endMs, nowMs)),
  );
  const stretch = union(within({ startMs: breakEndMs, endMs: nowMs }, contacts), (gapMs) => gapMs < pauseMs).at(-1);
  return stretch && nowMs - stretch.endMs < pauseMs ? stretch.startMs : null;
}
