/** Reads what a caller or texter has had on a line today, for the one rule of the day's talks (V9). */
import type { DirectoryLine } from '../organisation/directory.ts';
import { dayStartMs, talksToday } from '../wellbeing/talks-today.ts';

/** SQL for what somebody has had since an instant, for use inside a bigger question; `callerKeys` and `since` are its parameters. */
export function hadTodaySql({ callerKeys, since }: { callerKeys: string; since: string }): string {
  return `jsonb_build_object(
    'calls', (SELECT coalesce(jsonb_agg(jsonb_build_object('arrivedAt', arrived_at, 'rankAt', rank_at, 'talkedSeconds', talked_seconds,
        'outcome', outcome, 'isCallback', callback_id IS NOT NULL)), '[]')
      FROM contacts WHERE caller_key = ANY(${callerKeys}) AND arrived_at >= ${since} AND talked_seconds > 0),
    'conversations', (SELECT coalesce(jsonb_agg(jsonb_build_object('answeredAt', answered_at, 'lastAt', last_at, 'crisisAt', crisis_at)), '[]')
      FROM conversations WHERE caller_key = ANY(${callerKeys}) AND opened_at >= ${since} AND answered_at IS NOT NULL))`;
}

/** The answer to it where they have had nothing yet. */
export const hadNothing = `'{"calls": [], "conversations": []}'::jsonb`;

export type HadTodayRow = {
  calls: { arrivedAt: string; rankAt: string; talkedSeconds: number; outcome: string | null; isCallback: boolean }[];
  conversations: { answeredAt: string; lastAt: string; crisisAt: string | null }[];
};

/** How many talks they have had by what `hadTodaySql` answered. */
export function talksIn({ calls, conversations }: HadTodayRow): number {
  return talksToday({
    calls: calls.map(({ arrivedAt, rankAt, ...call }) => ({
      ...call,
      arrivedAtMs: Date.parse(arrivedAt),
      rankAtMs: Date.parse(rankAt),
    })),
    conversations: conversations.map(({ answeredAt, lastAt, crisisAt }) => ({
      answeredAtMs: Date.parse(answeredAt),
      lastAtMs: Date.parse(lastAt),
      crisisAtMs: crisisAt === null ? null : Date.parse(crisisAt),
    })),
  });
}

/** When the line's present day began. */
export function dayOfLineStartMs({ policy, timeZone }: DirectoryLine, nowMs: number): number {
  return dayStartMs(policy.dayTurnsAt, timeZone, nowMs);
}
