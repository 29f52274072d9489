/** How long a shift stays offered to one person: long enough to be read, and over while somebody else can still be asked (P2). */

const hourMs = 3_600_000;
const longestMs = 48 * hourMs;
/** So long before a shift a coordinator still has time to ask somebody else. */
const aheadMs = 4 * hourMs;
const shortestMs = hourMs;

/** Until when an offer made at `nowMs` of a shift that starts at `startMs` stands. */
export function offerHoldsUntil(startMs: number, nowMs: number): number {
  const latestMs = Math.max(startMs - aheadMs, Math.min(startMs, nowMs + shortestMs));
  return Math.min(nowMs + longestMs, latestMs);
}
