/** When people called the demo's lines in its past: quiet nights, busy evenings, and Tuesdays after eight when far too many call at once. */
import { chance, exponentialOf, lognormalOf } from '../../../src/planning/simulation/random.ts';
import { zoneClock } from '../../../src/schedule/zone-clock.ts';
import { zone } from './cast.ts';

export type Arrival = {
  atMs: number;
  line: string;
  channel: 'voice' | 'text';
  language: string;
  wish: string | null;
  /** How long they would wait, and talk. */
  patienceMs: number;
  talkMs: number;
  /** What they make of it beyond that; a draw for each question. */
  draws: { greeting: number; choice: number; weight: number; told: number; shape: number };
};

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const lineIds = ['harbour', 'veterans', 'puerto'] as const;
/** On the line that is always open, calls an hour by the hour of the day. */
const byHour = [
  0.45, 0.3, 0.2, 0.15, 0.1, 0.1, 0.15, 0.2, 0.3, 0.35, 0.4, 0.4, 0.45, 0.45, 0.45, 0.5, 0.6, 0.8, 1.1, 1.3, 1.4, 1.2,
  0.9, 0.6,
];
/** Of those who write, for each who calls. */
const textsPerCall = 0.22;

/** Everybody in [fromMs, untilMs), in order. */
export function arrivalsBetween(fromMs: number, untilMs: number, seed: number): Arrival[] {
  const clock = zoneClock(zone);
  const found: Arrival[] = [];
  for (let atMs = fromMs; atMs < untilMs; atMs += hourMs) {
    const wall = atMs + clock.offsetAt(atMs);
    const hour = Math.floor(wall / hourMs) % 24;
    // 1970 began on a Thursday.
    const weekday = (Math.floor(wall / (24 * hourMs)) + 3) % 7;
    const grown = 0.9 + (0.25 * (atMs - fromMs)) / (untilMs - fromMs);
    for (const [index, line] of lineIds.entries())
      for (const [kind, channel] of (['voice', 'text'] as const).entries()) {
        const keys = [seed, index, kind, Math.floor(atMs / hourMs)];
        const expected = perHourOf(line, weekday, hour) * grown * (channel === 'voice' ? 1 : textsPerCall);
        const count = countOf(expected, chance(...keys, 0));
        for (let one = 1; one <= count; one += 1) found.push(arrival(atMs, line, channel, [...keys, one]));
      }
  }
  return found.filter(({ atMs }) => atMs < untilMs).sort((a, b) => a.atMs - b.atMs);
}

/** How many come where so many are expected (Poisson's distribution, by inversion). */
function countOf(expected: number, draw: number): number {
  let share = Math.exp(-expected);
  let count = 0;
  for (let left = draw - share; left > 0 && count < 20; left -= share) {
    count += 1;
    share *= expected / count;
  }
  return count;
}

function perHourOf(line: (typeof lineIds)[number], weekday: number, hour: number): number {
  if (line === 'veterans') return weekday < 5 && hour >= 18 && hour < 21 ? 0.6 : 0.02;
  if (line === 'puerto') return weekday < 6 && hour >= 17 && hour < 20 ? 0.55 : 0.02;
  const isBusy = weekday === 1 && (hour === 20 || hour === 21);
  return (byHour[hour] ?? 0) * (isBusy ? 5 : weekday >= 5 ? 0.8 : 0.65);
}

function arrival(hourAtMs: number, line: string, channel: Arrival['channel'], keys: number[]): Arrival {
  const draw = (of: number) => chance(...keys, of);
  return {
    atMs: hourAtMs + Math.floor(draw(1) * hourMs),
    line,
    channel,
    language: line === 'puerto' ? (draw(2) < 0.85 ? 'es' : 'en') : 'en',
    wish: line !== 'harbour' || draw(3) > 0.2 ? null : draw(3) < 0.1 ? 'veteran' : 'parent',
    patienceMs: 20_000 + exponentialOf(5 * minuteMs, ...keys, 4),
    talkMs: Math.min(55 * minuteMs, Math.max(2 * minuteMs, lognormalOf(17 * minuteMs, 0.6, ...keys, 5))),
    draws: { greeting: draw(6), choice: draw(7), weight: draw(8), told: draw(9), shape: draw(10) },
  };
}
