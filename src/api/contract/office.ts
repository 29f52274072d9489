/** What a coordinator looks after besides people and rosters: promises, messages of callers, and who did what (O4, O6). */
import { z } from 'zod';
import { id, instant, nextCursor, page } from './fields.ts';
import { operations } from './operation.ts';

const attempt = z.object({ at: instant, until: instant.nullable(), outcome: z.string().nullable() });
const promise = z.object({
  id: z.string(),
  line: z.string().describe('The name of the line.'),
  state: z.string(),
  promisedAt: instant,
  dueAt: instant,
  untilAt: instant.describe('By then it is to be kept.'),
  keptAt: instant.nullable(),
  timed: z.boolean().describe('Whether the caller named a time.'),
  attempts: z.array(attempt),
});
const voicemail = z.object({
  id: z.string(),
  line: z.string(),
  language: z.string(),
  objection: z.boolean().describe('Left by a blocked caller, who objects to the block.'),
  seconds: z.number(),
  leftAt: instant,
  heardAt: instant.nullable(),
  eraseAt: instant,
  isHere: z.boolean().describe('Whether it has been fetched from the carrier and can be heard.'),
});

/** Which entries of the audit are wanted. */
const found = {
  by: z.string().max(200).optional().describe('As an entry has it, such as person:ana.'),
  action: z.string().max(100).optional().describe('As it begins, such as roster.'),
  subject: z.string().max(200).optional().describe('Part of what it was done to.'),
  from: instant.optional(),
  to: instant.optional(),
};

export const officeOperations = operations({
  'promises.list': {
    method: 'get',
    path: '/promises',
    summary:
      'The ledger: what was promised by when, each attempt and how it ended; what is owed first, the soonest due before the others, then the newest first.',
    access: 'promises.read',
    query: z.object(page),
    answer: z.object({
      next: nextCursor,
      keptOnTime: z
        .object({ due: z.number().int(), share: z.number().nullable() })
        .describe('Of the promises of the last 30 days.'),
      promises: z.array(promise),
    }),
  },
  'voicemails.list': {
    method: 'get',
    path: '/voicemails',
    summary: 'The messages that callers left and that are not erased yet, oldest first.',
    access: 'voicemails.hear',
    query: z.object(page),
    answer: z.object({ next: nextCursor, voicemails: z.array(voicemail) }),
  },
  'voicemails.sound': {
    method: 'get',
    path: '/voicemails/{id}/sound',
    summary: 'The sound of a message, whole or in parts; each listening is noted in the audit.',
    access: 'voicemails.hear',
    params: z.object({ id }),
    answer: null,
    stream: 'audio/mpeg',
  },
  'audit.list': {
    method: 'get',
    path: '/audit',
    summary: 'Who did what, the newest first; names and numbers are in no entry.',
    access: 'audit.read',
    query: z.object({ ...page, ...found }),
    answer: z.object({
      next: nextCursor,
      entries: z.array(
        z.object({
          id: z.string(),
          at: instant,
          by: z.string(),
          name: z.string().nullable().describe('The name of the person, where they are still with us.'),
          action: z.string(),
          subject: z.string(),
          subjectName: z
            .string()
            .nullable()
            .describe('The name of the person or line it was done to, where it was one and is still with us.'),
          reason: z.string().nullable(),
        }),
      ),
    }),
  },
  'audit.export': {
    method: 'get',
    path: '/audit/csv',
    summary:
      'The entries that match as a file of comma-separated values, the newest first; streamed, and itself noted in the audit.',
    access: 'audit.export',
    query: z.object(found),
    answer: null,
    stream: 'text/csv',
  },
});
