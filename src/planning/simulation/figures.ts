/** What a simulated journal says in figures; each is defined where it stands. */
import type { Member } from './crew.ts';
import type { Journal, TalkRecord } from './journal.ts';
import type { Plan } from './plan.ts';
import type { RotationId } from './rotations.ts';

/** Shares are 0..1. */
export type Figures = {
  rotation: RotationId;
  calls: number;
  answered: number;
  abandonedShare: number;
  /** Left a message at the last step of the ladder. */
  endedShare: number;
  /** Of answered callers, from arrival to a volunteer's key. */
  averageWaitSeconds: number;
  medianWaitSeconds: number;
  wait90Seconds: number;
  /** Answered within 60 s ÷ (offered − abandoned within 60 s). */
  serviceLevel: number;
  /** Phones that rang, taken or not. */
  ringsPerCall: number;
  /** Over volunteers: how often their phone rang in a shift, on average. */
  ringsPerShift: { least: number; median: number; most: number };
  /** Heavy, abusive and crisis calls that somebody took. */
  heavyCalls: number;
  /** Of those: taken by somebody who needed rest from another one, and where the service had been told so. */
  unrestedShare: number;
  toldUnrestedShare: number;
  /** Load averaged over the weeks: of the volunteer with the highest average, and of all. */
  worstAverageLoad: number;
  averageLoad: number;
  /** The highest load anybody ever had. */
  highestLoad: number;
  /** Person-hours at a load of 60 or more (strained or spent), a week. */
  strainedHoursPerWeek: number;
  /** Jain's index of calls taken per shift hour: 1 is equal, 1/people is all on one. */
  jain: number;
  /** Talk and wrap-up done, over shift hours. */
  occupancy: number;
  /** Talk after the end of one's shift, minutes per shift. */
  lateMinutesPerShift: number;
  /** By day of the simulated weeks, from 1: the highest load anybody had at the end of a talk. */
  highestByDay: { day: number; load: number }[];
};

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const strainedFrom = 60;
const withinMs = 60_000;

/** Reads the figures of one rotation from its journal. */
export function figuresOf(plan: Plan, crew: readonly Member[], rotation: RotationId, journal: Journal): Figures {
  const { ends, rings, talks, samples } = journal;
  const answered = ends.filter((end) => end.kind === 'answered');
  const abandoned = ends.filter((end) => end.kind === 'abandoned');
  const waits = answered.map((end) => end.waitedMs / 1000).sort(ascending);
  const heavy = talks.filter((talk) => talk.heavy);
  const onShift = crew.filter((member) => member.duties.length > 0);
  const hours = new Map(
    onShift.map((member) => [member.id, sum(member.duties.map((duty) => duty.endMs - duty.startMs)) / hourMs]),
  );
  const shiftHours = sum([...hours.values()]);
  const shiftCount = sum(onShift.map((member) => member.duties.length));
  const ringsOf = countBy(rings);
  const ringsPerShift = onShift.map((member) => (ringsOf.get(member.id) ?? 0) / member.duties.length).sort(ascending);
  const talksOf = countBy(talks);
  const averages = crew.map((_, index) => mean(samples.map(({ loads }) => loads[index] ?? 0)));
  const inTime = answered.filter((end) => end.waitedMs <= withinMs).length;
  return {
    rotation,
    calls: ends.length,
    answered: answered.length,
    abandonedShare: share(abandoned.length, ends.length),
    endedShare: share(ends.length - answered.length - abandoned.length, ends.length),
    averageWaitSeconds: mean(waits),
    medianWaitSeconds: quantile(waits, 0.5),
    wait90Seconds: quantile(waits, 0.9),
    serviceLevel: share(inTime, ends.length - abandoned.filter((end) => end.waitedMs <= withinMs).length),
    ringsPerCall: share(rings.length, ends.length),
    ringsPerShift: {
      least: ringsPerShift[0] ?? 0,
      median: quantile(ringsPerShift, 0.5),
      most: ringsPerShift.at(-1) ?? 0,
    },
    heavyCalls: heavy.length,
    unrestedShare: share(heavy.filter((talk) => talk.unrested).length, heavy.length),
    toldUnrestedShare: share(heavy.filter((talk) => talk.told).length, heavy.length),
    worstAverageLoad: Math.max(0, ...averages),
    averageLoad: mean(averages),
    highestLoad: talks.reduce((highest, talk) => Math.max(highest, talk.loadAfter), 0),
    strainedHoursPerWeek:
      share(sum(samples.map(({ loads }) => loads.filter((load) => load >= strainedFrom).length)), samples.length) * 168,
    jain: jainIndex(onShift.map((member) => (talksOf.get(member.id) ?? 0) / (hours.get(member.id) ?? 1))),
    occupancy: share(workedMs(talks, plan) / hourMs, shiftHours),
    lateMinutesPerShift: share(sum(talks.map((talk) => talk.lateMs)) / minuteMs, shiftCount),
    highestByDay: highestByDay(journal, plan),
  };
}

/** Jain's index of fairness: (Σx)² / (n · Σx²), 1 when all are equal. */
export function jainIndex(values: readonly number[]): number {
  return share(sum(values) ** 2, values.length * sum(values.map((value) => value ** 2)));
}

function workedMs(talks: readonly TalkRecord[], { policy }: Plan): number {
  return sum(talks.map((talk) => talk.endMs - talk.startMs + policy.wrapUpMinutes * minuteMs));
}

function highestByDay({ talks }: Journal, { fromMs, weeks }: Plan): { day: number; load: number }[] {
  const highest = Array.from({ length: weeks * 7 }, (_, index) => ({ day: index + 1, load: 0 }));
  for (const { endMs, loadAfter } of talks) {
    const day = highest[Math.floor((endMs - fromMs) / dayMs)];
    if (day) day.load = Math.max(day.load, loadAfter);
  }
  return highest;
}

function countBy(records: readonly { personId: string }[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { personId } of records) counts.set(personId, (counts.get(personId) ?? 0) + 1);
  return counts;
}

/** The value below which this share of the sorted values lies. */
function quantile(sorted: readonly number[], part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0;
}

function ascending(a: number, b: number): number {
  return a - b;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function mean(values: readonly number[]): number {
  return share(sum(values), values.length);
}

function share(part: number, whole: number): number {
  return whole > 0 ? part / whole : 0;
}
