/** What people should know of a history before they trust a forecast made from it, a sentence each. */
import { silenceBefore, toldBefore } from '../planning/forecast/forecast.ts';
import { halfHourMs, type HalfHour } from '../planning/forecast/series.ts';
import { dayMs, dateName } from '../schedule/wall-clock.ts';
import { zoneClock } from '../schedule/zone-clock.ts';

const shortHistory = 28 * 48;

/** Of a history of at least one half hour, from which days from `fromDay` (a day number in `zone`) on are forecast. */
export function notesOn(told: readonly HalfHour[], fromDay: number, zone: string): string[] {
  const known = toldBefore(told, fromDay, zone);
  const notes: string[] = [];
  const later = told.length - known.length;
  if (later > 0)
    notes.push(`${countOf(later)} from ${dateName(fromDay)} on in the history ${isOrAre(later)} not looked at.`);
  const missing = spanOf(known).halfHours - known.length;
  if (missing > 0) notes.push(`Of ${countOf(missing)} in between nothing is told: they are taken as unknown.`);
  const untold = fromDay - zoneClock(zone).localDay(spanOf(known).lastMs) - 1;
  if (untold > 0)
    notes.push(
      `The history ends ${untold === 1 ? '1 day' : `${untold} days`} before ${dateName(fromDay)}: those days are taken as unknown.`,
    );
  const silence = silenceBefore(told, fromDay, zone);
  if (silence) {
    const { fromDay: since, days, missed, isEnd } = silence;
    const seen = `From ${dateName(since)} on, for ${days} days, next to nobody came where about ${Math.round(missed)} would have`;
    notes.push(
      isEnd
        ? `${seen}: the line is taken to have ended, and nothing is expected.`
        : `${seen}: that is taken for a pause, and the pace of before is expected again, less surely. While the line stays closed nobody comes.`,
    );
  }
  if (known.length < shortHistory)
    notes.push('That is little history: the shape of the week is in doubt, and the intervals are wide for it.');
  return notes;
}

/** From the first half hour of a history to the last. */
export function spanOf(history: readonly HalfHour[]): { halfHours: number; lastMs: number; inWords: string } {
  const starts = history.map(({ startMs }) => startMs);
  const first = starts.reduce((one, other) => Math.min(one, other), Number.POSITIVE_INFINITY);
  const lastMs = starts.reduce((one, other) => Math.max(one, other), Number.NEGATIVE_INFINITY);
  const hours = (lastMs + halfHourMs - first) / 3_600_000;
  return {
    halfHours: Math.round(2 * hours),
    lastMs,
    inWords: hours < 48 ? `${hours} hours` : `${Math.round((hours * 3_600_000) / dayMs)} days`,
  };
}

function countOf(halfHours: number): string {
  return halfHours === 1 ? '1 half hour' : `${halfHours} half hours`;
}

function isOrAre(count: number): string {
  return count === 1 ? 'is' : 'are';
}
