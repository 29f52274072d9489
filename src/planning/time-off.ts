/** What somebody's days away do to the shifts they hold: which would be open, and which are theirs again once they are not away (P4). */
import type { CompiledSchedule } from '../schedule/compile.ts';
import type { Occurrence } from '../schedule/model.ts';
import { resolvePerson } from '../schedule/resolve.ts';
import { dayMs, parseDate } from '../schedule/wall-clock.ts';
import { zoneClock } from '../schedule/zone-clock.ts';

/** Local dates of the person, both included. */
export type DaysAway = { from: string; to: string };

/** Whoever leaves is away from a day on and does not come back. */
const forEver = '9999-12-31';
export const farewell = (from: string): DaysAway => ({ from, to: forEver });
export const isFarewell = ({ to }: DaysAway): boolean => to === forEver;

/** Longer ahead than this nobody is shown what they would open. */
const aheadMs = 400 * dayMs;

/** The person's shifts that start on those dates and are not over, in order; those they are away from already are none of theirs. */
export function shiftsOnDays(
  schedule: CompiledSchedule,
  personId: string,
  zone: string,
  { from, to }: DaysAway,
  nowMs: number,
): Occurrence[] {
  const clock = zoneClock(zone);
  const [fromDay, toDay] = [parseDate(from) ?? 0, parseDate(to) ?? 0];
  const untilMs = isFarewell({ from, to }) ? nowMs + aheadMs : clock.startInstant((toDay + 1) * dayMs);
  return resolvePerson(schedule, personId, Math.max(nowMs, clock.startInstant(fromDay * dayMs)), untilMs).filter(
    ({ startMs }) => clock.localDay(startMs) >= fromDay && clock.localDay(startMs) <= toDay,
  );
}

/** The schedule as it is once the person is not away on those dates. */
export function withoutDaysAway(
  schedule: CompiledSchedule,
  personId: string,
  { from, to }: DaysAway,
): CompiledSchedule {
  const own = schedule.absences.get(personId);
  if (own === undefined) return schedule;
  const [fromDay, toDay] = [parseDate(from), parseDate(to)];
  const days = own.days.filter((one) => one.fromDay !== fromDay || one.toDay !== toDay);
  return { ...schedule, absences: schedule.absences.with([[personId, { ...own, days }]]) };
}

/** What became of days away that somebody has asked a coordinator for. */
export type AskState = 'waiting' | 'approved' | 'refused' | 'withdrawn';

/** What becomes of somebody's wish to be away: `go` at once, `ask` a coordinator of `lineId` first, or nothing changes. */
export type AwayStep = { kind: 'go' } | { kind: 'ask'; lineId: string } | { kind: 'done' } | { kind: 'past' };

/**
 * `known`: when they are away already. `answersOn`: the line whose coordinators want to say yes first, of those on which it
 * would open something; null where none does. Whoever leaves for good asks nobody.
 */
export function whatGoingAwayDoes(
  days: DaysAway,
  { today, known, answersOn }: { today: string; known: readonly DaysAway[]; answersOn: string | null },
): AwayStep {
  if (days.to < today) return { kind: 'past' };
  if (known.some(({ from, to }) => from <= days.from && days.to <= to)) return { kind: 'done' };
  return answersOn === null || isFarewell(days) ? { kind: 'go' } : { kind: 'ask', lineId: answersOn };
}

/** What somebody reads who asked for days away; null while nobody has answered. */
export function answerSays(
  { from, to }: DaysAway,
  state: AskState,
  reason: string | null,
): { sentence: 'timeOffYes' | 'timeOffYesSaying' | 'timeOffNo'; slots: Record<string, string> } | null {
  const datesOf = `${from}/${to}`;
  const said = reason ?? '';
  if (state === 'refused') return { sentence: 'timeOffNo', slots: { datesOf, reason: said } };
  if (state !== 'approved') return null;
  return said === ''
    ? { sentence: 'timeOffYes', slots: { datesOf } }
    : { sentence: 'timeOffYesSaying', slots: { datesOf, reason: said } };
}
