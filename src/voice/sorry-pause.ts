/** How long a caller whom we could not answer waits before the call asks again, so that those who come back are not what keeps us from answering. */
import { isOver, type Delivered } from '../carrier/delivered.ts';

/** So far back (ms) those who were told sorry are counted. */
export const latelyMs = 10_000;
/** Silence that a caller bears. */
const mostSeconds = 20;
/** So many told sorry within `latelyMs` add a second for each of them. */
const toldForASecond = 30;

/** Whether nothing is lost where this is asked later: a caller comes in or waits on, and has pressed nothing and said nothing. */
export function canAskLater({
  direction,
  keys,
  recording,
  status,
}: Pick<Delivered, 'direction' | 'keys' | 'recording' | 'status'>): boolean {
  return direction !== 'out' && keys === null && recording === null && !isOver({ status });
}

/** Seconds of the pause where so many were told sorry lately: `leastSeconds` where they are few. */
export function pauseSeconds(leastSeconds: number, toldLately: number): number {
  return Math.max(leastSeconds, Math.min(mostSeconds, Math.ceil(toldLately / toldForASecond)));
}
