/** What callers noticed of each kill, as a table: how long nobody was offered, and when waits were as before. */
import type { Lab } from '../../infra/phone-lab/state.ts';
import type { Caller } from './callers.ts';
import { figure, printTable } from './table.ts';

/** When a part was killed and ran again (milliseconds of the clock on the wall), and how many were on the phone. */
export type Kill = { name: string; atMs: number; runsMs: number; underWay: number };

type Told = {
  kills: readonly Kill[];
  callers: readonly Caller[];
  lost: readonly Caller[];
  lab: Lab;
  /** When the last caller had come. */
  endMs: number;
};

/** How long before a kill waits are compared with those after it. */
const beforeMs = 5_000;

/** Prints a row for each kill, from it to the next. */
export function printKills({ kills, callers, lost, lab, endMs }: Told): void {
  const dials = [...lab.calls.values()]
    .filter(({ direction }) => direction === 'outbound-api')
    .map(({ createdMs }) => createdMs);
  const sorry = lab.alerts.filter(({ code }) => code === 11200 || code === 11205);
  const rows = kills.map((kill, index) => {
    const nextMs = kills[index + 1]?.atMs ?? Infinity;
    const rungIn = (from: number, until: number) =>
      callers.filter(({ rungMs }) => rungMs !== undefined && rungMs >= from && rungMs < until);
    const before = rungIn(kill.atMs - beforeMs, kill.atMs);
    const after = rungIn(kill.atMs, nextMs);
    const usualMs = Math.max(1_000, longest(before.map(waitMs)));
    const late = after.filter((one) => waitMs(one) > usualMs).map(({ rungMs }) => rungMs ?? 0);
    return [
      kill.name,
      String(kill.underWay),
      String(lost.filter(({ call, fromMs }) => fromMs < nextMs && (call.endedMs ?? Infinity) >= kill.atMs).length),
      seconds(kill.runsMs - kill.atMs),
      seconds(longestPause(dials, kill.atMs, Math.min(nextMs, endMs))),
      seconds(longest(before.map(waitMs))),
      seconds(longest(after.map(waitMs))),
      seconds(late.length === 0 ? 0 : longest(late) - kill.atMs),
      String(sorry.filter(({ atMs }) => atMs >= kill.atMs && atMs < nextMs).length),
    ];
  });
  printTable(
    [
      'kill -9 (seconds)',
      'calls under way',
      'lost',
      'runs again',
      'longest without an offer',
      'longest wait before',
      'after',
      'waits as before after',
      'webhooks not answered',
    ],
    rows,
  );
}

const waitMs = ({ fromMs, rungMs }: Caller) => (rungMs ?? fromMs) - fromMs;
const longest = (values: readonly number[]) => values.reduce((most, value) => Math.max(most, value), 0);
const seconds = (ms: number) => figure(ms / 1000);

function longestPause(instants: readonly number[], fromMs: number, untilMs: number): number {
  const within = instants.filter((atMs) => atMs > fromMs && atMs < untilMs).toSorted((one, other) => one - other);
  return longest([...within, untilMs].map((atMs, index) => atMs - (within[index - 1] ?? fromMs)));
}

/** How the webhooks of the run were answered, by what stood against it. */
export function answersInWords(lab: Lab): string {
  const counted = new Map<string, number>();
  for (const { status, failure } of lab.webhooks) {
    const how = failure ?? `answered ${status ?? 'not yet'}`;
    counted.set(how, (counted.get(how) ?? 0) + 1);
  }
  return `Webhooks: ${[...counted].map(([how, times]) => `${times} ${how}`).join(', ')}.`;
}
