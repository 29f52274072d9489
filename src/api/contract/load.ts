/** How somebody is doing themselves; nobody else is told (P5, W2). */
import { z } from 'zod';
import { instant, zone } from './fields.ts';
import { operations } from './operation.ts';

const band = z.enum(['fresh', 'steady', 'strained', 'spent']);
const part = z.enum(['contact-load', 'heavy-contacts', 'no-recovery', 'rest-debt', 'nights', 'check-in']);

export const loadOperations = operations({
  'load.read': {
    method: 'get',
    path: '/me/load',
    summary: 'My own load: in two sentences, in its six parts, over thirty days, and when it gets lighter.',
    access: 'load.own',
    answer: z.object({
      zone,
      score: z.number(),
      band,
      words: z.string(),
      parts: z.array(
        z.object({
          part,
          value: z.number().describe('0 to 1.'),
          points: z.number().describe('What it adds to the score.'),
          why: z.array(z.string()),
        }),
      ),
      days: z.array(z.object({ at: instant, score: z.number() })),
      lighter: z
        .object({ at: instant, band })
        .nullable()
        .describe(
          'When the band is lighter if nothing new comes; null where it need not be, or not within three weeks.',
        ),
    }),
  },
});
