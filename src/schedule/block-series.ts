/** Keeps what a costly rule expands to, block by block from its anchor, so that asking again is cheap and COUNT counts from the first start. */
import type { Frequency, RecurrenceRule } from './recurrence-rule.ts';
import type { Series } from './series.ts';
import { dayMs } from './wall-clock.ts';

/** A rule's starts in [fromWall, toWall), ascending, as if it had no COUNT and no UNTIL; never asked about the time before the anchor. */
export type Expansion = (fromWall: number, toWall: number) => readonly number[];

/** Small enough to answer "who is on now" soon, large enough for a year of a roster to take few. */
const blockDays: Record<Frequency, number> = {
  YEARLY: 1461,
  MONTHLY: 366,
  WEEKLY: 366,
  DAILY: 92,
  HOURLY: 31,
};
const blocksKept = 256;

/** The series of `rule` from `anchorWall` to `lastWall`, both included, made of what `expand` gives. */
export function expandedInBlocks(
  rule: RecurrenceRule,
  anchorWall: number,
  lastWall: number,
  expand: Expansion,
): Series {
  const blockMs = blockDays[rule.frequency] * dayMs;
  const blocks = new Map<number, readonly number[]>();
  const countsBefore = [0];

  const block = (index: number): readonly number[] => {
    let starts = blocks.get(index);
    if (starts === undefined) {
      if (blocks.size >= blocksKept) blocks.clear();
      starts = expand(anchorWall + index * blockMs, anchorWall + (index + 1) * blockMs);
      blocks.set(index, starts);
    }
    return starts;
  };
  /** How many starts are left at the beginning of a block. */
  const allowedFrom = (index: number): number => {
    if (rule.count === null) return Number.POSITIVE_INFINITY;
    for (let known = countsBefore.length - 1; known < index; known += 1) {
      const before = countsBefore[known] ?? 0;
      if (before >= rule.count) return 0;
      countsBefore.push(before + block(known).length);
    }
    return rule.count - (countsBefore[index] ?? 0);
  };

  return {
    startsBetween(fromWall, toWall) {
      const endWall = Math.min(toWall, lastWall + 1);
      const starts: number[] = [];
      for (
        let index = Math.max(0, Math.floor((fromWall - anchorWall) / blockMs));
        anchorWall + index * blockMs < endWall;
        index += 1
      ) {
        const allowed = allowedFrom(index);
        if (allowed <= 0) break;
        for (const start of block(index).slice(0, allowed)) {
          if (start >= fromWall && start < endWall) starts.push(start);
        }
      }
      return starts;
    },
  };
}
