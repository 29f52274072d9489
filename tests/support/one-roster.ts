/** One line, one or two people and the shifts of a test: what the checker says of them, in the words of the contract. */
import { rosterModel } from '../../src/planning/roster/build-model.ts';
import { checkRoster } from '../../src/planning/roster/check.ts';
import type { RosterRange, RosterSource, RosterSourcePerson } from '../../src/planning/roster/model.ts';
import { rosterOf } from '../../src/planning/roster/roster.ts';
import type { ScheduleShift, Weekday } from '../../src/schedule/model.ts';

export const everyDay: Weekday[] = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const timeZone = 'America/Chicago';

/** Ben, who can always, unless something else is said of him. */
export const ben: RosterSourcePerson = {
  id: 'ben',
  timeZone,
  roles: ['volunteer'],
  availability: [{ days: everyDay, start: '00:00', end: '00:00' }],
};

/** A shift with its people: `ben`, or `ben+` for a backup. */
export function shift(
  id: string,
  start: string,
  end: string,
  people = 'ben',
  more: Partial<ScheduleShift> = {},
): ScheduleShift {
  const assigned = people
    .split(' ')
    .filter(Boolean)
    .map((name) => ({
      person: name.replace('+', ''),
      as: name.endsWith('+') ? ('backup' as const) : ('primary' as const),
    }));
  return { id, line: 'main', start, end, assigned, ...more };
}

/** The organisation of these shifts; everything else as it usually is, unless `more` says so. */
export function oneRoster(shifts: ScheduleShift[], more: Partial<RosterSource> = {}): RosterSource {
  return {
    organisation: { timeZone },
    policy: {
      training: [],
      limits: { hoursPerWeek: 12, shiftHours: 8, restHours: 11, daysInRow: 5, nightsInRow: 2 },
    },
    lines: [{ id: 'main', timeZone, languages: ['en', 'es'] }],
    people: [ben, { ...ben, id: 'cleo' }],
    shifts,
    ...more,
  };
}

/** The range of most tests: five weeks of March 2027, in the second of which American clocks go forward. */
export const march: RosterRange = { from: '2027-03-01', to: '2027-04-04' };

/** Everything the checker says, by ids. */
export function checked(source: RosterSource, range: RosterRange = march) {
  const model = rosterModel(source, range);
  const { score, short, needsMissed, violations } = checkRoster(model, rosterOf(model, []));
  const shiftOf = (index: number) => model.occurrences[index]?.shift ?? '';
  return {
    score,
    short: short.map((one) => [shiftOf(one.occurrence), one.short]),
    needsMissed: needsMissed.map((one) => [shiftOf(one.occurrence), ...one.missing]),
    violations: violations.map(({ rule, person, occurrences, value, limit }) => ({
      rule,
      person: person === null ? null : (model.people[person]?.id ?? ''),
      shifts: occurrences.map(shiftOf).join(' '),
      value,
      limit,
    })),
  };
}
