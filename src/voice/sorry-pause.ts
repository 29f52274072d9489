/** How long a caller whom we could not answer waits before the call asks again, so that those who come back are not what keeps us from answering. */

/** Whoever was told sorry so long ago (ms) has come back. */
export const latelyMs = 10_000;
/** Silence that a caller bears. */
const mostSeconds = 20;
/** So many told sorry within `latelyMs` add a second for each of them. */
const toldForASecond = 30;

/** Seconds of the pause where so many were told sorry lately: `leastSeconds` where they are few. */
export function pauseSeconds(leastSeconds: number, toldLately: number): number {
  return Math.max(leastSeconds, Math.min(mostSeconds, Math.ceil(toldLately / toldForASecond)));
}
