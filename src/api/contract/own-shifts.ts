/** A volunteer's shifts, and those they may take (P2, P3). */
import { z } from 'zod';
import { id, instant, nextCursor, page, zone } from './fields.ts';
import { shiftTime } from './now.ts';
import { operations } from './operation.ts';
import { fieldWord } from '../wording/problem-words.ts';

const name = { shift: id, occurrence: id };
const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, fieldWord('aMonth'));

const askToAllow = z
  .boolean()
  .default(false)
  .describe('Where it breaks a cap, a coordinator is asked whether it may be all the same.');

const undo = shiftTime
  .extend({
    what: z.enum(['cover', 'offer', 'take', 'swap', 'ask']),
    to: z.string().nullable().describe('The name of the one it is offered to.'),
    until: instant,
  })
  .nullable()
  .describe('What can be taken back, and until when.');

const ownShift = shiftTime.extend({
  ...name,
  as: z.enum(['primary', 'backup']),
  running: z.boolean(),
  up: z.boolean().describe('Whether it is up for somebody else to take.'),
  offeredTo: z.string().nullable().describe('The name of the one person it is offered to.'),
  offeredToMany: z.number().int().describe('How many are asked to swap for it, where several are.'),
  waits: z.boolean().describe('Whether somebody would take it once a coordinator says yes.'),
  coming: z
    .enum(['not-asked', 'asked', 'said'])
    .describe('Whether we asked if they will be there, and whether they said so.'),
});
const offer = shiftTime.extend({
  id: z.string(),
  from: z.string().describe('The name of whoever asks.'),
  inExchange: shiftTime.nullable().describe('The shift of mine that they would take for it.'),
  until: instant,
});
const ownShifts = z.object({
  at: instant,
  zone,
  shifts: z.array(ownShift),
  offers: z.array(offer).describe('Shifts that are offered to me, alone or with others.'),
  asked: z
    .array(shiftTime.extend({ inExchange: shiftTime.nullable() }))
    .describe('Shifts that I would take, once a coordinator says yes.'),
  undo,
  next: nextCursor,
});
const exchange = shiftTime.extend(name);

const openShift = shiftTime.extend({ id: z.string().nullable(), ...name });
const openShifts = z.object({
  zone,
  open: z.array(openShift),
  notForMe: z.array(
    openShift.extend({
      why: z.string().describe('Half a sentence in the language of whoever asks.'),
      mayAsk: z.boolean().describe('Whether a coordinator can be asked to allow it all the same.'),
    }),
  ),
  undo,
  next: nextCursor,
});

export const ownShiftOperations = operations({
  'shifts.list': {
    method: 'get',
    path: '/me/shifts',
    summary: 'My shifts to come, soonest first.',
    access: 'shifts.own',
    query: z.object(page),
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
  'offers.peers': {
    method: 'get',
    path: '/me/shifts/peers',
    summary: 'Who could be asked to take a shift of mine, by name.',
    access: 'shifts.own',
    query: z.object({ ...name, ...page }),
    answer: z.object({
      next: nextCursor,
      peers: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          alone: z.boolean().describe('Whether they could take it without giving one of theirs.'),
        }),
      ),
    }),
  },
  'offers.exchanges': {
    method: 'get',
    path: '/me/shifts/exchanges',
    summary: 'The shifts of one other that could come back for a shift of mine.',
    access: 'shifts.own',
    query: z.object({ ...name, person: id }),
    answer: z.object({ zone, shifts: z.array(exchange) }),
  },
  'offers.make': {
    method: 'post',
    path: '/me/shifts/offer',
    summary:
      'Offers a shift of mine to one person, for nothing or in exchange for one of theirs; it stays mine until they take it.',
    access: 'shifts.own',
    body: z.object({ ...name, person: id, inExchange: z.object(name).nullable().default(null) }),
    answer: ownShifts,
    idempotent: true,
  },
  'offers.swaps': {
    method: 'get',
    path: '/me/shifts/swaps',
    summary: 'With whom I could swap a shift of mine: one shift of each, good for both.',
    access: 'shifts.own',
    query: z.object(name),
    answer: z.object({ zone, swaps: z.array(exchange.extend({ person: id, name: z.string() })) }),
  },
  'offers.makeToMany': {
    method: 'post',
    path: '/me/shifts/offer-to-many',
    summary:
      'Offers a shift of mine to several, each for one of theirs; the first yes has it, and it stays mine until then.',
    access: 'shifts.own',
    body: z.object({
      ...name,
      swaps: z
        .array(z.object({ ...name, person: id }))
        .min(1)
        .max(40),
    }),
    answer: ownShifts,
    idempotent: true,
  },
  'offers.answer': {
    method: 'post',
    path: '/me/offers/{id}',
    summary: 'Takes what is offered to me, or leaves it: the words TAKE and LEAVE.',
    access: 'shifts.own',
    params: z.object({ id }),
    body: z.object({ take: z.boolean(), askToAllow }),
    answer: ownShifts,
    idempotent: true,
  },
  'hours.read': {
    method: 'get',
    path: '/me/hours',
    summary: 'The hours I was on shift, by month; without months, of the last twelve.',
    access: 'shifts.own',
    query: z.object({ from: month.optional(), to: month.optional() }),
    answer: z.object({
      name: z.string(),
      organisation: z.string(),
      zone,
      today: z.string(),
      from: z.string(),
      to: z.string(),
      months: z.array(z.object({ month: z.string(), shifts: z.number().int(), hours: z.number() })),
    }),
  },
  'openShifts.list': {
    method: 'get',
    path: '/shifts/open',
    summary: 'Shifts that I may take, soonest first, and after them those I may not, with the reason.',
    access: 'shifts.open',
    query: z.object(page),
    answer: openShifts,
  },
  'openShifts.take': {
    method: 'post',
    path: '/shifts/open/take',
    summary: 'Takes an open shift: exactly one of those who try has it. The word TAKE.',
    access: 'shifts.open',
    body: z.object({ id: id.nullable(), ...name, askToAllow }),
    answer: openShifts.extend({
      result: z.enum(['taken', 'asked', 'meanwhile', 'gone', 'not-possible']),
      why: z.string().nullable(),
    }),
    idempotent: true,
  },
});
