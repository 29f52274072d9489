/** When somebody is away, as coordinators see it and write it down for them (O2, P4). */
import { z } from 'zod';
import { date, id, zone } from './fields.ts';
import { shiftTime } from './now.ts';
import { operations } from './operation.ts';

const one = z.object({ id });
const days = z.object({ from: date, to: date });
const timeOff = z.object({
  version: z.string().describe('For If-Match.'),
  zone,
  today: z.string().describe('The date where they are.'),
  away: z.array(days.extend({ id: z.string() })).describe('Days of their own zone, both included, soonest first.'),
  leavesOn: z.string().nullable().describe('From which day on they are gone for good.'),
});

export const timeOffOperations = operations({
  'people.timeOff': {
    method: 'get',
    path: '/people/{id}/time-off',
    summary: 'When somebody is away, now and to come.',
    access: 'people.read',
    params: one,
    answer: timeOff,
  },
  'people.timeOffOpens': {
    method: 'get',
    path: '/people/{id}/time-off/opens',
    summary: 'Which of their shifts would be open if they were away on these days; changes nothing.',
    access: 'people.read',
    params: one,
    query: days,
    answer: z.object({ opens: z.array(shiftTime) }),
  },
  'people.addTimeOff': {
    method: 'post',
    path: '/people/{id}/time-off',
    summary:
      'Writes down that somebody is away on these days: their shifts that begin then are open at once, and they are told by text, by day. Calls that are under way go on.',
    access: 'people.time-off',
    params: one,
    body: days,
    answer: timeOff,
    ifMatch: true,
    idempotent: true,
  },
  'people.endTimeOff': {
    method: 'delete',
    path: '/people/{id}/time-off/{days}',
    summary:
      'Ends days away, named as 2026-12-24..2026-12-26: what is over stays, what nobody has taken meanwhile is theirs again, and they are told by text.',
    access: 'people.time-off',
    params: one.extend({ days: z.string().max(100) }),
    answer: timeOff,
    ifMatch: true,
    idempotent: true,
  },
});
