/** The published roster, as the service tells of it, made ready to be shown. */
import type { Answered } from '../client.ts';
import { placeKey, withMarks, type Broken, type RosterView } from './view.ts';

export function publishedView(answer: Answered<'roster.read'>): RosterView {
  const { line, from, to, places, check, closures, timeOff, people } = answer;
  const wants = new Map(check.needsMissed.map((one) => [placeKey(one), one.missing]));
  const textsOnly = new Set(people.flatMap((one) => (one.textsOnly ? [one.id] : [])));
  const broken = check.violations.map(({ rule, person, occurrences, value, limit }): Broken => ({
    rule,
    person,
    places: occurrences.map(placeKey),
    value,
    limit,
  }));
  return {
    zone: line.zone,
    from,
    to,
    closures,
    timeOff,
    names: new Map(people.map(({ id, name }) => [id, name])),
    places: withMarks(
      places.map((place) => {
        const key = placeKey(place);
        return {
          key,
          shift: place.shift,
          occurrence: place.occurrence,
          startMs: Date.parse(place.startAt),
          endMs: Date.parse(place.endAt),
          need: place.need,
          requires: place.requires,
          people: place.people.map((one) => ({
            ...one,
            away: false,
            locked: false,
            textsOnly: textsOnly.has(one.person),
          })),
          missing: place.missing,
          wants: wants.get(key) ?? [],
          locked: false,
          cancelled: false,
        };
      }),
      broken,
    ),
    broken,
  };
}
