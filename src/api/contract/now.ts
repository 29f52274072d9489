/** Where a volunteer stands, and what they say of it (P1). */
import { z } from 'zod';
import { guardKinds } from '../../wellbeing/guards.ts';
import { id, instant, zone } from './fields.ts';
import { operations } from './operation.ts';

const state = z.enum(['off', 'available', 'break', 'offered', 'in-contact', 'wrap-up', 'resting']);
const guard = z.enum(guardKinds);

/** A shift of the person's own, as pages name it. */
export const shiftTime = z.object({ line: z.string(), startAt: instant, endAt: instant });

export const now = z.object({
  at: instant,
  zone,
  state,
  onShift: z.boolean(),
  wantsCalls: z.boolean().describe('Whether they have set themselves available, whatever else holds them back.'),
  wantsCallsAfterRest: z.boolean(),
  line: z.string().nullable().describe('The name of the line they are on, or are on next.'),
  dutyEndAt: instant.nullable(),
  holds: z.array(z.object({ kind: guard, until: instant.nullable() })).describe('What keeps contacts from them now.'),
  missingTraining: z.array(z.string()),
  leads: z.boolean().describe('Whether they lead themselves.'),
  leader: z.string().nullable().describe('The name of the shift leader who can be asked for a word now.'),
  waiting: z.enum(['nobody', 'one', 'few', 'many']).nullable().describe('Null while they take no calls.'),
  nextShift: shiftTime.nullable(),
  checkIn: z
    .object({ contact: z.string(), endedAt: instant })
    .nullable()
    .describe('The contact they may say how heavy it was.'),
  callIn: z
    .object({ id: z.string(), line: z.string(), until: instant })
    .nullable()
    .describe('They are asked whether they can come in on a line now, until this instant.'),
});

export const nowOperations = operations({
  'now.read': {
    method: 'get',
    path: '/me/now',
    summary: 'Where I stand at this moment.',
    access: 'availability.own',
    answer: now,
  },
  'availability.set': {
    method: 'post',
    path: '/me/availability',
    summary: 'Says that I am on, off, on a break, or want more: the words ON, OFF, BREAK and MORE.',
    access: 'availability.own',
    body: z.object({
      word: z.enum(['on', 'off', 'break', 'more']),
      minutes: z.number().int().min(1).max(240).default(20).describe('How long a break lasts.'),
    }),
    answer: now,
    idempotent: true,
  },
  'checkIn.answer': {
    method: 'post',
    path: '/me/check-in',
    summary: 'Says how heavy a contact was, 1 to 5, or asks for a break with 6; once for each contact.',
    access: 'availability.own',
    body: z.object({ contact: id, answer: z.number().int().min(1).max(6) }),
    answer: now,
    idempotent: true,
  },
  'callIn.answer': {
    method: 'post',
    path: '/me/call-ins/{id}/answer',
    summary: 'Says whether I come in now: the 1 or 2 by text.',
    access: 'availability.own',
    params: z.object({ id }),
    body: z.object({ coming: z.boolean() }),
    answer: z.object({ result: z.enum(['on', 'settled', 'cannot', 'declined']), now }),
    idempotent: true,
  },
  'talk.ask': {
    method: 'post',
    path: '/me/talk',
    summary: 'Asks for a word with the shift leader: the word TALK.',
    access: 'availability.own',
    body: z.object({}),
    answer: z.object({
      known: z
        .enum(['leader', 'coordinators'])
        .describe('Who knows of it: the leader, or, where none is free, the coordinators.'),
    }),
    idempotent: true,
  },
});
