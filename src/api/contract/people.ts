/** The people of the organisation, one at a time (O2): a phone is taken and never given out again. */
import { z } from 'zod';
import { stages } from '../../organisation/person-stage.ts';
import { sheetFields } from '../../organisation/people-sheet.ts';
import { date, id, instant, nextCursor, page, phone, zone } from './fields.ts';
import { shiftTime } from './now.ts';
import { operations } from './operation.ts';

const role = z.enum(['volunteer', 'shift-leader', 'coordinator', 'admin']);
const channel = z.enum(['voice', 'text']);
const stage = z.enum(stages);
const words = z.array(z.string().max(100)).max(100);
const training = z.array(z.object({ course: z.string().max(100), until: date.optional() })).max(100);
const limits = z.object({
  hoursPerWeek: z.number().optional(),
  shiftsPerWeek: z.number().optional(),
  nightsPerWeek: z.number().optional(),
});

/** What is written of somebody; what is absent stays as it is, and null takes it away. */
const fields = {
  name: z.string().max(200),
  phone,
  email: z.string().max(200).nullable().optional(),
  roles: z.array(role).max(4).optional(),
  phoneName: z.string().max(60).nullable().optional().describe('What callers hear; null: none.'),
  languages: words.optional(),
  tags: words.optional(),
  channels: z.array(channel).max(2).optional(),
  timeZone: z.string().max(100).optional(),
  training: training.optional(),
  trainee: z.boolean().optional(),
  reserve: z.boolean().optional(),
  limits: limits.optional(),
};

const listed = z.object({
  id: z.string(),
  name: z.string(),
  roles: z.array(role),
  stage,
  languages: z.array(z.string()),
  tags: z.array(z.string()),
  runsOut: z.object({ course: z.string(), until: z.string() }).nullable().describe('The training that ends next.'),
});
const person = z.object({
  ...listed.shape,
  version: z.string().describe('For If-Match.'),
  endsWith: z.string().describe('The last two digits of the phone, to tell whether it is the right one.'),
  hasEmail: z.boolean(),
  phoneName: z.string().nullable(),
  channels: z.array(channel),
  timeZone: zone,
  training: z.array(z.object({ course: z.string(), until: z.string().optional() })),
  missing: z.array(z.string()).describe('Courses of the policy that are missing or have run out.'),
  trainee: z.boolean(),
  reserve: z.boolean(),
  limits,
  band: z.enum(['fresh', 'steady', 'strained', 'spent']).nullable().describe('Never why.'),
  restingUntil: instant.nullable(),
});
const one = z.object({ id });

const column = z.enum(sheetFields).nullable();
const sheet = z.object({
  file: z.base64().max(6_800_000).describe('A CSV or XLSX file of at most 5 MB, in base64.'),
  columns: z
    .array(column)
    .max(100)
    .optional()
    .describe('What each column holds, null: nothing of this; absent: as it is matched by its name.'),
});
const looked = z.object({
  headers: z.array(z.string()),
  columns: z.array(column),
  taken: z.boolean().describe('Whether everybody was taken over; where any row is wrong nobody is.'),
  rows: z.array(
    z.object({
      row: z.number().int().describe('As the spreadsheet numbers it.'),
      name: z.string().nullable(),
      kind: z.enum(['new', 'changed', 'same', 'wrong']),
      problems: z.array(z.object({ field: column, problem: z.string() })),
    }),
  ),
});

export const peopleOperations = operations({
  'people.list': {
    method: 'get',
    path: '/people',
    summary: 'The people of the organisation by name, those who match all that is asked for.',
    access: 'people.read',
    query: z.object({
      ...page,
      search: z.string().max(100).optional().describe('Part of a name, a tag or an id.'),
      role: role.optional(),
      stage: stage.optional(),
      language: z.string().max(35).optional(),
      runsOutBy: date.optional().describe('Whose training ends until that day, or has ended.'),
    }),
    answer: z.object({
      next: nextCursor,
      matching: z.number().int(),
      everybody: z.number().int(),
      runsOutNext: z
        .array(z.object({ id: z.string(), name: z.string(), course: z.string(), until: z.string() }))
        .describe('Of those who match: whose training runs out next, soonest first, three at most.'),
      people: z.array(listed),
    }),
  },
  'people.read': {
    method: 'get',
    path: '/people/{id}',
    summary: 'One person, without anything they could be reached by.',
    access: 'people.read',
    params: one,
    answer: person,
  },
  'people.add': {
    method: 'post',
    path: '/people',
    summary: 'Adds somebody. Roles beyond volunteer are given by an admin.',
    access: 'people.edit',
    body: z.object(fields),
    answer: person,
    idempotent: true,
  },
  'people.change': {
    method: 'patch',
    path: '/people/{id}',
    summary: 'Changes what is given of somebody: one version, one entry of the audit. Roles are changed by an admin.',
    access: 'people.edit',
    params: one,
    body: z.object({ ...fields, name: fields.name.optional(), phone: phone.optional() }),
    answer: person,
    ifMatch: true,
    idempotent: true,
  },
  'people.look': {
    method: 'post',
    path: '/people/import/look',
    summary: 'Says of each row of a spreadsheet what taking it over would do; changes nothing.',
    access: 'people.import',
    body: sheet,
    answer: looked,
    takesFile: '7mb',
    idempotent: true,
  },
  'people.import': {
    method: 'post',
    path: '/people/import',
    summary: 'Takes the people of a spreadsheet over, all together or, where any row is wrong, nobody.',
    access: 'people.import',
    body: sheet,
    answer: looked,
    takesFile: '7mb',
    idempotent: true,
  },
  'people.opens': {
    method: 'get',
    path: '/people/{id}/opens',
    summary: 'Which shifts would be open if somebody left now; changes nothing.',
    access: 'people.read',
    params: one,
    answer: z.object({ opens: z.array(shiftTime) }),
  },
  'people.retire': {
    method: 'post',
    path: '/people/{id}/retire',
    summary: 'Lets somebody go: off every shift, signed out everywhere, and nothing they could be reached by is kept.',
    access: 'people.retire',
    params: one,
    answer: z.object({ opens: z.array(shiftTime) }),
    ifMatch: true,
    idempotent: true,
  },
});
