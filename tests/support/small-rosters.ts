/** Small organisations full of everything that matters to rosters, always the same for the same seed. */
import type { AvailabilityWindow, RosterSource, RosterSourcePerson } from '../../src/planning/roster/model.ts';
import type { Assignment, ScheduleShift, Weekday } from '../../src/schedule/model.ts';
import { chanceFrom } from './roster-organisations.ts';

const days: Weekday[] = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const pad = (value: number) => String(value).padStart(2, '0');

/** `2027-03-12T23:00` for so many hours after the start of 2027-03-01. */
function wall(hours: number): string {
  return `2027-03-${pad(1 + Math.floor(hours / 24))}T${pad(hours % 24)}:00`;
}

/**
 * Up to five people and seven shifts from 2027-03-10 to 2027-03-16, a week in which American clocks change, on lines and
 * people of several zones. The range to fill is 2027-03-11 to 2027-03-15.
 */
export function smallRoster(seed: number): { source: RosterSource; from: string; to: string } {
  const chance = chanceFrom(seed);
  const whole = (most: number) => Math.floor(chance() * (most + 1));
  const pick = <Item>(items: readonly Item[]) => items[whole(items.length - 1)] as Item;
  const some = <Item>(items: readonly Item[], share: number) => items.filter(() => chance() < share);
  const timeZone = 'America/Chicago';
  const lines = [
    { id: 'a', timeZone },
    {
      id: 'b',
      timeZone: pick([timeZone, 'America/Los_Angeles']),
      training: ['night'],
      limits: pick([
        undefined,
        { hoursPerWeek: 6 },
        { restHours: 13 },
        { shiftHours: 5 },
        { daysInRow: 2, nightsInRow: 1 },
      ]),
    },
  ];
  const people = Array.from({ length: 2 + whole(3) }, (_, index): RosterSourcePerson => ({
    id: `p${index}`,
    timeZone: pick([timeZone, timeZone, 'America/New_York', 'Europe/Berlin']),
    roles: [
      pick([
        'volunteer',
        'volunteer',
        'volunteer',
        'volunteer',
        'volunteer',
        'volunteer',
        'shift-leader',
        'coordinator',
      ]),
    ],
    languages: pick([['en'], ['en', 'es']]),
    tags: some(['veteran', 'parent'], 0.4),
    training: [
      ...(chance() < 0.95 ? [{ course: 'core', until: pick([undefined, undefined, '2027-03-13', '2027-12-31']) }] : []),
      ...(chance() < 0.8 ? [{ course: 'night' }] : []),
    ],
    trainee: chance() < 0.2,
    reserve: chance() < 0.2,
    limits: {
      ...(chance() < 0.4 ? { hoursPerWeek: pick([4, 6, 9]) } : {}),
      ...(chance() < 0.3 ? { shiftsPerWeek: 1 + whole(2) } : {}),
      ...(chance() < 0.3 ? { nightsPerWeek: whole(2) } : {}),
    },
    availability: Array.from({ length: pick([0, 2, 3, 3, 4]) }, (): AvailabilityWindow => ({
      days: [...some(days, 0.7), pick(days)],
      start: `${pad(pick([0, 6, 6, 9, 14, 18, 22]))}:00`,
      end: `${pad(pick([0, 2, 4, 6, 12, 20, 22, 23]))}:00`,
      wish: pick(['preferred', 'fine', 'reluctant']),
    })),
  }));
  const shifts: ScheduleShift[] = [];
  const count = 3 + whole(4);
  let hours = 24 * 9 + 6 + whole(20);
  let length = 0;
  for (let index = 0; index < count; index += 1) {
    // At the very same time as the one before, or after it.
    const isBeside = index > 0 && chance() < 0.2;
    if (!isBeside) {
      // Touching, overlapping, a short pause, a full rest.
      if (index > 0) hours += pick([length, length, length - 1, length + 3, length + 11, length + 12, length + 17, 24]);
      length = pick([2, 3, 4, 4, 5, 6, 8]);
    }
    if (hours > 24 * 15) break;
    const assigned = some(people, 0.12).map(({ id }): Assignment => ({
      person: id,
      as: pick(['primary', 'primary', 'backup']),
    }));
    shifts.push({
      id: `s${index}`,
      line: pick(['a', 'a', 'b']),
      start: wall(hours),
      end: wall(hours + length),
      need: pick([1, 1, 1, 2]),
      requires: chance() < 0.3 ? [pick([{ language: 'es' }, { tag: 'veteran', count: 2 }, { tag: 'parent' }])] : [],
      assigned,
    });
  }
  const timeOff = some(people, 0.2).map(({ id }) => ({
    person: id,
    from: '2027-03-12',
    to: pick(['2027-03-12', '2027-03-13']),
  }));
  return {
    source: {
      organisation: { timeZone },
      policy: {
        training: ['core'],
        limits: {
          hoursPerWeek: pick([8, 12, 20]),
          shiftHours: pick([6, 8, 8, 12, 24]),
          restHours: pick([11, 11, 4, 0]),
          daysInRow: pick([5, 2, 3]),
          nightsInRow: pick([2, 1]),
        },
      },
      lines,
      people,
      shifts,
      timeOff,
    },
    from: '2027-03-11',
    to: '2027-03-15',
  };
}
