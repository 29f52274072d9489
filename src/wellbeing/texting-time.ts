/** How long somebody was busy with a text conversation: the stretches in which words went to and fro, not the hours between. */
import { union, type Span } from './load-events.ts';

const minuteMs = 60_000;
/** A pause longer than this parts two stretches. */
export const textingPauseMs = 10 * minuteMs;

/** The stretches that words written or read at `times` make; the last words of each take a minute. Sorted, in milliseconds. */
export function textingStretches(times: readonly number[]): Span[] {
  return union(
    times.map((atMs) => ({ startMs: atMs, endMs: atMs + minuteMs })),
    (gapMs) => gapMs <= textingPauseMs,
  );
}
