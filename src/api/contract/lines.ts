/** Lines and the organisation's own settings, changed one at a time, each change a version that can be gone back to (O3). */
import { z } from 'zod';
import { ladderActions } from '../../calls/model.ts';
import { date, id, instant, nextCursor, page, phone, zone } from './fields.ts';
import { operations } from './operation.ts';

const day = z.enum(['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']);
const sentence = z.string().max(2_000);
const words = z.record(z.string().max(100), z.union([sentence, z.record(z.string().max(35), sentence)]));
const callback = z.object({
  quietHours: z.object({ start: z.string(), end: z.string() }).optional(),
  attemptsMinutes: z.array(z.number()).max(20).optional(),
  expiresHours: z.number().optional(),
});
const limits = z.object({
  hoursPerWeek: z.number().optional(),
  shiftHours: z.number().optional(),
  restHours: z.number().optional(),
  daysInRow: z.number().optional(),
  nightsInRow: z.number().optional(),
});

/** The numbers it runs by, as in the organisation file. */
const policyFields = {
  callsPerDay: z.number(),
  dayTurnsAt: z.string(),
  ringSeconds: z.number(),
  waves: z.array(z.object({ afterSeconds: z.number(), size: z.number() })).max(20),
  overflow: z
    .array(z.object({ afterSeconds: z.number(), do: z.enum(ladderActions), number: phone.optional() }))
    .max(20),
  wrapUpMinutes: z.number(),
  restAfterHeavyMinutes: z.number(),
  restAfterCrisisMinutes: z.number(),
  softLimitMinutes: z.number(),
  escalation: z.enum(['consent-only', 'imminent-risk']),
  training: z.array(z.string().max(100)).max(100),
  callback,
  limits,
};
const policy = z.object(policyFields);
/** What is absent stays; null: what stands above holds again. */
const policyChange = z.object(policyFields).partial().shape;
const nullable = <Shape extends z.ZodRawShape>(shape: Shape) =>
  Object.fromEntries(
    Object.entries(shape).map(([name, field]) => [name, (field as z.ZodType).nullable().optional()]),
  ) as unknown as { [Field in keyof Shape]: z.ZodOptional<z.ZodNullable<Shape[Field]>> };

const lineFields = {
  name: z.string().max(200),
  phoneNumber: phone,
  timeZone: z.string().max(100).optional(),
  languages: z.array(z.string().max(35)).max(8).optional(),
  wishes: z
    .array(z.object({ key: z.string(), tag: z.string(), name: z.string() }))
    .max(8)
    .optional(),
  openingHours: z
    .array(z.object({ days: z.array(day), start: z.string(), end: z.string() }))
    .max(100)
    .optional(),
  closures: z
    .array(z.object({ from: date, to: date, reason: z.string().max(280) }))
    .max(400)
    .optional(),
  greeting: sentence.nullable().optional(),
  wording: words.optional(),
  automaticAvailability: z.boolean().optional(),
  callbackNumber: phone.nullable().optional(),
  ...nullable(policyFields),
};

const listed = z.object({
  id: z.string(),
  name: z.string(),
  phoneNumber: z.string().describe('The number that is published.'),
  timeZone: zone,
  languages: z.array(z.string()),
  inUse: z.boolean(),
  own: z.object(policyChange).describe('What the line has of its own of the numbers it runs by.'),
});
const line = z.object({
  ...listed.shape,
  version: z.string().describe('For If-Match.'),
  wishes: z.array(z.object({ key: z.string(), tag: z.string(), name: z.string() })),
  openingHours: z.array(z.object({ days: z.array(day), start: z.string(), end: z.string() })),
  closures: z.array(z.object({ from: z.string(), to: z.string(), reason: z.string() })),
  greeting: z.string().nullable(),
  wording: z.record(z.string(), z.union([z.string(), z.record(z.string(), z.string())])),
  automaticAvailability: z.boolean(),
  callbackNumber: z.string().nullable(),
  policy: policy.describe('What holds on the line.'),
});
const settings = z.object({
  version: z.string().describe('For If-Match.'),
  name: z.string(),
  timeZone: zone,
  crisisNumber: z.string(),
  crisisName: z.string().nullable(),
  policy,
});
const state = z.object({
  version: z.number().int(),
  at: instant,
  by: z.string(),
  name: z.string().nullable().describe('Of whoever did it, where it was one of the people.'),
  changed: z.array(z.string()),
});
const states = z.object({ states: z.array(state).describe('The latest first; `changed` names the fields.') });
const one = z.object({ id });
const days = z.object({ from: date, to: date });
const back = z.object({ version: z.number().int() });

