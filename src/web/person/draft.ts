/** Somebody's entry as it is typed, and what of it is asked to be changed. Pure. */
import type { Answered, Asked } from '../client.ts';
import { listed } from '../desk/wrong.ts';

export type Person = Answered<'people.read'>;
export type Role = Person['roles'][number];
type Channel = Person['channels'][number];
type Body = Asked<'people.change'>['body'];

/** Everything as the fields have it; an empty number or date is one that is not there. */
export type PersonDraft = {
  name: string;
  phone: string;
  email: string;
  emailAway: boolean;
  phoneName: string;
  roles: Role[];
  languages: string[];
  languagesElse: string;
  tags: string;
  channels: Channel[];
  timeZone: string;
  training: { course: string; until: string }[];
  trainee: boolean;
  reserve: boolean;
  hoursPerWeek: string;
  shiftsPerWeek: string;
  nightsPerWeek: string;
};

export const nobodyYet: PersonDraft = {
  name: '',
  phone: '',
  email: '',
  emailAway: false,
  phoneName: '',
  roles: ['volunteer'],
  languages: ['en'],
  languagesElse: '',
  tags: '',
  channels: ['voice', 'text'],
  timeZone: '',
  training: [],
  trainee: false,
  reserve: false,
  hoursPerWeek: '',
  shiftsPerWeek: '',
  nightsPerWeek: '',
};

export function draftOf(person: Person): PersonDraft {
  const text = (amount: number | undefined) => (amount === undefined ? '' : String(amount));
  return {
    ...nobodyYet,
    name: person.name,
    phoneName: person.phoneName ?? '',
    roles: person.roles,
    languages: person.languages,
    tags: person.tags.join(', '),
    channels: person.channels,
    timeZone: person.timeZone,
    training: person.training.map(({ course, until }) => ({ course, until: until ?? '' })),
    trainee: person.trainee,
    reserve: person.reserve,
    hoursPerWeek: text(person.limits.hoursPerWeek),
    shiftsPerWeek: text(person.limits.shiftsPerWeek),
    nightsPerWeek: text(person.limits.nightsPerWeek),
  };
}

/** The fields as the API takes them. */
export function bodyOf(draft: PersonDraft): Body {
  const limit = (name: 'hoursPerWeek' | 'shiftsPerWeek' | 'nightsPerWeek') =>
    draft[name].trim() === '' ? {} : { [name]: Number(draft[name]) };
  return {
    name: draft.name.trim(),
    ...(draft.phone.trim() === '' ? {} : { phone: draft.phone }),
    ...(draft.emailAway ? { email: null } : draft.email.trim() === '' ? {} : { email: draft.email.trim() }),
    phoneName: draft.phoneName.trim() === '' ? null : draft.phoneName.trim(),
    roles: draft.roles,
    languages: [...new Set([...draft.languages, ...listed(draft.languagesElse)])],
    tags: listed(draft.tags),
    channels: draft.channels,
    ...(draft.timeZone.trim() === '' ? {} : { timeZone: draft.timeZone.trim() }),
    training: draft.training.map(({ course, until }) => ({
      course: course.trim(),
      ...(until === '' ? {} : { until }),
    })),
    trainee: draft.trainee,
    reserve: draft.reserve,
    limits: { ...limit('hoursPerWeek'), ...limit('shiftsPerWeek'), ...limit('nightsPerWeek') },
  };
}

/** Of the fields those that differ from how they were read. */
export function changedIn(person: Person, draft: PersonDraft): Body {
  const before = bodyOf(draftOf(person)) as Record<string, unknown>;
  const entries = Object.entries(bodyOf(draft)).filter(
    ([name, value]) => JSON.stringify(before[name]) !== JSON.stringify(value),
  );
  return Object.fromEntries(entries);
}
