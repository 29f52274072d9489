/** The organisation that somebody founds in a few steps: one line, its first people on call for its hours, and shifts to plan, in the shape of the file (O1). */
import { plainNumber } from '../reading/plain-text.ts';
import type { Fault } from './faults.ts';
import type { Day } from './fields.ts';
import type { OrganisationFile } from './organisation-file.ts';
import { dialled } from './people-sheet.ts';

type Hours = { days: Day[]; start: string; end: string };
type Known = { name: string; phone: string; languages: string[] };

/** What the steps ask for. */
export type Founding = {
  name: string;
  timeZone: string;
  crisisNumber: string;
  crisisName: string;
  /** The country's code for numbers that are written without one; empty for none. */
  callingCode: string;
  languages: string[];
  /** Empty in the phone lab: any number will do there. */
  phoneNumber: string;
  /** None: always open. */
  openingHours: Hours[];
  /** Own words for the greeting, by language; where there are none, ours. */
  greetings: { language: string; words: string }[];
  you: Known & { takesCalls: boolean };
  people: Known[];
  /** Whoever is named here is on call whenever the line is open, without saying so first. */
  ringsAtOnce: boolean;
};

/** What the lab takes for a line whose number nobody chose. */
export const numberInLab = '+15550100001';
const line = 'main';

/** `ids`: of the founder, then of the others. `today` is a local date, from which the first shift repeats. */
export function foundingFile(
  founding: Founding,
  { ids, today, isLab }: { ids: readonly string[]; today: string; isLab: boolean },
): OrganisationFile {
  const { name, timeZone, languages, openingHours, you, people } = founding;
  const phone = (typed: string) => numberOf(typed, founding.callingCode);
  const peers = people.map((person, index) => ({ ...person, id: ids[index + 1] ?? '' }));
  const takers = [...(you.takesCalls ? [ids[0] ?? ''] : []), ...peers.map(({ id }) => id)];
  const spoken = (own: readonly string[]) => (own.length > 0 ? [...own] : [...languages]);
  return {
    organisation: {
      name,
      timeZone,
      crisisNumber: phone(founding.crisisNumber),
      ...(founding.crisisName.trim() === '' ? {} : { crisisName: founding.crisisName.trim() }),
    },
    lines: [
      {
        id: line,
        name,
        phoneNumber: founding.phoneNumber.trim() === '' && isLab ? numberInLab : phone(founding.phoneNumber),
        timeZone,
        languages,
        openingHours,
        automaticAvailability: founding.ringsAtOnce,
        ...greetingOf(founding),
      },
    ],
    people: [
      {
        id: ids[0] ?? '',
        name: you.name,
        phone: phone(you.phone),
        roles: ['coordinator', 'admin', ...(you.takesCalls ? (['volunteer'] as const) : [])],
        languages: spoken(you.languages),
      },
      ...peers.map((person) => ({
        id: person.id,
        name: person.name,
        phone: phone(person.phone),
        roles: ['volunteer' as const],
        languages: spoken(person.languages),
      })),
    ],
    shifts: shiftsOf(openingHours, takers, today),
  };
}

function numberOf(typed: string, callingCode: string): string {
  return (
    dialled(typed.trim(), callingCode === '' ? undefined : callingCode) ??
    plainNumber(typed).replaceAll(/[\s().\-/]/g, '')
  );
}

/** One language has its words in the greeting's own field; several have them by language. */
function greetingOf({ languages, greetings }: Founding): {
  greeting?: string;
  wording?: Record<string, Record<string, string>>;
} {
  const own = greetings.filter(({ language, words }) => languages.includes(language) && words.trim() !== '');
  const [first] = own;
  if (!first) return {};
  if (languages.length === 1) return { greeting: first.words };
  return { wording: { greeting: Object.fromEntries(own.map(({ language, words }) => [language, words])) } };
}

/**
 * The first plan, until there is a roster: shifts that people can work, over all opening hours, with nobody planned in them
 * and everybody on call (`backup`). Where no primary is on, backups are rung at once, so the line answers from the first
 * minute; yet nobody is planned around the clock, and the hours that nobody chose count neither as theirs nor as load.
 */
