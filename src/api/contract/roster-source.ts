/** What a page needs to judge a roster by itself, with the very functions of the service: nothing of it says how to reach anybody (R2). */
import { z } from 'zod';
import { date, id, instant, nextCursor, page, zone } from './fields.ts';
import { operations } from './operation.ts';

const days = z.array(z.enum(['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']));
const assigned = z.array(z.object({ person: z.string(), as: z.enum(['primary', 'backup']) }));
const requires = z.array(
  z.object({ language: z.string().optional(), tag: z.string().optional(), count: z.number().int() }),
);
const limits = z.object({
  hoursPerWeek: z.number(),
  shiftHours: z.number(),
  restHours: z.number(),
  daysInRow: z.number(),
  nightsInRow: z.number(),
});

const shift = z.object({
  id: z.string(),
  line: z.string(),
  start: z.string(),
  end: z.string(),
  repeat: z.string().optional(),
  also: z.array(z.string()),
  except: z.array(z.string()),
  changes: z.array(
    z.object({
      occurrence: z.string(),
      start: z.string().optional(),
      end: z.string().optional(),
      need: z.number().optional(),
      requires: requires.optional(),
      assigned: assigned.optional(),
      cancelled: z.boolean().optional(),
    }),
  ),
  need: z.number(),
  requires,
  assigned,
});

const source = z.object({
  organisation: z.object({ timeZone: zone }),
  policy: z.object({ training: z.array(z.string()), limits }),
  lines: z.array(
    z.object({
      id: z.string(),
      timeZone: zone,
      training: z.array(z.string()).optional(),
      limits: limits.partial().optional(),
      closures: z.array(z.object({ from: z.string(), to: z.string(), reason: z.string() })),
    }),
  ),
  people: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      timeZone: zone,
      roles: z.array(z.string()),
      languages: z.array(z.string()),
      channels: z
        .array(z.enum(['voice', 'text']))
        .describe('What they take; whoever takes texts only fills no place that calls need.'),
      tags: z.array(z.string()).describe('Of theirs, those that a shift asks for.'),
      training: z.array(z.object({ course: z.string(), until: z.string().optional() })),
      trainee: z.boolean(),
      reserve: z.boolean(),
      limits: z.object({ hoursPerWeek: z.number(), shiftsPerWeek: z.number(), nightsPerWeek: z.number() }).partial(),
      availability: z.array(
        z.object({
          days,
          start: z.string(),
          end: z.string(),
          wish: z.enum(['preferred', 'fine', 'reluctant']),
        }),
      ),
    }),
  ),
  shifts: z.array(shift).describe('Of every line: a rest or a week counts on all of them.'),
  timeOff: z.array(z.object({ person: z.string(), from: z.string(), to: z.string() })),
});

export const rosterSourceOperations = operations({
  'rosters.list': {
    method: 'get',
    path: '/rosters',
    summary: 'The lines that have a roster.',
    access: 'roster.read',
    query: z.object(page),
    answer: z.object({
      next: nextCursor,
      now: instant,
      rosters: z.array(z.object({ line: z.string(), name: z.string(), zone })),
    }),
  },
  'roster.source': {
    method: 'get',
    path: '/rosters/{line}/source',
    summary: 'What the roster of some days is made of: shifts, people by id and name, when they can, and every limit.',
    access: 'roster.edit',
    params: z.object({ line: id }),
    query: z.object({ from: date, to: date }),
    answer: z.object({ version: z.number().int().describe('Of the organisation.'), source }),
  },
});
