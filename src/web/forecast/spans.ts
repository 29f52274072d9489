/** Where too few are on, as the pages show it. */
import { shortSpans, type ShortSpan } from '../../planning/ahead/cover-ahead.ts';
import type { Half } from './ahead.ts';

export type DrawnSpan = ShortSpan & { fromSlot: number; toSlot: number; isOverloaded: boolean };

/** The spans of a day in which fewer are on than it takes. */
export function coveredSpans(halves: readonly Half[], zone: string): DrawnSpan[] {
  const cover = halves.map(({ have, lost, lostWith }) => ({
    have,
    lost,
    lostWithOneMore: lostWith[Math.min(have + 1, lostWith.length - 1)] ?? 0,
  }));
  return shortSpans(halves, cover, zone).map((span) => {
    const inside = halves.filter(({ startMs }) => startMs >= span.startMs && startMs < span.endMs);
    return {
      ...span,
      fromSlot: inside[0]?.slot ?? 0,
      toSlot: (inside.at(-1)?.slot ?? 0) + 1,
      isOverloaded: inside.some(({ overloaded }) => overloaded),
    };
  });
}
