/** What a roster makes of the callers who are expected: who is lost, where, and what one more person would change (F2, F4). */
import type { Interval } from '../../schedule/model.ts';
import { zoneClock } from '../../schedule/zone-clock.ts';
import type { HalfHourAhead } from './line-ahead.ts';

/** A stretch of duty, as a primary, of somebody who takes calls. */
export type OnDuty = Interval & { person: string };

/** `have`: people on for most of the half hour. */
export type CoverAhead = { have: number; lost: number; lostWithOneMore: number };

/** Neighbouring half hours of one day in which as many people are on, and fewer than the target needs. */
export type ShortSpan = Interval & {
  have: number;
  /** The most that are missing in any half hour of it. */
  short: number;
  expected: number;
  lost: number;
  lostWithOneMore: number;
};

/** The cover of each half hour, in their order. Whoever is on twice at once counts once. */
export function coverAhead(halfHours: readonly HalfHourAhead[], onDuty: readonly OnDuty[]): CoverAhead[] {
  const inOrder = onDuty.toSorted((a, b) => a.startMs - b.startMs);
  let next = 0;
  let running: OnDuty[] = [];
  return halfHours.map((half) => {
    for (let one = inOrder[next]; one && one.startMs < half.endMs; one = inOrder[next]) {
      running.push(one);
      next += 1;
    }
    running = running.filter(({ endMs }) => endMs > half.startMs);
    return coverOf(half, running);
  });
}

function coverOf(half: HalfHourAhead, running: readonly OnDuty[]): CoverAhead {
  const { startMs, endMs } = half;
  const cuts = running.flatMap((one) => [one.startMs, one.endMs]).filter((ms) => ms > startMs && ms < endMs);
  const points = [startMs, ...cuts.toSorted((a, b) => a - b), endMs];
  const cover = { have: 0, lost: 0, lostWithOneMore: 0 };
  const lengths = new Map<number, number>();
  for (const [index, untilMs] of points.slice(1).entries()) {
    const fromMs = points[index] ?? untilMs;
    const people = new Set(
      running.filter((one) => one.startMs < untilMs && one.endMs > fromMs).map(({ person }) => person),
    ).size;
    const share = (untilMs - fromMs) / (endMs - startMs);
    lengths.set(people, (lengths.get(people) ?? 0) + share);
    cover.lost += share * lostWith(half, people);
    cover.lostWithOneMore += share * lostWith(half, people + 1);
  }
  let longest = 0;
  for (const [people, length] of lengths) if (length > longest) [cover.have, longest] = [people, length];
  return cover;
}

/** Callers lost in a half hour with so many people on throughout. */
export function lostWith({ lostWith: lost }: Pick<HalfHourAhead, 'lostWith'>, people: number): number {
  return lost[Math.min(people, lost.length - 1)] ?? 0;
}

/** Every span in which too few are on, in order of time; `cover` is that of these half hours, days are those of `zone`. */
export function shortSpans(
  halfHours: readonly HalfHourAhead[],
  cover: readonly CoverAhead[],
  zone: string,
): ShortSpan[] {
  const { localDay } = zoneClock(zone);
  const spans: ShortSpan[] = [];
  for (const [index, { startMs, endMs, need, expected }] of halfHours.entries()) {
    const { have, lost, lostWithOneMore } = cover[index] ?? { have: 0, lost: 0, lostWithOneMore: 0 };
    if (have >= need) continue;
    const last = spans.at(-1);
    const goesOn = last?.endMs === startMs && last.have === have && localDay(last.startMs) === localDay(startMs);
    if (!last || !goesOn) {
      spans.push({ startMs, endMs, have, short: need - have, expected, lost, lostWithOneMore });
      continue;
    }
    last.endMs = endMs;
    last.short = Math.max(last.short, need - have);
    last.expected += expected;
    last.lost += lost;
    last.lostWithOneMore += lostWithOneMore;
  }
  return spans;
}

/** Those that lose the most callers, at least half a one each, the worst first. */
export function worstSpans(spans: readonly ShortSpan[], most: number): ShortSpan[] {
  return spans
    .filter(({ lost }) => lost >= 0.5)
    .toSorted((a, b) => b.lost - a.lost)
    .slice(0, most);
}
