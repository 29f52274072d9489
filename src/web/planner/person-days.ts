/** People × days: who works when, and how near each is to what keeps them well (R1). */
import { limitsFor, linesOf } from '../../planning/roster/roster.ts';
import { dateName, parseDate } from '../../schedule/wall-clock.ts';
import type { Planned } from './planned.ts';
import { datesBetween, mondayOf } from './grid.ts';
import { placeKey } from './view.ts';

/** One occurrence of a person; `elsewhere`: on another line. */
export type PersonTurn = {
  key: string;
  startMs: number;
  endMs: number;
  as: 'primary' | 'backup';
  isNight: boolean;
  elsewhere: boolean;
};

export type PersonDay = {
  date: string;
  turns: readonly PersonTurn[];
  away: boolean;
  /** Rules that are broken on it, each named once. */
  broken: readonly string[];
};

export type PersonWeek = { monday: string; hours: number; shifts: number; nights: number };

export type PersonRow = {
  person: string;
  name: string;
  isTrainee: boolean;
  textsOnly: boolean;
  isReserve: boolean;
  days: readonly PersonDay[];
  weeks: readonly PersonWeek[];
  hours: number;
  nights: number;
  limits: { hours: number; shifts: number; nights: number; restHours: number };
  broken: number;
};

/** Everybody who can stand in a roster, by name; weeks are those that the days touch. */
export function personRows(planned: Planned): PersonRow[] {
  const { model, people, view } = planned;
  const dates = datesBetween(view.from, view.to);
  const mondays = [...new Set(dates.map(mondayOf))];
  const brokenOf = new Map<string, { rule: string; places: Set<string> }[]>();
  for (const { person, rule, places } of view.broken)
    if (person !== null) brokenOf.set(person, [...(brokenOf.get(person) ?? []), { rule, places: new Set(places) }]);
  return model.people
    .flatMap((person, index): PersonRow[] => {
      const duties = people.duties[index] ?? [];
      const backups = people.backups[index] ?? [];
      if (!person.isCandidate && duties.length + backups.length === 0) return [];
      const calendar = model.calendars.get(person.timeZone);
      const turns = new Map<string, PersonTurn[]>();
      const weeks = new Map(
        mondays.map((monday) => [monday, { monday, hours: 0, shifts: 0, nights: new Set<number>() }]),
      );
      const add = (at: number, as: PersonTurn['as']) => {
        const one = model.occurrences[at];
        if (!one || !calendar) return;
        const date = dateName(calendar.day[at] ?? 0);
        const nights = calendar.nights[at] ?? [];
        const { startMs, endMs } = one;
        const turn = { key: placeKey(one), startMs, endMs, as, isNight: nights.length > 0, elsewhere: !one.isInRange };
        turns.set(date, [...(turns.get(date) ?? []), turn]);
        const week = as === 'primary' ? weeks.get(dateName(calendar.monday[at] ?? 0)) : undefined;
        if (!week) return;
        week.hours += one.hours;
        week.shifts += 1;
        for (const night of nights) week.nights.add(night);
      };
      for (const at of duties) add(at, 'primary');
      for (const at of backups) add(at, 'backup');
      const own = brokenOf.get(person.id) ?? [];
      const days = dates.map((date): PersonDay => {
        const day = parseDate(date) ?? 0;
        const here = (turns.get(date) ?? []).sort((a, b) => a.startMs - b.startMs);
        return {
          date,
          turns: here,
          away: person.timeOff.some(({ fromDay, toDay }) => fromDay <= day && day <= toDay),
          broken: [
            ...new Set(own.filter(({ places }) => here.some(({ key }) => places.has(key))).map(({ rule }) => rule)),
          ],
        };
      });
      const counted = [...weeks.values()].map(({ nights, ...week }) => ({ ...week, nights: nights.size }));
      const limits = limitsFor(model, person, linesOf(model, duties));
      return [
        {
          person: person.id,
          name: view.names.get(person.id) ?? person.id,
          isTrainee: person.isTrainee,
          textsOnly: !person.takesCalls,
          isReserve: person.isReserve,
          days,
          weeks: counted,
          hours: counted.reduce((sum, { hours }) => sum + hours, 0),
          nights: counted.reduce((sum, { nights }) => sum + nights, 0),
          limits: {
            hours: limits.hoursPerWeek,
            shifts: limits.shiftsPerWeek,
            nights: limits.nightsPerWeek,
            restHours: limits.restHours,
          },
          broken: own.length,
        },
      ];
    })
    .sort((a, b) => a.name.localeCompare(b.name) || (a.person < b.person ? -1 : 1));
}
