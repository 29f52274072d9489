/** Made-up organisations for rosters: so many people and weeks, always the same for the same seed. */
import type { AvailabilityWindow, RosterSource, RosterSourcePerson } from '../../src/planning/roster/model.ts';
import type { ScheduleShift, Weekday } from '../../src/schedule/model.ts';

/** Numbers from 0 up to 1 that look like chance. */
export function chanceFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const days: Weekday[] = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/**
 * An organisation of `count` people with a shift in the morning, the afternoon, the evening and late on every day from
 * 2027-03-01 on; a line for each hundred people, each trained for one of them and free at some times of the week.
 */
export function busyOrganisation(count: number, seed = 1): RosterSource {
  const chance = chanceFrom(seed);
  const pick = <Item>(items: readonly Item[]) => items[Math.floor(chance() * items.length)] as Item;
  const timeZone = 'America/Chicago';
  const lineCount = Math.max(1, Math.round(count / 100));
  const lines = Array.from({ length: lineCount }, (_, index) => ({
    id: `line-${index}`,
    timeZone,
    languages: ['en', 'es'],
    training: [`line-${index}`],
  }));
  const need = Math.max(1, Math.round(count / lineCount / 30));
  const slots = [
    ['09:00', '13:00', 0],
    ['13:00', '17:00', 0],
    ['17:00', '21:00', 0],
    ['21:00', '01:00', 1],
  ] as const;
  const shifts = lines.flatMap(({ id }) =>
    slots.map(([start, end, later], index): ScheduleShift => ({
      id: `${id}-${index}`,
      line: id,
      start: `2027-03-01T${start}`,
      end: `2027-03-0${1 + later}T${end}`,
      repeat: 'FREQ=DAILY',
      need,
      requires: index === 2 ? [{ language: 'es', count: 1 }] : [],
    })),
  );
  const people = Array.from({ length: count }, (_, index): RosterSourcePerson => ({
    id: `person-${String(index).padStart(3, '0')}`,
    timeZone,
    roles: ['volunteer'],
    languages: chance() < 0.3 ? ['en', 'es'] : ['en'],
    training: [{ course: `line-${index % lineCount}` }],
    trainee: chance() < 0.1,
    limits: { hoursPerWeek: pick([4, 8, 12]) },
    availability: Array.from({ length: 2 + Math.floor(chance() * 3) }, (): AvailabilityWindow => {
      const start = pick([9, 13, 17]);
      const end = start + pick([4, 8]);
      return {
        days: days.filter(() => chance() < 0.3).concat(pick(days)),
        start: `${String(start).padStart(2, '0')}:00`,
        end: `${String(end % 24).padStart(2, '0')}:00`,
        wish: pick(['preferred', 'fine', 'reluctant']),
      };
    }),
  }));
  return {
    organisation: { timeZone },
    policy: {
      training: [],
      limits: { hoursPerWeek: 12, shiftHours: 8, restHours: 11, daysInRow: 5, nightsInRow: 2 },
    },
    lines,
    people,
    shifts,
  };
}

/** The same, where everybody may take calls on every line. */
export function denseOrganisation(count: number, seed = 1): RosterSource {
  const source = busyOrganisation(count, seed);
  const training = source.lines.map(({ id }) => ({ course: id }));
  return { ...source, people: source.people.map((person) => ({ ...person, training })) };
}

/** The same, where everybody can at all times, and one is as good as another. */
export function wideOrganisation(count: number, seed = 1): RosterSource {
  const source = denseOrganisation(count, seed);
  const availability: AvailabilityWindow[] = [{ days, start: '00:00', end: '00:00', wish: 'fine' }];
  return { ...source, people: source.people.map((person) => ({ ...person, availability })) };
}
