/** What editing a repeating shift would do, worked out before it is done (R4). */
import { applyCommand } from '../../planning/draft/apply.ts';
import { changesForPeople, type PersonChanges } from '../../planning/draft/changes-for-people.ts';
import type { DraftCommand, Idle, Place } from '../../planning/draft/commands.ts';
import { compileSchedule } from '../../schedule/compile.ts';
import type { Occurrence, ScheduleShift } from '../../schedule/model.ts';
import { resolveLine } from '../../schedule/resolve.ts';
import { dayMs, parseWall } from '../../schedule/wall-clock.ts';
import { groundOf, type Ground, type Planned } from './planned.ts';

/** What is looked at: a year on each side of the occurrence that is edited. */
const farMs = 366 * dayMs;

export type Consequence = {
  idle: Idle | null;
  /** Occurrences of the shift before the edited one that stay as they are. */
  staying: number;
  /** Occurrences that are other than before, and how many are gone, or new. */
  changed: number;
  gone: number;
  added: number;
  /** The series has no end: there are more than were counted. */
  endless: boolean;
  /** Changes that single occurrences have of their own and that go with them. */
  carried: number;
  /** What it means for each person. */
  people: PersonChanges[];
};

export function consequenceOf(ground: Ground, planned: Planned, at: Place, command: DraftCommand): Consequence | null {
  const shift = planned.roster.shifts.find(({ id }) => id === at.shift);
  const wall = parseWall(at.occurrence);
  if (!shift || wall === null) return null;
  try {
    const { roster, idle } = applyCommand(planned.roster, command, groundOf(ground));
    const known = new Set(planned.roster.shifts);
    const ids = new Set([at.shift, ...roster.shifts.filter((one) => !known.has(one)).map(({ id }) => id)]);
    const seen = (shifts: readonly ScheduleShift[]) =>
      resolveLine(
        compileSchedule({ ...ground.source, shifts: shifts.filter(({ id }) => ids.has(id)) }),
        ground.line,
        wall - farMs,
        wall + farMs,
      );
    const [before, after] = [seen(planned.roster.shifts), seen(roster.shifts)];
    const [was, is] = [new Map(before.map(bothOf)), new Map(after.map(bothOf))];
    const isSame = (key: string) => was.get(key) === is.get(key);
    return {
      idle: idle[0]?.why ?? null,
      staying: [...was.keys()].filter((key) => isSame(key) && key < at.occurrence.slice(0, 10)).length,
      changed: [...is.keys()].filter((key) => was.has(key) && !isSame(key)).length,
      gone: [...was.keys()].filter((key) => !is.has(key)).length,
      added: [...is.keys()].filter((key) => !was.has(key)).length,
      endless: shift.repeat !== undefined && !/COUNT=|UNTIL=/i.test(shift.repeat),
      carried: (shift.changes ?? []).filter(({ occurrence }) => occurrence >= at.occurrence).length,
      people: changesForPeople(before, after),
    };
  } catch {
    return null;
  }
}

/** An occurrence by its day, with everything else: a series that goes on under another id, or at another time, is the same one. */
function bothOf({ occurrence, startMs, endMs, need, requires, people }: Occurrence): [string, string] {
  return [occurrence.slice(0, 10), JSON.stringify([startMs, endMs, need, requires, people])];
}

/** An id for a shift that is new: of what it is, and free. */
export function freeShiftId(shifts: readonly { id: string }[], wish: string): string {
  const base = wish.replaceAll(/[^a-z0-9-]+/gi, '-').toLowerCase();
  const taken = new Set(shifts.map(({ id }) => id));
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? base : `${base}-${number}`;
    if (!taken.has(id)) return id;
  }
}
