/** What is planned for one person, and the ground on which people take shifts. */
import { modelOfOccurrences } from '../../src/planning/roster/build-model.ts';
import type { OwnLimits, PolicyLimits, RosterSource } from '../../src/planning/roster/model.ts';
import { personBreaks } from '../../src/planning/roster/person-rules.ts';
import { rosterOf } from '../../src/planning/roster/roster.ts';
import { caps, type TakingGround } from '../../src/planning/take.ts';
import { compileSchedule } from '../../src/schedule/compile.ts';
import type { Interval } from '../../src/schedule/model.ts';
import { dateName } from '../../src/schedule/wall-clock.ts';

/** Every limit that these shifts of one person in `zone` go over, in order of date. */
export function overLimits(
  spans: readonly Interval[],
  { limits, own }: { limits: PolicyLimits; own?: OwnLimits },
  zone: string,
) {
  const model = modelOfOccurrences(
    {
      organisation: { timeZone: zone },
      policy: { training: [], limits },
      lines: [{ id: 'main', timeZone: zone }],
      people: [{ id: 'ana', timeZone: zone, roles: ['volunteer'], limits: own }],
      shifts: [],
    },
    spans.map((span, index) => ({
      ...span,
      line: 'main',
      shift: String(index),
      occurrence: '',
      need: 1,
      requires: [],
      people: [{ person: 'ana', as: 'primary' }],
      isInRange: true,
    })),
  );
  return personBreaks(model, 0, rosterOf(model, []).duties[0] ?? [], [])
    .toSorted((a, b) => a.day - b.day)
    .map(({ rule, day, value, limit }) => ({
      cap: caps[rule] ?? rule,
      from: dateName(day),
      value: value === null ? null : Math.round(value * 100) / 100,
      limit,
    }));
}

/** The ground of a source, as a directory would have it. */
export function groundOf(source: RosterSource): TakingGround {
  return {
    ...source,
    schedule: compileSchedule(source),
    lines: new Map(source.lines.map((line) => [line.id, line])),
    people: new Map(source.people.map((person) => [person.id, person])),
  };
}
