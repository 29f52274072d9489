/** A volunteer's shifts, and those they may take (P2, P3). */
import { z } from 'zod';
import { id, instant, zone } from './fields.ts';
import { shiftTime } from './now.ts';
import { operations } from './operation.ts';

const name = { shift: id, occurrence: id };

const undo = shiftTime
  .extend({ what: z.enum(['cover', 'take']), until: instant })
  .nullable()
  .describe('What can be taken back, and until when.');

const ownShift = shiftTime.extend({
  ...name,
  as: z.enum(['primary', 'backup']),
  running: z.boolean(),
  up: z.boolean().describe('Whether it is up for somebody else to take.'),
  coming: z
    .enum(['not-asked', 'asked', 'said'])
    .describe('Whether we asked if they will be there, and whether they said so.'),
});
const ownShifts = z.object({ at: instant, zone, shifts: z.array(ownShift), undo });

const openShift = shiftTime.extend({ id: z.string().nullable(), ...name });
const openShifts = z.object({
  zone,
  open: z.array(openShift),
  notForMe: z.array(shiftTime.extend({ why: z.string().describe('Half a sentence in the language of whoever asks.') })),
  undo,
});

export const ownShiftOperations = operations({
  'shifts.list': {
    method: 'get',
    path: '/me/shifts',
    summary: 'My shifts to come, soonest first.',
    access: 'shifts.own',
    answer: ownShifts,
  },
  'shifts.confirm': {
    method: 'post',
    path: '/me/shifts/confirm',
    summary: 'Says that I will be there, for the shifts we asked about: the word COMING.',
    access: 'shifts.own',
    body: z.object({}),
    answer: ownShifts,
    idempotent: true,
  },
  'shifts.putUp': {
    method: 'post',
    path: '/me/shifts/put-up',
    summary: 'Puts a shift of mine up for somebody else; it stays mine until somebody takes it: the word COVER.',
    access: 'shifts.own',
    body: z.object(name),
    answer: ownShifts,
    idempotent: true,
  },
  'shifts.undo': {
    method: 'post',
    path: '/me/shifts/undo',
    summary: 'Takes back what I did to a shift in the last ten minutes: the word UNDO.',
    access: 'shifts.own',
    body: z.object({}),
    answer: ownShifts,
    idempotent: true,
  },
  'openShifts.list': {
    method: 'get',
    path: '/shifts/open',
    summary: 'Shifts that I may take, soonest first, and those I may not, with the reason.',
    access: 'shifts.open',
    answer: openShifts,
  },
  'openShifts.take': {
    method: 'post',
    path: '/shifts/open/take',
    summary: 'Takes an open shift: exactly one of those who try has it. The word TAKE.',
    access: 'shifts.open',
    body: z.object({ id: id.nullable(), ...name }),
    answer: openShifts.extend({
      result: z.enum(['taken', 'meanwhile', 'gone', 'not-possible']),
      why: z.string().nullable(),
    }),
    idempotent: true,
  },
});
