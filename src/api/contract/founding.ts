/** Founding: the first organisation of one's own (O1). */
import { z } from 'zod';
import { operations } from './operation.ts';
import { foundable, signedIn } from './sign-in.ts';

const words = (most: number) => z.string().max(most);
const somebody = z.object({
  name: words(200),
  phone: words(40),
  languages: z.array(words(35)).max(8).default([]).describe('Those of the line where none is named.'),
});
const founding = z.object({
  token: words(200).nullable().default(null).describe('Of the founding link, where one is needed.'),
  name: words(200),
  timeZone: words(100),
  crisisNumber: words(40),
  crisisName: words(200).default(''),
  callingCode: z
    .string()
    .regex(/^\d{0,3}$/)
    .default('')
    .describe('The country code of numbers that are written without one, such as 1.'),
  languages: z.array(words(35)).max(8),
  phoneNumber: words(40).default('').describe('In the phone lab one is taken where this is empty.'),
  openingHours: z
    .array(
      z.object({
        days: z.array(z.enum(['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'])),
        start: words(5),
        end: words(5),
      }),
    )
    .max(21)
    .default([])
    .describe('Always open where there are none.'),
  greetings: z
    .array(z.object({ language: words(35), words: words(2_000) }))
    .max(8)
    .default([]),
  you: somebody.extend({ takesCalls: z.boolean().default(true) }),
  people: z.array(somebody).max(50).default([]),
  ringsAtOnce: z.boolean().default(false).describe('Everybody named here is rung while the line is open.'),
});

export const foundingOperations = operations({
  'founding.read': {
    method: 'get',
    path: '/founding',
    summary: 'Whether an organisation can be founded here, and what its greeting would be.',
    access: 'nobody',
    answer: z.object({
      state: foundable,
      lab: z.boolean().describe('Whether the phone lab plays the carrier.'),
      greetings: z.array(z.object({ language: z.string(), ours: z.string() })),
    }),
  },
  'founding.try': {
    method: 'post',
    path: '/founding/check',
    summary: 'Says what is wrong with what was typed so far; nothing is founded.',
    access: 'nobody',
    body: founding,
    answer: null,
  },
  'founding.found': {
    method: 'post',
    path: '/founding',
    summary:
      'Founds the organisation where there is none, or only the demo, which goes. What follows can set up a passkey or an app and nothing else.',
    access: 'nobody',
    body: founding,
    answer: signedIn,
  },
});
