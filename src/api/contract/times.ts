/** When I can, and when I am away (P4). */
import { z } from 'zod';
import { date, zone } from './fields.ts';
import { shiftTime } from './now.ts';
import { operations } from './operation.ts';
import { ownRound } from './wishes.ts';
import { fieldWord } from '../wording/problem-words.ts';

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, fieldWord('aTime'));
const endClock = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, fieldWord('aTime'));
/** As the organisation file has it. */
const timeWindow = z.object({
  days: z
    .array(z.enum(['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']))
    .min(1)
    .max(7),
  start: clock,
  end: endClock.describe('At or before the start: on the next day. The same as the start: a whole day.'),
  wish: z.enum(['preferred', 'fine', 'reluctant']),
});
const days = z.object({ from: date, to: date });
const times = z.object({
  version: z.string().describe('For If-Match.'),
  zone,
  today: z.string(),
  week: z.array(timeWindow).describe('When I can be on shift, in my zone.'),
  away: z.array(days.extend({ id: z.string() })).describe('Days on which I am away, both included, soonest first.'),
  asked: z
    .array(
      days.extend({
        id: z.string(),
        state: z.enum(['waiting', 'refused']),
        reason: z.string().nullable().describe('The word of whoever said no.'),
      }),
    )
    .describe('Days away that I have asked a coordinator for.'),
  rounds: z.array(ownRound).describe('Lines that ask for my wishes for a month, and until when.'),
});

export const timesOperations = operations({
  'times.read': {
    method: 'get',
    path: '/me/times',
    summary: 'When I can be on shift, and when I am away.',
    access: 'times.own',
    answer: times,
  },
  'times.set': {
    method: 'put',
    path: '/me/times/week',
    summary: 'Sets the week in which I can be on shift, in the place of what it was.',
    access: 'times.own',
    body: z.object({ week: z.array(timeWindow).max(200) }),
    answer: times,
    idempotent: true,
    ifMatch: true,
  },
  'away.opens': {
    method: 'get',
    path: '/me/times/away/opens',
    summary: 'Which shifts of mine would be open if I were away on these days; changes nothing.',
    access: 'times.own',
    query: days,
    answer: z.object({
      opens: z.array(shiftTime),
      asks: z.boolean().describe('Whether a coordinator says first whether I can be.'),
    }),
  },
  'away.begin': {
    method: 'post',
    path: '/me/times/away',
    summary:
      'Says that I am away on these days: my shifts that begin then are open at once, or a coordinator is asked first where the line wants it so.',
    access: 'times.own',
    body: days,
    answer: times,
    idempotent: true,
    ifMatch: true,
  },
  'away.end': {
    method: 'delete',
    path: '/me/times/away/{id}',
    summary:
      'Says that I am not away after all, or do not ask for it any more: what nobody has taken meanwhile is mine again.',
    access: 'times.own',
    params: z.object({ id: z.string().max(100) }),
    answer: times,
    idempotent: true,
    ifMatch: true,
  },
});
