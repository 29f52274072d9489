/** What the load score needs of a zone: how much of a span is night there. */
import { zoneClock } from '../schedule/zone-clock.ts';
import type { Span } from './load-events.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const nightStartsMs = 23 * hourMs;
const nightEndsMs = 7 * hourMs;

/** Minutes that really pass in `span` while the clock of `zone` shows 23:00 to 07:00, clock changes included. */
export function nightMinutes(span: Span, zone: string): number {
  const { offsetAt } = zoneClock(zone);
  let nightMs = 0;
  let ms = span.startMs;
  while (ms < span.endMs) {
    const offset = offsetAt(ms);
    const clock = mod(ms + offset, dayMs);
    const isNight = clock >= nightStartsMs || clock < nightEndsMs;
    const untilChange = mod((isNight ? nightEndsMs : nightStartsMs) - clock, dayMs);
    let next = Math.min(ms + untilChange, span.endMs);
    if (offsetAt(next) !== offset) next = firstOtherOffset(ms, next, zone);
    if (isNight) nightMs += next - ms;
    ms = next;
  }
  return nightMs / minuteMs;
}

/** The first millisecond after `fromMs` that has another offset, known to have come by `toMs`. */
function firstOtherOffset(fromMs: number, toMs: number, zone: string): number {
  const before = offsetMs(fromMs, zone);
  let same = fromMs;
  let other = toMs;
  while (other - same > 1) {
    const middle = Math.floor((same + other) / 2);
    if (offsetMs(middle, zone) === before) same = middle;
    else other = middle;
  }
  return other;
}

function offsetMs(ms: number, zone: string): number {
  return zoneClock(zone).offsetAt(ms);
}

function mod(value: number, by: number): number {
  return ((value % by) + by) % by;
}
