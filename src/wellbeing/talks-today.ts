/** The day's talks of one caller on a line, by phone and by text: one rule, whichever way they come next (V9). */
import { dayMs, dayTurnsMs, parseTimeOfDay } from '../schedule/wall-clock.ts';
import { zoneClock } from '../schedule/zone-clock.ts';

/** What a caller has had since the day turned. Instants are milliseconds since the epoch. */
export type HadToday = {
  calls: {
    arrivedAtMs: number;
    /** Their place in line: that of the first call where they came back after a drop, 0 where they were put at the head. */
    rankAtMs: number;
    talkedSeconds: number;
    outcome: string | null;
    /** It was a callback that we owed. */
    isCallback: boolean;
  }[];
  conversations: {
    answeredAtMs: number;
    lastAtMs: number;
    /** When the crisis number was given; null where it was not. */
    crisisAtMs: number | null;
  }[];
};

/** Talks longer than this count. */
const countedTalkMs = 5 * 60_000;

/** How many talks count: a call that came back after a drop is one with it; callbacks and what the crisis line took over do not count. */
export function talksToday({ calls, conversations }: HadToday): number {
  const talkedMs = new Map<number, number>();
  for (const { arrivedAtMs, rankAtMs, talkedSeconds, outcome, isCallback } of calls) {
    if (outcome !== 'talked' || isCallback) continue;
    const first = rankAtMs === 0 ? arrivedAtMs : rankAtMs;
    talkedMs.set(first, (talkedMs.get(first) ?? 0) + talkedSeconds * 1000);
  }
  const written = conversations.filter(({ crisisAtMs }) => crisisAtMs === null);
  return [...talkedMs.values(), ...written.map(({ answeredAtMs, lastAtMs }) => lastAtMs - answeredAtMs)].filter(
    (ms) => ms > countedTalkMs,
  ).length;
}

/** Whether somebody has had their talks of the day: they are told so kindly, and wait last in line. */
export function hasHadTheirTalks(talks: number, policy: { callsPerDay: number }): boolean {
  return talks >= policy.callsPerDay;
}

/** When the present day of a line in `zone` began: it turns at `turnsAt` (`05:00`) on its clock. */
export function dayStartMs(turnsAt: string, zone: string, nowMs: number): number {
  const clock = zoneClock(zone);
  const turnMs = parseTimeOfDay(turnsAt) ?? dayTurnsMs;
  const turnOf = (day: number) => clock.startInstant(day * dayMs + turnMs);
  const today = clock.localDay(nowMs);
  return turnOf(today) <= nowMs ? turnOf(today) : turnOf(today - 1);
}
