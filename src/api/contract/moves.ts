/** What waits for a coordinator's yes: moves of shifts and days away; and what of a line does (R6, P4). */
import { z } from 'zod';
import { id, instant, nextCursor, page, zone } from './fields.ts';
import { shiftTime } from './now.ts';
import { operations } from './operation.ts';

const days = z.object({ from: z.string(), to: z.string() });
const common = {
  id: z.string(),
  at: instant.describe('When it was asked.'),
  person: z.string().describe('The name of whoever asks.'),
  zone: zone.describe('Theirs.'),
};
const move = z.object({
  kind: z.literal('move'),
  ...common,
  holder: z.string().nullable().describe('The name of whoever has the shift; null where it was short of people.'),
  shift: shiftTime,
  inExchange: shiftTime.nullable().describe('The shift of theirs that the holder would take for it.'),
  breaks: z
    .string()
    .nullable()
    .describe('The cap that it breaks, as half a sentence in the language of whoever looks.'),
});
const daysAway = z.object({
  kind: z.literal('time-off'),
  ...common,
  days: days.describe('Local dates of theirs, both included.'),
  opens: z.array(shiftTime).describe('The shifts of theirs that would be open.'),
});
const approvals = z.object({
  moves: z.boolean().describe('Whether a shift changes hands only once a coordinator has said yes.'),
  timeOff: z.boolean().describe('Whether days away that open a shift of the line are asked for first.'),
});
const oneLine = z.object({ id });

export const movesOperations = operations({
  'moves.list': {
    method: 'get',
    path: '/moves',
    summary: 'What waits for a coordinator’s yes, oldest first.',
    access: 'moves.read',
    query: z.object(page),
    answer: z.object({ next: nextCursor, moves: z.array(z.discriminatedUnion('kind', [move, daysAway])) }),
  },
  'moves.approve': {
    method: 'post',
    path: '/moves/{id}/approve',
    summary: 'Says yes: it holds at once, and those concerned hear so. What breaks a cap has to be allowed as well.',
    access: 'moves.decide',
    params: z.object({ id }),
    body: z.object({
      allowOverCap: z.boolean().default(false).describe('Kept in the audit.'),
      word: z.string().trim().max(200).optional().describe('For whoever asked for days away.'),
    }),
    answer: null,
    idempotent: true,
  },
  'moves.refuse': {
    method: 'post',
    path: '/moves/{id}/refuse',
    summary: 'Says no, with the reason that those concerned read; nothing of the roster changes.',
    access: 'moves.decide',
    params: z.object({ id }),
    body: z.object({ reason: z.string().trim().min(1).max(200) }),
    answer: null,
    idempotent: true,
  },
  'approvals.list': {
    method: 'get',
    path: '/approvals',
    summary: 'What waits for a coordinator’s yes, line by line.',
    access: 'roster.read',
    query: z.object(page),
    answer: z.object({
      next: nextCursor,
      lines: z.array(
        approvals.extend({ line: id, name: z.string(), zone, today: z.string().describe('Its date there.') }),
      ),
    }),
  },
  'approvals.set': {
    method: 'put',
    path: '/lines/{id}/approvals',
    summary: 'Sets what of a line waits for a coordinator’s yes from now on; what waits already goes on waiting.',
    access: 'moves.decide',
    params: oneLine,
    body: approvals,
    answer: approvals,
    idempotent: true,
  },
});
