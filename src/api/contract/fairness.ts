/** How well a line is covered and how its shifts are shared out: never a ranking (R8). */
import { z } from 'zod';
import { date, id, zone } from './fields.ts';
import { operations } from './operation.ts';

const query = z.object({
  line: id.optional().describe('The first by name where it is absent.'),
  from: date
    .optional()
    .describe('Where the plan begins; this Monday where it is absent. The eight weeks before count too.'),
  to: date.optional(),
  draft: id.optional().describe('A draft instead of what is published: its own line and days.'),
});
const about = {
  lines: z.array(z.object({ id: z.string(), name: z.string() })).describe('Those that can be asked about.'),
  line: z.string(),
  zone,
  first: z.string().describe('The first day that is counted.'),
  from: z.string(),
  to: z.string(),
  draft: z.string().nullable(),
};
const cover = {
  needHours: z.number().describe('Hours of people that are needed.'),
  metHours: z.number().describe('Those of them that somebody is there.'),
  needsMissed: z.number().describe('Heads missing of those who have to speak or know something.'),
};
const share = z.object({
  done: z.number().describe('Before the plan begins.'),
  planned: z.number(),
  target: z.number().nullable().describe('Of both, in proportion to what was offered; null where nobody offered any.'),
});

export const fairnessOperations = operations({
  'coverage.read': {
    method: 'get',
    path: '/coverage',
    summary:
      'How much of what a line needs is there, by week and by weekday and slot. A draft only for those who plan.',
    access: 'roster.read',
    query,
    answer: z.object({
      ...about,
      weeks: z.array(z.object({ monday: z.string(), ...cover })),
      slots: z.array(z.object({ weekday: z.string(), start: z.string(), end: z.string(), ...cover })),
    }),
  },
  'fairness.read': {
    method: 'get',
    path: '/fairness',
    summary: 'Hours, nights and weekends of each person against their own target, by name.',
    access: 'roster.fairness',
    query,
    answer: z.object({
      ...about,
      people: z.array(
        z.object({
          name: z.string(),
          hasOffered: z.boolean().describe('Whether they said when they can.'),
          hours: share,
          nights: share,
          weekends: share.describe('Shifts that begin on a Saturday or Sunday.'),
        }),
      ),
    }),
  },
});
