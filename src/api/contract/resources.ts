/** Texts that peers may send to whoever asks for them (O8). */
import { z } from 'zod';
import { longestText } from '../../carrier/text-parts.ts';
import { checkHoldsMonths, hasOpenAddress } from '../../texts/resources.ts';
import { fieldWord } from '../wording/problem-words.ts';
import { date, id, nextCursor, page } from './fields.ts';
import { operations } from './operation.ts';

const language = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, fieldWord('aLanguage'));
const tag = z.string().trim().min(1).max(40);
const words = z.array(
  z.object({
    language,
    text: z
      .string()
      .trim()
      .min(1)
      .max(longestText)
      .refine((text) => !hasOpenAddress(text), fieldWord('onlyHttps')),
  }),
);
const fields = {
  name: z.string().trim().min(1).max(100),
  area: z.string().trim().max(200).describe('Where it is of use, in words; empty for everywhere.'),
  tags: z.array(tag).max(20),
  words: words
    .min(1, fieldWord('saySomething'))
    .max(20)
    .refine((all) => new Set(all.map((one) => one.language)).size === all.length, fieldWord('onceEach'))
    .describe('What is sent, by language; addresses in it begin with https://.'),
  holdsMonths: z.number().int().min(1).max(60).describe('For how many months a check holds.'),
};
const checkedOn = date.describe('The date on which somebody last looked whether it is still right.');

const resource = z.object({
  ...fields,
  id: z.string(),
  version: z.string().describe('For If-Match.'),
  words: z.array(z.object({ language: z.string(), text: z.string() })),
  checkedOn: z.string(),
  checkedUntil: z.string().describe('The last date on which that holds.'),
  stale: z.boolean(),
  archived: z.boolean(),
  sent: z
    .array(z.object({ month: z.string(), count: z.number().int() }))
    .nullable()
    .describe('How often it was asked for in the last months, the latest first; null for those who cannot change it.'),
});

export const resourceOperations = operations({
  'resources.list': {
    method: 'get',
    path: '/resources',
    summary: 'Texts that peers may send to whoever asks: by name, with a language first those that can be sent in it.',
    access: 'resources.read',
    query: z.object({
      ...page,
      which: z.enum(['in-use', 'stale', 'archived']).default('in-use'),
      search: z.string().trim().max(100).optional(),
      tag: tag.optional(),
      language: language.optional(),
    }),
    answer: z.object({
      next: nextCursor,
      today: z.string().describe('The date by the clock of the organisation.'),
      languages: z.array(z.string()).describe('Those of the lines.'),
      tags: z.array(z.string()).describe('Those of all that are in use.'),
      resources: z.array(resource),
    }),
  },
  'resources.add': {
    method: 'post',
    path: '/resources',
    summary: 'Adds one; without a date it counts as checked today.',
    access: 'resources.edit',
    body: z.object({
      ...fields,
      area: fields.area.default(''),
      tags: fields.tags.default([]),
      holdsMonths: fields.holdsMonths.default(checkHoldsMonths),
      checkedOn: checkedOn.optional(),
    }),
    answer: resource,
    idempotent: true,
  },
  'resources.change': {
    method: 'patch',
    path: '/resources/{id}',
    summary: 'Changes what is named: a new date of checking takes it off the list of what needs attention.',
    access: 'resources.edit',
    params: z.object({ id }),
    body: z.object({
      name: fields.name.optional(),
      area: fields.area.optional(),
      tags: fields.tags.optional(),
      words: fields.words.optional(),
      holdsMonths: fields.holdsMonths.optional(),
      checkedOn: checkedOn.optional(),
      archived: z.boolean().optional().describe('Put away: nobody sends it any more, until it is taken up again.'),
    }),
    answer: resource,
    idempotent: true,
    ifMatch: true,
  },
});