function shiftsOf(hours: readonly Hours[], takers: readonly string[], today: string): OrganisationFile['shifts'] {
  const assigned = takers.map((person) => ({ person, as: 'backup' as const }));
  const stretches = hours.length === 0 ? [{ days: null, start: '00:00', end: '24:00' }] : hours;
  return stretches.flatMap(piecesOf).map(({ days, fromMinute, toMinute }, index) => ({
    id: `first-${index + 1}`,
    line,
    start: wallAt(today, fromMinute),
    end: wallAt(today, toMinute),
    repeat: days === null ? 'FREQ=DAILY' : `FREQ=WEEKLY;BYDAY=${days.join(',')}`,
    need: 1,
    assigned,
  }));
}

type Stretch = { days: Day[] | null; start: string; end: string };
/** `days`: on which it starts, null for all; minutes are counted from the midnight before the stretch it is a piece of. */
type Piece = { days: Day[] | null; fromMinute: number; toMinute: number };

const week = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const satisfies Day[];
const dayMinutes = 24 * 60;
/** As long as a shift is meant to be; longer hours are as many shifts as keep below it, split at quarters of an hour. */
const shiftMinutes = 4 * 60;
const quarter = 15;

function piecesOf({ days, start, end }: Stretch): Piece[] {
  const [from, to] = [minuteOf(start), minuteOf(end)];
  if (Number.isNaN(from) || Number.isNaN(to)) return [{ days, fromMinute: 0, toMinute: dayMinutes }];
  const length = to > from ? to - from : to + dayMinutes - from;
  const count = Math.ceil(length / shiftMinutes);
  const cutAt = (piece: number) =>
    piece === count ? from + length : from + Math.round((length * piece) / count / quarter) * quarter;
  return Array.from({ length: count }, (_, piece) => {
    const isNextDay = cutAt(piece) >= dayMinutes;
    return {
      days: isNextDay ? (days?.map(dayBehind) ?? null) : days,
      fromMinute: cutAt(piece),
      toMinute: cutAt(piece + 1),
    };
  });
}

function dayBehind(day: Day): Day {
  return week[(week.indexOf(day) + 1) % week.length] ?? day;
}

/** Of a time of day such as 17:30 or 24:00; NaN for what is none, which is said at its field. */
function minuteOf(time: string): number {
  const [hours = '', minutes = ''] = /^(\d\d):(\d\d)$/.exec(time)?.slice(1) ?? [];
  return hours === '' ? Number.NaN : Number(hours) * 60 + Number(minutes);
}

/** The wall-clock time so many minutes after the midnight that `date` begins with. */
function wallAt(date: string, minute: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + minute * 60_000).toISOString().slice(0, 16);
}

/** The field of the steps that a fault of the file is about; null where it is about none. */
export function foundingField(path: string): string | null {
  const person = /^people\[(\d+)\]\.(\w+)/.exec(path);
  if (person) return Number(person[1]) === 0 ? `you.${person[2]}` : `people[${Number(person[1]) - 1}].${person[2]}`;
  if (path.startsWith('organisation.')) return path.slice('organisation.'.length);
  const ofLine = /^lines\[0\]\.(.+)$/.exec(path)?.[1];
  if (ofLine === undefined) return null;
  if (/^(greeting|wording)/.test(ofLine)) return 'greetings';
  // The organisation's own name and zone say it already.
  return /^(name|timeZone)$/.test(ofLine) ? null : ofLine;
}

/** What is wrong, at the fields of the steps, each thing once. What is at none of them stays where the file has it, unless something is said at a field. */
export function foundingFaults(faults: readonly Fault[]): Fault[] {
  const placed = faults.flatMap((fault) => {
    const path = foundingField(fault.path);
    return path === null ? [] : [{ ...fault, path }];
  });
  const once = placed.filter(({ path }, index) => placed.findIndex((other) => other.path === path) === index);
  return once.length > 0 ? once : [...faults];
}
