/** A draft worked out in the browser by the service's own functions: commands applied, rules checked, in a few milliseconds (R2). */
import { draftOf, type DraftEntry, type DraftGround } from '../../planning/draft/apply.ts';
import { lockKey, type DraftCommand, type DraftRoster, type Idle } from '../../planning/draft/commands.ts';
import { besidePublished } from '../../planning/roster/beside-published.ts';
import { rosterModel } from '../../planning/roster/build-model.ts';
import { checkRoster, type RosterCheck } from '../../planning/roster/check.ts';
import type { RosterModel, RosterOccurrence, RosterSource, RosterSourcePerson } from '../../planning/roster/model.ts';
import { withoutOnCall } from '../../planning/roster/on-call.ts';
import { rosterOf, type Roster } from '../../planning/roster/roster.ts';
import type { ScheduleShift } from '../../schedule/model.ts';
import { parseWall } from '../../schedule/wall-clock.ts';
import { zoneClock } from '../../schedule/zone-clock.ts';
import { placeKey, withMarks, type Broken, type OnPlace, type PlaceView, type RosterView } from './view.ts';

type Unmarked = Omit<PlaceView, 'broken'>;

/** What a draft stands on: everything published, and its line and days. */
export type Ground = {
  source: Omit<RosterSource, 'people'> & { people: readonly (RosterSourcePerson & { name: string })[] };
  line: string;
  zone: string;
  from: string;
  to: string;
  closures: RosterView['closures'];
};

/** A draft, worked out. `indexOf` leads from the key of a place to its occurrence in the model. */
export type Planned = {
  roster: DraftRoster;
  idle: { seq: number; command: DraftCommand; why: Idle }[];
  model: RosterModel;
  people: Roster;
  /** The same without those on call, who may be planned instead: what speaks against somebody is asked of it. */
  free: { model: RosterModel; people: Roster };
  check: RosterCheck;
  view: RosterView;
  indexOf: ReadonlyMap<string, number>;
  personOf: ReadonlyMap<string, number>;
};

export function groundOf({ source, line, zone }: Ground): DraftGround {
  const known = new Set(source.people.map(({ id }) => id));
  return { clock: zoneClock(zone), lineId: line, hasPerson: (id) => known.has(id) };
}

/** The model of what is published, against which changes count; made once for each ground. */
export function knownModel({ source, line, from, to }: Ground): RosterModel {
  return rosterModel(source, { line, from, to });
}

/** What the entries lead to. Throws a RangeError where a command leads to no shift: the service refuses that one. */
export function planned(ground: Ground, known: RosterModel, entries: readonly DraftEntry[]): Planned {
  const { source, line, from, to } = ground;
  const { roster, idle } = draftOf(source.shifts, entries, groundOf(ground));
  const model = besidePublished(rosterModel({ ...source, shifts: roster.shifts }, { line, from, to }), known);
  const people = rosterOf(model, []);
  const free = withoutOnCall(model, () => false);
  const check = checkRoster(model, people);
  return {
    roster,
    idle,
    model,
    people,
    free: { model: free, people: rosterOf(free, []) },
    check,
    view: viewOf(ground, roster, model, check),
    indexOf: new Map(model.occurrences.map((one, index) => [placeKey(one), index])),
    personOf: new Map(model.people.map(({ id }, index) => [id, index])),
  };
}

function viewOf(ground: Ground, roster: DraftRoster, model: RosterModel, check: RosterCheck): RosterView {
  const { zone, from, to, closures, source } = ground;
  const wants = new Map(check.needsMissed.map(({ occurrence, missing }) => [occurrence, missing]));
  const keyAt = (index: number) => placeKey(model.occurrences[index] ?? { shift: '', occurrence: '' });
  const places = model.occurrences.flatMap((one, index) =>
    one.isInRange ? [placeOf(one, model, roster, wants.get(index) ?? [])] : [],
  );
  const broken = check.violations.map(({ rule, person, occurrences, value, limit }): Broken => ({
    rule,
    person: person === null ? null : (model.people[person]?.id ?? null),
    places: occurrences.map(keyAt),
    value,
    limit,
  }));
  return {
    zone,
    from,
    to,
    closures,
    timeOff: (source.timeOff ?? []).filter((span) => span.from <= to && from <= span.to),
    names: new Map(source.people.map(({ id, name }) => [id, name])),
    places: withMarks(
      [...places, ...cancelledIn(ground, roster.shifts)].sort(
        (a, b) => a.startMs - b.startMs || (a.key < b.key ? -1 : 1),
      ),
      broken,
    ),
    broken,
  };
}

function placeOf(
  one: RosterOccurrence,
  model: RosterModel,
  { locks }: DraftRoster,
  wants: readonly string[],
): Unmarked {
  const on = (indexes: readonly number[], as: OnPlace['as'], away: boolean) =>
    indexes.map((index): OnPlace => {
      const person = model.people[index]?.id ?? '';
      return { person, as, away, locked: locks.has(lockKey(one, person)), textsOnly: !model.people[index]?.takesCalls };
    });
  return {
    key: placeKey(one),
    shift: one.shift,
    occurrence: one.occurrence,
    startMs: one.startMs,
    endMs: one.endMs,
    need: one.need,
    requires: one.requires,
    people: [
      ...on(one.primaries, 'primary', false),
      ...on(one.texters, 'primary', false),
      ...on(one.backups, 'backup', false),
      ...on(one.away, 'primary', true),
    ],
    missing: Math.max(0, one.need - one.primaries.length),
    wants,
    locked: locks.has(lockKey(one, null)),
    cancelled: false,
  };
}

/** What was cancelled stays in sight, so that it can be brought back. */
function cancelledIn({ line, zone, from, to }: Ground, shifts: readonly ScheduleShift[]): Unmarked[] {
  const clock = zoneClock(zone);
  return shifts
    .filter((shift) => shift.line === line)
    .flatMap((shift) =>
      (shift.changes ?? [])
        .filter(({ cancelled, occurrence }) => {
          const day = occurrence.slice(0, 10);
          return cancelled === true && from <= day && day <= to;
        })
        .map(({ occurrence }): Unmarked => {
          const wall = parseWall(occurrence) ?? 0;
          const lengthMs = (parseWall(shift.end) ?? 0) - (parseWall(shift.start) ?? 0);
          return {
            key: placeKey({ shift: shift.id, occurrence }),
            shift: shift.id,
            occurrence,
            startMs: clock.startInstant(wall),
            endMs: clock.endInstant(wall + Math.max(0, lengthMs)),
            need: 0,
            requires: [],
            people: [],
            missing: 0,
            wants: [],
            locked: false,
            cancelled: true,
          };
        }),
    );
}
