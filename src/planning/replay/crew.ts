/** Who is on when by an organisation's own schedule, as the simulation takes it. */
import { compileSchedule } from '../../schedule/compile.ts';
import type { Interval, Occurrence } from '../../schedule/model.ts';
import { joined } from '../../schedule/opening-hours.ts';
import { resolve } from '../../schedule/resolve.ts';
import { takesCalls } from '../../schedule/takes-calls.ts';
import { dateName, dayMs, weekdayOf } from '../../schedule/wall-clock.ts';
import { zoneClock } from '../../schedule/zone-clock.ts';
import { missingTraining } from '../../wellbeing/guards.ts';
import { carriedOf } from '../../wellbeing/carried.ts';
import type { LoadEvent } from '../../wellbeing/load.ts';
import type { Member, Stint } from '../../planning/simulation/crew.ts';
import type { NeedChange } from '../../planning/simulation/scene.ts';
import type { MorePeople, ReplayRoster } from './model.ts';

/** A crew whose habits are not drawn yet, and what each line needs from when on. */
export type Planned = {
  people: Omit<Member, 'missedShare' | 'pickUpSeconds'>[];
  needs: Map<string, NeedChange[]>;
};

type Range = { fromMs: number; untilMs: number; lineIds: readonly string[] };
type ReplayLine = ReplayRoster['lines'][number];
type Role = Stint['as'];

/**
 * Everybody who is on one of the lines within the range, whole shifts, and the people added. Those without a role that
 * answers calls, who take texts only, and reserves who are on no shift, are left out. Throws a RangeError for what `scheduleFaults` would have named.
 */
export function plannedCrew(
  roster: ReplayRoster,
  range: Range,
  more: readonly MorePeople[] = [],
  before: ReadonlyMap<string, readonly LoadEvent[]> = new Map(),
): Planned {
  const lines = new Map(roster.lines.map((line) => [line.id, line]));
  const all = resolve(compileSchedule(roster), range.fromMs, range.untilMs);
  const replayed = all.filter(({ line }) => range.lineIds.includes(line));
  const people = roster.people.flatMap((person) => {
    if (!takesCalls(person)) return [];
    if (!person.roles.includes('volunteer') && !person.roles.includes('shift-leader')) return [];
    const spans = (occurrences: readonly Occurrence[], as: Role) =>
      joined(occurrences.filter((one) => one.people.some((on) => on.person === person.id && on.as === as)));
    const stints = range.lineIds.flatMap((lineId) => {
      const line = lines.get(lineId);
      const ofLine = replayed.filter((one) => one.line === lineId);
      const primary = spans(ofLine, 'primary');
      return line === undefined
        ? []
        : [
            ...primary.map((span) => stintOf(line, span, 'primary', person)),
            ...outside(spans(ofLine, 'backup'), primary).map((span) => stintOf(line, span, 'backup', person)),
          ];
    });
    if (stints.length === 0) return [];
    return [
      {
        index: indexOf(person.id),
        id: person.id,
        zone: person.timeZone,
        languages: person.languages,
        tags: person.tags,
        leader: person.roles.includes('shift-leader'),
        trainee: person.trainee,
        // A shift on another line is part of the same duty.
        duties: spans(all, 'primary'),
        backupDuties: spans(all, 'backup'),
        stints: stints.sort((a, b) => a.startMs - b.startMs),
        before: carriedOf(before.get(person.id) ?? [], person.timeZone),
      },
    ];
  });
  const added = more.flatMap((one, turn) => addedPeople(one, turn, lines, range));
  return { people: [...people, ...added], needs: needsOf(replayed, range.lineIds) };
}

/** The people of one addition; they speak every language of the line and lack no course. */
function addedPeople(one: MorePeople, turn: number, lines: Map<string, ReplayLine>, range: Range): Planned['people'] {
  const line = lines.get(one.lineId);
  if (line === undefined) throw new RangeError(`no such line "${one.lineId}"`);
  const duties = addedSpans(one, line, range);
  return Array.from({ length: duties.length === 0 ? 0 : one.count }, (_, place) => {
    const id = `more-${turn + 1}-${place + 1}`;
    return {
      index: indexOf(id),
      id,
      zone: line.timeZone,
      languages: line.languages ?? ['en'],
      tags: [],
      leader: false,
      trainee: false,
      duties,
      backupDuties: [],
      stints: duties.map((duty) => ({
        ...duty,
        lineId: line.id,
        as: 'primary' as const,
        automatic: true,
        missingTraining: [],
      })),
      before: carriedOf([], line.timeZone),
    };
  });
}

/** When somebody added is on: from the evening before the range, whose hours may reach into it. */
function addedSpans({ weekday, fromMinute, toMinute }: MorePeople, line: ReplayLine, range: Range): Interval[] {
  const clock = zoneClock(line.timeZone);
  const lengthMinutes = toMinute > fromMinute ? toMinute - fromMinute : toMinute + 1440 - fromMinute;
  const spans: Interval[] = [];
  for (let day = clock.localDay(range.fromMs) - 1; day <= clock.localDay(range.untilMs); day += 1) {
    if (weekday !== null && weekdayOf(day) !== weekday) continue;
    const wall = day * dayMs + fromMinute * 60_000;
    const startMs = clock.startInstant(wall);
    const endMs = clock.endInstant(wall + lengthMinutes * 60_000);
    if (startMs < range.untilMs && endMs > range.fromMs && startMs < endMs) spans.push({ startMs, endMs });
  }
  return joined(spans);
}

function stintOf(line: ReplayLine, span: Interval, as: Role, person: ReplayRoster['people'][number]): Stint {
  const today = dateName(zoneClock(line.timeZone).localDay(span.startMs));
  return {
    ...span,
    lineId: line.id,
    as,
    automatic: line.automaticAvailability,
    missingTraining: missingTraining([...person.training], [...line.policy.training], today),
  };
}

/** The parts of `spans` that lie in none of `others`, which are in order and apart. */
function outside(spans: readonly Interval[], others: readonly Interval[]): Interval[] {
  return others.reduce(
    (left: Interval[], other) =>
      left.flatMap(({ startMs, endMs }) =>
        [
          { startMs, endMs: Math.min(endMs, other.startMs) },
          { startMs: Math.max(startMs, other.endMs), endMs },
        ].filter((part) => part.startMs < part.endMs),
      ),
    [...spans],
  );
}

function needsOf(occurrences: readonly Occurrence[], lineIds: readonly string[]): Map<string, NeedChange[]> {
  return new Map(
    lineIds.map((lineId) => {
      const mine = occurrences.filter(({ line }) => line === lineId);
      const instants = [...new Set(mine.flatMap(({ startMs, endMs }) => [startMs, endMs]))].sort((a, b) => a - b);
      const needAt = (atMs: number) =>
        mine.reduce((sum, one) => sum + (one.startMs <= atMs && atMs < one.endMs ? one.need : 0), 0);
      return [lineId, instants.map((atMs) => ({ atMs, need: needAt(atMs) }))];
    }),
  );
}

/** A whole number that depends on the id alone (FNV-1a): somebody's habits are the same in every roster. */
function indexOf(id: string): number {
  let hash = 0x811c9dc5;
  for (const char of id) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash;
}
