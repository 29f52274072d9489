/** Days away that a coordinator writes down for somebody, or ends: what becomes of them, and what the person is told (O2, P4). */
import type { CompiledSchedule } from '../schedule/compile.ts';
import type { Occurrence } from '../schedule/model.ts';
import { afterNight } from '../schedule/reminder-times.ts';
import { resolvePerson } from '../schedule/resolve.ts';
import { dayMs, parseDate, dateName } from '../schedule/wall-clock.ts';
import { zoneClock } from '../schedule/zone-clock.ts';
import { newsInSlot, type NewsLine } from './draft/news.ts';
import { isFarewell, shiftsOnDays, withoutDaysAway, type DaysAway } from './time-off.ts';

/** The date after it. */
export function nextDate(date: string): string {
  return dateName((parseDate(date) ?? 0) + 1);
}

/** Whether a shift of theirs that starts on that date has begun by now: nobody is taken off what they are doing, or have done. */
export function hasBegunOn(
  schedule: CompiledSchedule,
  personId: string,
  zone: string,
  date: string,
  nowMs: number,
): boolean {
  const clock = zoneClock(zone);
  const day = parseDate(date) ?? 0;
  return resolvePerson(schedule, personId, clock.startInstant(day * dayMs), nowMs + 1).some(
    ({ startMs }) => clock.localDay(startMs) === day,
  );
}

/** What becomes of days away that somebody else writes down: they hold at once, or why not. `begun`: a shift of the first date has. */
export type MarkStep =
  | { kind: 'go' }
  | { kind: 'past' }
  | { kind: 'begun' }
  | { kind: 'overlaps'; known: DaysAway }
  | { kind: 'leaves'; on: string };

/** `known`: when they are away already; `hasBegun`: whether a shift of theirs has that starts on the first of the days. */
export function whatMarkingDoes(
  days: DaysAway,
  { today, known, hasBegun }: { today: string; known: readonly DaysAway[]; hasBegun: boolean },
): MarkStep {
  if (days.from < today) return { kind: 'past' };
  const overlapped = known.find(({ from, to }) => from <= days.to && days.from <= to);
  if (overlapped && isFarewell(overlapped)) return { kind: 'leaves', on: overlapped.from };
  if (overlapped) return { kind: 'overlaps', known: overlapped };
  return hasBegun ? { kind: 'begun' } : { kind: 'go' };
}

/** Days away that end before `back`, the first date on which the person is there: those that stay, and those that are no more. */
export function cutDays({ from, to }: DaysAway, back: string): { kept: DaysAway | null; ended: DaysAway | null } {
  if (back <= from) return { kept: null, ended: { from, to } };
  if (back > to) return { kept: { from, to }, ended: null };
  return { kept: { from, to: dateName((parseDate(back) ?? 0) - 1) }, ended: { from: back, to } };
}

/** What a person is told of days away that are somebody else's doing. */
export type MarkTold = 'time-off-set' | 'time-off-ended';

/** A shift so near is told of at once; any other only when it may no longer be taken back. */
const nearMs = 6 * 3_600_000;
/** More than these shifts are counted, not named. */
const shiftsNamed = 4;

/** When the person hears of it, for whose `shifts` it makes a difference: never in their night. It may be undone for `undoMs`. */
export function markToldMs(
  shifts: readonly Pick<Occurrence, 'startMs'>[],
  zone: string,
  undoMs: number,
  nowMs: number,
): number {
  const isNear = shifts.some(({ startMs }) => startMs < nowMs + nearMs);
  return afterNight(isNear ? nowMs : nowMs + undoMs, zone);
}

type Said = { sentence: string; slots: Record<string, string> };

/** What the person reads of it: the days, and which shifts are no longer theirs, or are again; null where it holds no more. */
export function markSays(
  schedule: CompiledSchedule,
  { id, timeZone }: { id: string; timeZone: string },
  kind: MarkTold,
  days: DaysAway,
  nowMs: number,
): Said | null {
  const [fromDay, toDay] = [parseDate(days.from), parseDate(days.to)];
  const away = schedule.absences.get(id)?.days ?? [];
  const isSet = away.some((one) => one.fromDay === fromDay && one.toDay === toDay);
  const isOver = days.to < dateName(zoneClock(timeZone).localDay(nowMs));
  if (isOver || isSet !== (kind === 'time-off-set')) return null;
  const shifts = shiftsOnDays(isSet ? withoutDaysAway(schedule, id, days) : schedule, id, timeZone, days, nowMs);
  const sentence = isSet ? 'timeOffSet' : 'timeOffEnded';
  const datesOf = `${days.from}/${days.to}`;
  if (shifts.length === 0) return { sentence: `${sentence}Only`, slots: { datesOf } };
  const named = shifts
    .slice(0, shiftsNamed)
    .map(({ startMs, endMs }): NewsLine => ({ kind: isSet ? 'lost' : 'again', startMs, endMs }));
  const count = shifts.length - named.length;
  const lines: NewsLine[] = count > 0 ? [...named, { kind: 'more', count }] : named;
  return { sentence, slots: { datesOf, newsOf: newsInSlot(lines) } };
}
