/** The day's talks of somebody on a line, by phone and by text: one rule, whichever way they come next (V9). */
import { DateTime } from 'luxon';
import type { DirectoryLine } from '../organisation/directory.ts';

/** Talks longer than this count against the daily limit. */
const countedTalkSeconds = 300;

/**
 * SQL for the number of talks since an instant, for use inside a bigger question; `callerKeys` and `since` are its
 * parameters. A call that came back after a drop has its first one's rank and is one with it. Callbacks we owe and what was
 * handed over to the crisis line do not count.
 */
export function talksTodaySql({ callerKeys, since }: { callerKeys: string; since: string }): string {
  return `((SELECT count(*) FROM (SELECT 1 FROM contacts WHERE caller_key = ANY(${callerKeys}) AND arrived_at >= ${since} AND outcome = 'talked' AND callback_id IS NULL
      GROUP BY CASE WHEN rank_at = 'epoch' THEN arrived_at ELSE rank_at END HAVING sum(talked_seconds) > ${countedTalkSeconds}) talks)
    + (SELECT count(*) FROM conversations WHERE caller_key = ANY(${callerKeys}) AND opened_at >= ${since} AND crisis_at IS NULL
      AND last_at - answered_at > interval '${countedTalkSeconds} seconds'))::int`;
}

/** When the line's present day began: it turns at the policy's hour on the line's clock (V9). */
export function dayStartMs(line: DirectoryLine, nowMs: number): number {
  const [hour = 5, minute = 0] = line.policy.dayTurnsAt.split(':').map(Number);
  const now = DateTime.fromMillis(nowMs, { zone: line.timeZone });
  const turn = now.set({ hour, minute, second: 0, millisecond: 0 });
  return (turn <= now ? turn : turn.minus({ days: 1 })).toMillis();
}
