/** The organisation file: every field of the contract with its default; what it becomes is the one shape of an organisation everywhere. */
import { z } from 'zod';
import { faultMessage } from '../reading/fault-words.ts';
import {
  amount,
  anyText,
  date,
  dateTime,
  endDateTime,
  endTime,
  days,
  distinct,
  email,
  id,
  language,
  moment,
  name,
  phoneNumber,
  spokenLanguage,
  text,
  time,
  whole,
  zone,
} from './fields.ts';
import { policyFields, policyInFile } from './policy.ts';

const roles = ['volunteer', 'shift-leader', 'coordinator', 'admin'] as const;
const channels = ['voice', 'text'] as const;
const duties = ['primary', 'backup'] as const;
const wishesToWork = ['preferred', 'fine', 'reluctant'] as const;

const organisation = z.strictObject({
  name,
  timeZone: zone,
  crisisNumber: phoneNumber,
  crisisName: name.optional(),
});

/** `9` is the crisis line wherever a machine speaks (V12), so no wish may take it. */
const wishKey = z.string().regex(/^[1-8]$/, { error: faultMessage('wishKey') });
const wish = z.strictObject({ key: wishKey, tag: name, name });
const openingHours = z.strictObject({ days: z.array(z.enum(days)).min(1), start: time, end: endTime });
const closure = z
  .strictObject({ from: date, to: date, reason: anyText.default('') })
  .refine(({ from, to }) => from <= to, { path: ['to'], error: faultMessage('beforeFrom') });

/** A line's own words (V11): a text or a recording for a sentence, or for a sentence in one language, whichever of the two comes first. */
const sentence = text.refine((value) => !/^http:/i.test(value), { error: faultMessage('recordingAddress') });
const wording = z.record(
  z.string(),
  z.union([sentence, z.record(z.string(), sentence)], {
    error: faultMessage('wordingForm'),
  }),
);

/** Callers choose a language by key, and `9` is the crisis line: at most eight languages. */
const line = z.strictObject({
  id,
  name,
  phoneNumber,
  timeZone: zone,
  languages: distinct(spokenLanguage).min(1).max(8),
  wishes: z.array(wish).default(() => []),
  openingHours: z.array(openingHours).default(() => []),
  closures: z.array(closure).default(() => []),
  greeting: text.optional(),
  wording: wording.default(() => ({})),
  automaticAvailability: z.boolean().default(false),
  callbackNumber: phoneNumber.optional(),
  ...policyFields,
});

const training = z.strictObject({ course: id, until: date.optional() });
const availability = z.strictObject({
  days: z.array(z.enum(days)).min(1),
  start: time,
  end: endTime,
  wish: z.enum(wishesToWork).default('fine'),
});
const personLimitFields = { hoursPerWeek: amount(0), shiftsPerWeek: whole(0), nightsPerWeek: whole(0) };
const personLimits = z.strictObject(personLimitFields).partial();

const personFields = {
  id,
  name,
  phone: phoneNumber,
  roles: distinct(z.enum(roles)),
  email: email.optional(),
  phoneName: name.optional(),
  languages: distinct(language).default(() => ['en']),
  tags: distinct(id).default(() => []),
  channels: distinct(z.enum(channels)).default(() => [...channels]),
  timeZone: zone.optional(),
  training: z.array(training).default(() => []),
  trainee: z.boolean().default(false),
  reserve: z.boolean().default(false),
  limits: personLimits.default(() => ({})),
  availability: z.array(availability).default(() => []),
};
const person = z.strictObject(personFields);

const requirement = z
  .strictObject({ language: language.optional(), tag: id.optional(), count: whole(1).default(1) })
  .refine((value) => (value.language === undefined) !== (value.tag === undefined), {
    error: faultMessage('languageOrTag'),
  });
const assignment = z.strictObject({ person: id, as: z.enum(duties) });

const change = z.strictObject({
  occurrence: dateTime,
  start: dateTime.optional(),
  end: endDateTime.optional(),
  need: whole(0).optional(),
  requires: z.array(requirement).optional(),
  assigned: z.array(assignment).optional(),
  cancelled: z.boolean().optional(),
});

const shift = z.strictObject({
  id,
  line: id,
  start: dateTime,
  end: endDateTime,
  repeat: text.optional(),
  also: distinct(dateTime).default(() => []),
  except: distinct(dateTime).default(() => []),
  changes: z.array(change).default(() => []),
  need: whole(0).default(1),
  requires: z.array(requirement).default(() => []),
  assigned: z.array(assignment).default(() => []),
});

const timeOff = z
  .strictObject({ person: id, from: date, to: date })
  .refine(({ from, to }) => from <= to, { path: ['to'], error: faultMessage('beforeFrom') });

/** A file made by `org export` names a blocked caller by key: the number is not stored anywhere (V9). */
const block = z
  .strictObject({
    number: phoneNumber.optional(),
    key: z
      .string()
      .regex(/^[A-Za-z0-9_-]{43}$/, { error: faultMessage('blockKey') })
      .optional(),
    line: id.optional(),
    reason: anyText.default(''),
    until: moment.optional(),
    review: date.optional(),
  })
  .refine((value) => (value.number === undefined) !== (value.key === undefined), {
    error: faultMessage('numberOrKey'),
  });

/** One shift of the file by itself. */
export const shiftInFile = shift;

/** The parts that are stored as they stand in the file. */
export const storedShapes = {
  wish,
  openingHours,
  wording,
  availability,
  requirement,
  personLimits: personLimitFields,
  role: z.enum(roles),
  channel: z.enum(channels),
};

/** The schema of the whole file: strict everywhere, so that a misspelt field is named and not ignored. */
export const organisationFile = z.strictObject({
  /** The version that was exported; a file that somebody wrote has none. */
  exportedVersion: z.number().int().min(1).optional(),
  organisation,
  policy: policyInFile.prefault(() => ({})),
  lines: z.array(line).default(() => []),
  people: z.array(person).default(() => []),
  shifts: z.array(shift).default(() => []),
  timeOff: z.array(timeOff).default(() => []),
  blocks: z.array(block).default(() => []),
});

/** The file as somebody may write it, gaps and all. */
export type OrganisationFile = z.input<typeof organisationFile>;
/** The whole organisation with every default filled in; a person without a zone of their own has the organisation's. */
export type Organisation = Omit<z.output<typeof organisationFile>, 'people'> & { people: Person[] };
export type Line = z.output<typeof line>;
export type Wish = Line['wishes'][number];
export type OpeningHours = Line['openingHours'][number];
export type Closure = Line['closures'][number];
export type Person = Omit<z.output<typeof person>, 'timeZone'> & { timeZone: string };
export type Role = Person['roles'][number];
export type Channel = Person['channels'][number];
export type Shift = z.output<typeof shift>;
export type ShiftChange = Shift['changes'][number];
export type Requirement = Shift['requires'][number];
export type Assignment = Shift['assigned'][number];
export type TimeOff = z.output<typeof timeOff>;
/** `number` while the file is in hand, `key` once stored; `until` is an instant in UTC, the end of the block. */
export type Block = z.output<typeof block>;
