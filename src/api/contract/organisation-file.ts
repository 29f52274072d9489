/** The organisation as a file: taken along, and brought in once what it changes has been seen (O7). */
import { z } from 'zod';
import { instant } from './fields.ts';
import { operations } from './operation.ts';

/** A file of eighty thousand people has as much. */
export const mostFileCharacters = 20_000_000;
/** As JSON each mark of quotation takes two. */
const mostOnTheWay = '40mb';

const text = z.string().max(mostFileCharacters).describe('The text of an organisation file.');
const named = z.object({
  count: z.number().int(),
  first: z
    .array(z.object({ id: z.string(), name: z.string(), fields: z.array(z.string()) }))
    .describe('The first hundred; of those that change, what of them does.'),
});
const things = z.object({ added: named, changed: named, retired: named, reordered: z.boolean() });
const fault = z.object({ path: z.string(), problem: z.string() });
const faults = { faults: z.array(fault).describe('The first two hundred.'), faultCount: z.number().int() };
const look = z.object({
  version: z.string().describe('Of the organisation it was looked at against, for If-Match.'),
  exportedVersion: z.number().int().nullable(),
  same: z.boolean().describe('Whether it is the organisation already.'),
  organisation: z.boolean(),
  policy: z.boolean(),
  timeOff: z.boolean(),
  blocks: z.boolean(),
  lines: things,
  people: things,
  shifts: things,
  lost: z
    .array(
      z.object({
        place: z.string(),
        version: z.number().int().nullable(),
        at: instant.nullable(),
        by: z.string().nullable(),
        name: z.string().nullable(),
      }),
    )
    .describe('What was changed after the file was exported and would be as it was then; the first two hundred.'),
  lostCount: z.number().int(),
  ownTags: z
    .array(z.object({ name: z.string(), tag: z.string(), stays: z.enum(['on', 'off']) }))
    .describe('Where people’s own choice holds against the file.'),
});

export const organisationFileOperations = operations({
  'organisation.export': {
    method: 'get',
    path: '/organisation/file',
    summary:
      'The organisation as a file that imports unchanged, phone numbers and all; each taking is noted in the audit.',
    access: 'organisation.file',
    answer: null,
    stream: 'application/json',
  },
  'organisation.look': {
    method: 'post',
    path: '/organisation/file/look',
    summary:
      'Says what bringing a file in would change and lose, or everything that is wrong with it; changes nothing.',
    access: 'organisation.file',
    body: z.object({ text }),
    answer: z.object({ ...faults, look: look.nullable().describe('Null where anything is wrong with it.') }),
    takesFile: mostOnTheWay,
    idempotent: true,
  },
  'organisation.import': {
    method: 'put',
    path: '/organisation/file',
    summary: 'Makes a file the organisation, all of it or nothing: what it lacks is retired.',
    access: 'organisation.file',
    body: z.object({
      text,
      replace: z.boolean().default(false).describe('Also where changes made after it was exported are lost.'),
    }),
    answer: z.object({ ...faults, taken: z.boolean(), version: z.number().int().nullable() }),
    takesFile: mostOnTheWay,
    ifMatch: true,
    idempotent: true,
  },
});
