/** What publishing a draft does to the shifts of an organisation, and what taking it back does (R3). */
import type { ScheduleShift } from '../../schedule/model.ts';
import { dayOf, parseWall } from '../../schedule/wall-clock.ts';

/** A shift and its place in the file, by which it comes back to where it was. */
export type Placed<Shift> = { place: number; shift: Shift };

/** The shifts that a publishing changes: as they were, and as they are then; a new or ended one stands on one side alone. */
export type Published<Shift extends ScheduleShift = ScheduleShift> = {
  before: Placed<Shift>[];
  after: Placed<Shift>[];
};

type Same = (one: unknown, other: unknown) => boolean;

/** What makes `next` of `now`; `same` says whether two shifts are equal. */
export function changedShifts<Shift extends ScheduleShift>(
  now: readonly Shift[],
  next: readonly Shift[],
  same: Same,
): Published<Shift> {
  const old = new Map(now.map((shift) => [shift.id, shift]));
  const fresh = new Map(next.map((shift) => [shift.id, shift]));
  const placed = (shifts: readonly Shift[]) => shifts.map((shift, place) => ({ place, shift }));
  const differs = (one: Shift, other: Shift | undefined) => other === undefined || (one !== other && !same(one, other));
  return {
    before: placed(now).filter(({ shift }) => differs(shift, fresh.get(shift.id))),
    after: placed(next).filter(({ shift }) => differs(shift, old.get(shift.id))),
  };
}

/** The ids of the shifts that are no longer as the publishing left them. */
export function changedSince<Shift extends ScheduleShift>(
  now: readonly Shift[],
  { before, after }: Published<Shift>,
  same: Same,
): string[] {
  const current = new Map(now.map((shift) => [shift.id, shift]));
  const left = new Map(after.map(({ shift }) => [shift.id, shift]));
  const ids = [...new Set([...before, ...after].map(({ shift }) => shift.id))];
  return ids.filter((id) => {
    const [is, was] = [current.get(id), left.get(id)];
    return is === undefined || was === undefined ? is !== was : !same(is, was);
  });
}

/** `now` with the shifts of `from` replaced by those of `to`, each where it was. */
export function exchanged<Shift extends ScheduleShift>(
  now: readonly Shift[],
  from: readonly Placed<Shift>[],
  to: readonly Placed<Shift>[],
): Shift[] {
  const others = new Map(to.map(({ shift }) => [shift.id, shift]));
  const gone = new Set(from.map(({ shift }) => shift.id));
  const shifts = now.flatMap((shift) => {
    const other = others.get(shift.id);
    if (other) return [other];
    return gone.has(shift.id) ? [] : [shift];
  });
  const there = new Set(shifts.map(({ id }) => id));
  for (const { place, shift } of [...to].sort((a, b) => a.place - b.place))
    if (!there.has(shift.id)) shifts.splice(Math.min(place, shifts.length), 0, shift);
  return shifts;
}

const yearDays = 366;
/** Nobody is told of a shift that is further away. */
const mostYears = 3;

/**
 * How far what a publishing changes is looked for, as a day number that is not included: a year after `lastDay`, since a series may
 * go on for ever, and further where single occurrences are named, up to three years.
 */
export function reachOf({ before, after }: Published, lastDay: number): number {
  const named = [...before, ...after].flatMap(({ shift }) => [
    ...(shift.also ?? []),
    ...(shift.changes ?? []).flatMap(({ occurrence, start = occurrence }) => [occurrence, start]),
    ...(shift.repeat === undefined ? [shift.start] : []),
  ]);
  const days = named.map((text) => parseWall(text)).map((wall) => (wall === null ? 0 : dayOf(wall) + 1));
  const furthest = days.reduce((most, day) => Math.max(most, day), lastDay + 1 + yearDays);
  return Math.min(furthest, lastDay + 1 + mostYears * yearDays);
}
