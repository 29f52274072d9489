/** What a line has ahead of it, and what a roster makes of it (F1, F2, F4). */
import { z } from 'zod';
import { date, id, instant, zone } from './fields.ts';
import { operations } from './operation.ts';

const callers = z.number().describe('Callers, on average.');
const cover = {
  have: z.number().int().describe('People on, as primaries, for most of it.'),
  lost: callers.describe('Callers who are expected to hang up before a peer is free, or to find nobody on.'),
};

const halfHour = z.object({
  start: instant,
  end: instant.describe('Half an hour later, or where the line closes before.'),
  expected: callers,
  low: z.number().describe('Eight in ten times as many come, or more …'),
  high: z.number().describe('… up to so many.'),
  need: z.number().int().describe('People with whom the target is met (Erlang A).'),
  needAtMost: z.number().int().describe('The same if nobody ever hung up (Erlang C).'),
  ...cover,
  overloaded: z.boolean().describe('As much work comes as people are on, or more.'),
  lostWith: z.array(callers).describe('Lost with 0, 1, 2 … people; the last holds for more too.'),
});

const span = z.object({
  start: instant,
  end: instant,
  ...cover,
  short: z.number().int().describe('The most people that are missing.'),
  expected: callers,
  lostWithOneMore: callers,
});

export const forecastOperations = operations({
  'forecast.read': {
    method: 'get',
    path: '/forecast',
    summary:
      'Calls a line may expect, half hour by half hour while it is open, people needed, and what its roster comes to. A draft only for those who plan.',
    access: 'roster.read',
    query: z.object({
      line: id.optional().describe('The first by name where it is absent.'),
      from: date.optional().describe('This Monday where it is absent.'),
      to: date.optional().describe('Within 42 days; the Sunday after `from` where it is absent.'),
      draft: id
        .optional()
        .describe('A draft instead of what is published: its own line; its own days where none are given.'),
    }),
    answer: z.object({
      lines: z.array(z.object({ id: z.string(), name: z.string() })).describe('Those that can be asked about.'),
      line: z.string(),
      zone,
      from: z.string(),
      to: z.string(),
      today: z.string().describe('The date of the line.'),
      draft: z.string().nullable(),
      history: z
        .object({
          from: z.string(),
          to: z.string(),
          weeks: z.number().describe('How long it is.'),
          silentDays: z.number().int().describe('Days without a single call that are taken as unknown.'),
          isShort: z.boolean().describe('Less than four weeks: the shape of the week is in doubt, and all is wide.'),
        })
        .nullable()
        .describe('Null: no call was counted yet, and nothing is foreseen.'),
      service: z.object({
        handleSeconds: z.number().describe('Talk, and then wrap-up or rest, of a call, on average.'),
        handleAssumed: z.boolean().describe('Too few talks are known: it is what is usual.'),
        talks: z.number().int(),
        patienceSeconds: z.number().describe('How long callers are willing to wait, on average.'),
        patienceAssumed: z.boolean(),
        hungUp: z.number().int(),
      }),
      target: z.object({ serviceLevel: z.number(), withinSeconds: z.number() }),
      halfHours: z.array(halfHour),
      worst: z.array(span).describe('Where too few are on and most callers are lost, three at most.'),
    }),
  },
});
