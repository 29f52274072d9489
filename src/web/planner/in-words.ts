/** Steps, warnings and reasons as sentences, from the words of the reader's language. */
import type { DraftCommand, Place } from '../../planning/draft/commands.ts';
import type { Obstacle } from '../../planning/roster/why-not.ts';
import { dayMs, parseEndWall, parseWall } from '../../schedule/wall-clock.ts';
import type { RosterWords } from '../words/planner/en.ts';
import { amount, day, hours, when } from './form.ts';
import type { Broken, PlaceView } from './view.ts';

/** What sentences are made with. */
export type Telling = { words: RosterWords; language: string; zone: string; nameOf: (person: string) => string };

/** A wall-clock time, `Tue, Dec 8, 5:00 PM`: what an occurrence is named by. */
export function wallInWords(wall: string, language: string): string {
  const atMs = parseWall(wall) ?? parseEndWall(wall) ?? 0;
  const form = { language, zone: 'UTC' };
  return `${day(atMs, form)}, ${hours(atMs, atMs + dayMs, form).split(' – ')[0]}`;
}

/** What a command of a draft does, such as "put Ben on Tue, Dec 8, 5:00 PM". */
export function stepInWords(command: DraftCommand, telling: Telling): string {
  const { words, language, nameOf } = telling;
  const at = (place: Place) => ({ when: wallInWords(place.occurrence, language) });
  switch (command.kind) {
    case 'assign':
      return command.as === 'backup'
        ? words.stepBackup({ name: nameOf(command.person), ...at(command.at) })
        : words.stepAssign({ name: nameOf(command.person), ...at(command.at) });
    case 'unassign':
      return words.stepUnassign({ name: nameOf(command.person), ...at(command.at) });
    case 'set-need':
      return words.stepNeed({ count: command.need, ...at(command.at) });
    case 'set-times':
      return words.stepTimes({ ...at(command.at), to: wallInWords(command.start, language) });
    case 'cancel':
      return words.stepCancel(at(command.at));
    case 'restore':
      return words.stepRestore(at(command.at));
    case 'lock':
      return words.stepLock(at(command.at));
    case 'unlock':
      return words.stepUnlock(at(command.at));
    case 'add-occurrence':
      return words.stepAdd(at(command.at));
    case 'add-shift':
      return words.stepAddShift({ when: wallInWords(command.shift.start, language) });
    case 'change-series':
      return command.scope === 'all' ? words.stepAll : words.stepLater(at(command.at));
    case 'end-series':
      return words.stepEnd(at(command.at));
    case 'many': {
      const [first] = command.commands;
      if (first === undefined || command.commands.length === 1) return first ? stepInWords(first, telling) : '';
      return words.stepMany({ count: command.commands.length, first: stepInWords(first, telling) });
    }
  }
}

const mostNamed = 3;

/** A broken rule with its event and its way out. */
export function brokenInWords(
  { rule, person, places, value, limit }: Broken,
  { words, language, nameOf, zone }: Telling,
  known: ReadonlyMap<string, PlaceView>,
): string {
  const named = places.slice(0, mostNamed).map((key) => {
    const place = known.get(key);
    return place
      ? when(place.startMs, place.endMs, { language, zone })
      : wallInWords(key.split(' ')[0] ?? '', language);
  });
  const joined = named.join(named.length === 2 ? words.and : ', ');
  const about = {
    name: person === null ? words.somebody : nameOf(person),
    places: places.length > mostNamed ? words.andMore({ places: joined, count: places.length - mostNamed }) : joined,
    value: value === null ? '' : amount(value, language),
    limit: limit === null ? '' : amount(limit, language),
  };
  return (words.rules[rule] ?? words.ruleOther)(about);
}

/** Why somebody may not come, with the numbers it is about. */
export function obstacleInWords(obstacle: Obstacle, { words, language }: Pick<Telling, 'words' | 'language'>): string {
  const why = words.reasons[obstacle.why];
  if (obstacle.why === 'training' && 'courses' in obstacle)
    return words.reasonCourses({ courses: obstacle.courses.join(', ') });
  if (!('break' in obstacle)) return why;
  const { value, limit } = obstacle.break;
  if (value === null || limit === null) return why;
  return words.reasonBy({ why, value: amount(value, language), limit: amount(limit, language) });
}

/** A language by its name in the reader's; a tag as it is. */
export function wantInWords(want: string, language: string): string {
  if (!/^[a-z]{2,3}(-[A-Za-z]+)*$/.test(want)) return want;
  try {
    return new Intl.DisplayNames(language, { type: 'language', fallback: 'code' }).of(want) ?? want;
  } catch {
    return want;
  }
}

export function placesByKey(places: readonly PlaceView[]): ReadonlyMap<string, PlaceView> {
  return new Map(places.map((place) => [place.key, place]));
}
