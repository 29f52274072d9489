/** Turns wall-clock times of a zone into instants by the daylight-saving rules of S3, whatever zone and season the process runs in. */
import { IANAZone } from 'luxon';
import { dateName, dayMs, dayOf } from './wall-clock.ts';

/** A stretch of one UTC offset: `untilMs` is the first instant with the next one. */
type Stretch = { fromMs: number; untilMs: number; offsetMs: number };

export type ZoneClock = {
  zone: string;
  /** Local time minus UTC at an instant, in milliseconds. */
  offsetAt(atMs: number): number;
  /** The instant at which a window beginning at `wall` starts: the first of two, or the end of the gap. */
  startInstant(wall: number): number;
  /** The instant at which a window ending at `wall` ends: the last of two, or the end of the gap. */
  endInstant(wall: number): number;
  /** The latest wall-clock start whose instant is not after `atMs`. */
  lastWallStartedBy(atMs: number): number;
  /** The smallest and the largest offset within two days of an instant. */
  offsetsAround(atMs: number): { minMs: number; maxMs: number };
  /** The local date at an instant, as a day number. */
  localDay(atMs: number): number;
  /** The instants after `fromMs` and before `toMs` from which on the clock has another offset, in order. */
  changesBetween(fromMs: number, toMs: number): { atMs: number; beforeMs: number; afterMs: number }[];
};

const chunkMs = 366 * dayMs;
// Wider than any offset plus any skipped day (Apia, 2011), so that a wall-clock time is answered from one chunk.
const marginMs = 4 * dayMs;
const stepMs = 2 * dayMs;

const clocks = new Map<string, ZoneClock>();

/** Whether `name` is an IANA zone. Finding out takes long, and thousands of people are in one zone. */
export function isZone(name: string): boolean {
  if (clocks.has(name)) return true;
  if (!IANAZone.isValidZone(name)) return false;
  clocks.set(name, makeZoneClock(name));
  return true;
}

/** The clock of an IANA zone; offsets are found once per zone and year. Throws a RangeError when there is no such zone. */
export function zoneClock(zone: string): ZoneClock {
  const clock = isZone(zone) ? clocks.get(zone) : undefined;
  if (clock === undefined) throw new RangeError(`no such zone "${zone}"`);
  return clock;
}

/** The local date at an instant in a zone, as a day number: consecutive dates differ by one. */
export function localDay(atMs: number, zone: string): number {
  return zoneClock(zone).localDay(atMs);
}

/** The same as `2026-03-08`. */
export function localDate(atMs: number, zone: string): string {
  return dateName(localDay(atMs, zone));
}

function makeZoneClock(zone: string): ZoneClock {
  const ianaZone = IANAZone.create(zone);
  const offsetOf = (atMs: number) => Math.round(ianaZone.offset(atMs) * 60_000);
  const chunks = new Map<number, Stretch[]>();
  let lastIndex = Number.NaN;
  let lastStretches: Stretch[] = [];

  const stretchesNear = (ms: number): Stretch[] => {
    const index = Math.floor(ms / chunkMs);
    if (index === lastIndex) return lastStretches;
    lastStretches =
      chunks.get(index) ?? findStretches(offsetOf, index * chunkMs - marginMs, (index + 1) * chunkMs + marginMs);
    lastIndex = index;
    chunks.set(index, lastStretches);
    return lastStretches;
  };

  const offsetAt = (atMs: number): number => {
    let offsetMs = 0;
    for (const stretch of stretchesNear(atMs)) {
      if (stretch.fromMs > atMs) break;
      offsetMs = stretch.offsetMs;
    }
    return offsetMs;
  };

  return {
    zone,
    offsetAt,
    startInstant(wall) {
      for (const { fromMs, untilMs, offsetMs } of stretchesNear(wall)) {
        if (wall < untilMs + offsetMs) return Math.max(fromMs, wall - offsetMs);
      }
      throw new RangeError(`no instant for ${wall} in ${zone}`);
    },
    endInstant(wall) {
      const stretches = stretchesNear(wall);
      for (let index = stretches.length - 1; index >= 0; index -= 1) {
        const { fromMs, untilMs, offsetMs } = stretches[index] as Stretch;
        if (wall >= fromMs + offsetMs) return Math.min(untilMs, wall - offsetMs);
      }
      throw new RangeError(`no instant for ${wall} in ${zone}`);
    },
    lastWallStartedBy(atMs) {
      let wall = atMs + offsetAt(atMs);
      // After clocks went back, the hour before them has shown later times already.
      for (const { untilMs, offsetMs } of stretchesNear(atMs)) {
        if (untilMs <= atMs) wall = Math.max(wall, untilMs + offsetMs - 1);
      }
      return wall;
    },
    offsetsAround(atMs) {
      let minMs = Number.POSITIVE_INFINITY;
      let maxMs = Number.NEGATIVE_INFINITY;
      for (const { fromMs, untilMs, offsetMs } of stretchesNear(atMs)) {
        if (fromMs > atMs + 2 * dayMs || untilMs < atMs - 2 * dayMs) continue;
        minMs = Math.min(minMs, offsetMs);
        maxMs = Math.max(maxMs, offsetMs);
      }
      return { minMs, maxMs };
    },
    localDay: (atMs) => dayOf(atMs + offsetAt(atMs)),
    changesBetween: (fromMs, toMs) =>
      findStretches(offsetOf, fromMs, toMs).flatMap(({ fromMs: atMs, offsetMs }, index, all) => {
        const before = all[index - 1];
        return before ? [{ atMs, beforeMs: before.offsetMs, afterMs: offsetMs }] : [];
      }),
  };
}

/** Every stretch of one offset between two instants. Since 1970 no zone has changed its clocks twice within six days. */
function findStretches(offsetOf: (atMs: number) => number, fromMs: number, toMs: number): Stretch[] {
  const stretches: Stretch[] = [];
  let current: Stretch = { fromMs, untilMs: toMs, offsetMs: offsetOf(fromMs) };
  for (let atMs = fromMs; atMs < toMs; atMs += stepMs) {
    const nextMs = Math.min(atMs + stepMs, toMs);
    const nextOffsetMs = offsetOf(nextMs);
    if (nextOffsetMs === current.offsetMs) continue;
    const changeMs = findChange(offsetOf, current.offsetMs, atMs, nextMs);
    stretches.push({ ...current, untilMs: changeMs });
    current = { fromMs: changeMs, untilMs: toMs, offsetMs: nextOffsetMs };
  }
  return [...stretches, current];
}

/** The first instant after `beforeMs` whose offset is no longer `offsetMs`. */
function findChange(offsetOf: (atMs: number) => number, offsetMs: number, beforeMs: number, afterMs: number): number {
  let low = beforeMs;
  let high = afterMs;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetOf(middle) === offsetMs) low = middle;
    else high = middle;
  }
  return high;
}
