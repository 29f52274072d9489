/** A word from coordinators to those chosen: one text, whom it reaches said before, and what became of it (O9). */
import { z } from 'zod';
import { fieldWord } from '../wording/problem-words.ts';
import { id, instant, nextCursor, page } from './fields.ts';
import { operations } from './operation.ts';

const role = z.enum(['volunteer', 'shift-leader', 'coordinator', 'admin']);
const choice = {
  line: id
    .optional()
    .describe('Who is on its shifts within four weeks, or a reserve for it; it is the line that writes.'),
  language: z.string().min(2).max(20).optional(),
  role: role.optional().describe('Without one, whoever takes contacts.'),
};
const counts = z.object({
  waiting: z.number().int().describe('Their turn is still to come, or their morning.'),
  sent: z.number().int().describe('With the carrier, which has not said more.'),
  delivered: z.number().int(),
  failed: z.number().int(),
  dropped: z.number().int().describe('Not sent after all: they have silenced us or left meanwhile.'),
  cancelled: z.number().int(),
});
const bulletin = z.object({
  id: z.string(),
  at: instant,
  by: z.string().nullable().describe('The name of whoever sent it, where they are still with us.'),
  words: z.string().nullable().describe('Null once they are erased.'),
  line: z.string().nullable().describe('The name of the line that was chosen.'),
  language: z.string().nullable(),
  role: role.nullable(),
  onThisWeek: z.boolean(),
  parts: z.number().int().describe('Of all its texts together.'),
  cancelled: z.boolean(),
  counts,
});
const params = z.object({ id });

export const bulletinOperations = operations({
  'bulletins.preview': {
    method: 'get',
    path: '/bulletins/preview',
    summary: 'Whom a word to those chosen would reach now, who is left out and why, and what stands around the words.',
    access: 'bulletins.send',
    query: z.object({ ...choice, week: z.enum(['this', 'any']).default('any').describe('Those on shift this week.') }),
    answer: z.object({
      look: z.string().describe('For If-Match: whom it reaches.'),
      now: z.number().int(),
      later: z.number().int().describe('In their night or in a rest now: it waits for them.'),
      laterUntil: instant.nullable().describe('When the last of those is told at the earliest.'),
      frames: z.array(
        z.object({ text: z.string().describe('With {message} in the place of the words.'), people: z.number().int() }),
      ),
      leftOut: z.array(
        z.object({
          why: z.enum(['silenced', 'no-texts', 'away']),
          count: z.number().int(),
          names: z.array(z.string()).describe('Twenty at most.'),
        }),
      ),
      lines: z.array(z.object({ id: z.string(), name: z.string() })),
      languages: z.array(z.string()),
    }),
  },
  'bulletins.send': {
    method: 'post',
    path: '/bulletins',
    summary: 'Sends one text to each of those chosen, by day and one after the other; the same id twice is one word.',
    access: 'bulletins.send',
    body: z.object({
      id: z.uuid(),
      words: z.string().trim().min(1, fieldWord('saySomething')).max(480),
      ...choice,
      onThisWeek: z.boolean().default(false),
    }),
    answer: bulletin,
    idempotent: true,
    ifMatch: true,
  },
  'bulletins.list': {
    method: 'get',
    path: '/bulletins',
    summary: 'The words of the last three months and what became of each, the newest first.',
    access: 'bulletins.send',
    query: z.object({ ...page, limit: page.limit.default(10) }),
    answer: z.object({ next: nextCursor, bulletins: z.array(bulletin) }),
  },
  'bulletins.people': {
    method: 'get',
    path: '/bulletins/{id}/people',
    summary: 'Whom a word has not reached, or not yet, by name.',
    access: 'bulletins.send',
    params,
    query: z.object(page),
    answer: z.object({
      next: nextCursor,
      people: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          outcome: z.enum(['waiting', 'failed', 'dropped']),
          why: z.enum(['silenced']).nullable(),
        }),
      ),
    }),
  },
  'bulletins.cancel': {
    method: 'post',
    path: '/bulletins/{id}/cancel',
    summary: 'Cancels what has not gone out yet; what has gone cannot be taken back.',
    access: 'bulletins.send',
    params,
    answer: bulletin,
    idempotent: true,
  },
});