export const lineOperations = operations({
  'lines.list': {
    method: 'get',
    path: '/lines',
    summary: 'The lines of the organisation, in their order; those out of use last.',
    access: 'lines.read',
    query: z.object(page),
    answer: z.object({ next: nextCursor, lines: z.array(listed) }),
  },
  'lines.read': {
    method: 'get',
    path: '/lines/{id}',
    summary: 'A line: hours, words, wishes, and the numbers it runs by.',
    access: 'lines.read',
    params: one,
    answer: line,
  },
  'lines.sentences': {
    method: 'get',
    path: '/lines/{id}/sentences',
    summary: 'Each sentence callers and texters get from the line: ours, and the line’s own words where it has any.',
    access: 'lines.read',
    params: one,
    answer: z.object({
      sentences: z.array(
        z.object({
          key: z.string().describe('As the line’s wording names it.'),
          isText: z.boolean().describe('Whether it is written and not spoken.'),
          places: z.array(z.string()).describe('The {places} that are filled in it.'),
          said: z.array(z.object({ language: z.string(), ours: z.string(), own: z.string().nullable() })),
        }),
      ),
    }),
  },
  'lines.add': {
    method: 'post',
    path: '/lines',
    summary: 'Adds a line.',
    access: 'lines.edit',
    body: z.object(lineFields),
    answer: line,
    idempotent: true,
  },
  'lines.change': {
    method: 'patch',
    path: '/lines/{id}',
    summary: 'Changes what is given of a line: one version, one entry of the audit, and one can go back.',
    access: 'lines.edit',
    params: one,
    body: z.object({ ...lineFields, name: lineFields.name.optional(), phoneNumber: phone.optional() }),
    answer: line,
    ifMatch: true,
    idempotent: true,
  },
  'lines.retire': {
    method: 'post',
    path: '/lines/{id}/retire',
    summary: 'Takes a line out of use; contacts that are under way go on.',
    access: 'lines.edit',
    params: one,
    answer: null,
    ifMatch: true,
    idempotent: true,
  },
  'lines.planned': {
    method: 'get',
    path: '/lines/{id}/planned',
    summary: 'Who is planned on the line on these days, before it is closed on them; changes nothing.',
    access: 'lines.read',
    params: one,
    query: days,
    answer: z.object({
      count: z.number().int().describe('Shifts in all.'),
      shifts: z
        .array(z.object({ startAt: instant, endAt: instant, people: z.array(z.string()) }))
        .describe('The first twenty, with the names of those who are on.'),
    }),
  },
  'lines.addClosure': {
    method: 'post',
    path: '/lines/{id}/closures',
    summary: 'Closes a line on these days, both included, whatever its hours: one version, and one can go back.',
    access: 'lines.edit',
    params: one,
    body: days.extend({ reason: z.string().max(280).default('') }),
    answer: line,
    ifMatch: true,
    idempotent: true,
  },
  'lines.endClosure': {
    method: 'delete',
    path: '/lines/{id}/closures/{days}',
    summary: 'Opens a line again on days on which it was to be closed, named as 2026-12-24..2026-12-26.',
    access: 'lines.edit',
    params: one.extend({ days: z.string().max(100) }),
    answer: line,
    ifMatch: true,
    idempotent: true,
  },
  'lines.states': {
    method: 'get',
    path: '/lines/{id}/states',
    summary: 'The changes of a line of the last year.',
    access: 'lines.read',
    params: one,
    answer: states,
  },
  'lines.restore': {
    method: 'post',
    path: '/lines/{id}/restore',
    summary: 'Puts a line back to how it stood before the change that made a version.',
    access: 'lines.edit',
    params: one,
    body: back,
    answer: line,
    ifMatch: true,
    idempotent: true,
  },
  'settings.read': {
    method: 'get',
    path: '/settings',
    summary: 'The organisation’s name, zone, crisis line, and the numbers all lines run by.',
    access: 'lines.read',
    answer: settings,
  },
  'settings.change': {
    method: 'patch',
    path: '/settings',
    summary: 'Changes what is given of the settings: one version, one entry of the audit, and one can go back.',
    access: 'lines.edit',
    body: z.object({
      name: z.string().max(200).optional(),
      timeZone: z.string().max(100).optional(),
      crisisNumber: phone.optional(),
      crisisName: z.string().max(200).nullable().optional(),
      policy: z.object(nullable(policyFields)).optional(),
    }),
    answer: settings,
    ifMatch: true,
    idempotent: true,
  },
  'settings.states': {
    method: 'get',
    path: '/settings/states',
    summary: 'The changes of the settings of the last year.',
    access: 'lines.read',
    answer: states,
  },
  'settings.restore': {
    method: 'post',
    path: '/settings/restore',
    summary: 'Puts the settings back to how they stood before the change that made a version.',
    access: 'lines.edit',
    body: back,
    answer: settings,
    ifMatch: true,
    idempotent: true,
  },
});
