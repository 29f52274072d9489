/** The course of a load: the score of each past day, and when rest alone brings a lighter band. */
import { bandOf, type Band } from './bands.ts';
import { loadAt, type LoadEvent } from './load.ts';

export type LoadDay = { atMs: number; score: number };

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const stepMs = 3 * hourMs;
/** Further ahead it cannot be foreseen. */
const aheadMs = 21 * dayMs;
const bands: readonly Band[] = ['fresh', 'steady', 'strained', 'spent'];

/** The score at this time of day on each of the last `days` days, oldest first, the present moment last. */
export function loadCourse(events: readonly LoadEvent[], nowMs: number, zone: string, days: number): LoadDay[] {
  return Array.from({ length: days }, (_, index) => {
    const atMs = nowMs - (days - 1 - index) * dayMs;
    return { atMs, score: loadAt(events, atMs, zone).score };
  });
}

/**
 * When the band is lighter than now if nothing new comes, to three hours, and which it is then; null where it is `fresh`
 * already, or is not lighter within three weeks.
 */
export function lighterAt(
  events: readonly LoadEvent[],
  nowMs: number,
  zone: string,
): { atMs: number; band: Band } | null {
  const heaviness = (band: Band) => bands.indexOf(band);
  const now = heaviness(bandOf(loadAt(events, nowMs, zone).score));
  if (now === 0) return null;
  for (let atMs = nowMs + stepMs; atMs <= nowMs + aheadMs; atMs += stepMs) {
    const band = bandOf(loadAt(events, atMs, zone).score);
    if (heaviness(band) < now) return { atMs, band };
  }
  return null;
}
