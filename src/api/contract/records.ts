/** What is held of a person: two records made one, a file of it all, and its erasure (O2, P7). */
import { z } from 'zod';
import { id, instant, nextCursor, page } from './fields.ts';
import { heldFields } from './me.ts';
import { operations } from './operation.ts';

const training = z.object({ course: z.string(), until: z.string().optional() });
const record = z.object({
  id: z.string(),
  name: z.string(),
  endsWith: z.string().describe('The last two digits of the phone.'),
  hasEmail: z.boolean(),
  roles: z.array(z.string()),
  languages: z.array(z.string()),
  tags: z.array(z.string()),
  training: z.array(training),
  times: z.boolean().describe('Whether they have said when they can.'),
});
const held = z.object({
  ...record.shape,
  shifts: z.number().int().describe('Shifts to come.'),
  daysAway: z.number().int(),
  calls: z.number().int(),
  conversations: z.number().int(),
});
const one = z.object({ id });

const { sessions: _sessions, times, ...heldOfOthers } = heldFields;

export const recordOperations = operations({
  'merge.look': {
    method: 'get',
    path: '/people/{id}/merge/{other}',
    summary: 'What merging the other record into this one would do, and what stands in its way; changes nothing.',
    access: 'people.read',
    params: z.object({ id, other: id }),
    answer: z.object({
      version: z.string().describe('For If-Match.'),
      stays: held,
      goes: held,
      result: record,
      hindrances: z.array(z.enum(['talking', 'texting', 'on-shift', 'dealing'])),
    }),
  },
  'people.merge': {
    method: 'post',
    path: '/people/{id}/merge',
    summary:
      'Makes two records of one person this one: the other is let go, and what it holds goes on here. Cannot be undone.',
    access: 'people.merge',
    params: one,
    body: z.object({ other: id }),
    answer: null,
    ifMatch: true,
    idempotent: true,
  },
  'people.held': {
    method: 'get',
    path: '/people/{id}/held',
    summary:
      'What is held about a person, to hand to them: without what weighs on them, which is theirs alone; noted in the audit.',
    access: 'people.held',
    params: one,
    answer: z.object({
      ...heldOfOthers,
      times: times.omit({ asked: true }),
    }),
  },
  'left.list': {
    method: 'get',
    path: '/people-who-left',
    summary: 'Those who were let go and are still named here, by name.',
    access: 'people.read',
    query: z.object(page),
    answer: z.object({
      next: nextCursor,
      people: z.array(z.object({ id: z.string(), name: z.string(), leftAt: instant })),
    }),
  },
  'people.erase': {
    method: 'post',
    path: '/people-who-left/{id}/erase',
    summary:
      'Erases somebody who was let go: their name and id, and all that was theirs. What was counted stays, without a person.',
    access: 'people.erase',
    params: one,
    answer: null,
    idempotent: true,
  },
});
