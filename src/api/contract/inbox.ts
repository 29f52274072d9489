/** Conversations by text, as the one who has them writes in the browser (T1–T6, P6). */
import { z } from 'zod';
import { longestWords } from '../../carrier/text-parts.ts';
import { id, instant, nextCursor, page, zone } from './fields.ts';
import { operations } from './operation.ts';

const conversation = z.object({
  id: z.string(),
  line: z.object({ id: z.string(), name: z.string(), zone }),
  language: z.string(),
  channel: z.enum(['sms', 'whatsapp']).describe('How they write; an SMS is counted in parts.'),
  via: z.enum(['phone', 'inbox']).describe('Where its words come too: to the phone, or to the inbox only.'),
  openedAt: instant,
  lastAt: instant,
  lastFrom: z.enum(['texter', 'peer']).describe('Whose the latest words are.'),
});
const params = z.object({ id });

export const inboxOperations = operations({
  'inbox.list': {
    method: 'get',
    path: '/inbox',
    summary: 'The conversations one has now, the latest words first.',
    access: 'inbox.own',
    answer: z.object({ conversations: z.array(conversation) }),
  },
  'inbox.seen': {
    method: 'post',
    path: '/inbox/seen',
    summary: 'Says that the inbox is open here; to be said every half a minute, and then two conversations can come.',
    access: 'inbox.own',
    answer: null,
    idempotent: true,
  },
  'inbox.read': {
    method: 'get',
    path: '/inbox/{id}',
    summary:
      'The latest of what was said in a conversation, oldest first, and what one has begun to write; the cursor asks for what was said before.',
    access: 'inbox.own',
    params,
    query: z.object(page),
    answer: z.object({
      conversation,
      words: z.array(
        z.object({
          id: z.string(),
          from: z.enum(['texter', 'peer']),
          at: instant,
          body: z.string().nullable().describe('Null once erased.'),
          media: z.boolean(),
          reached: z.boolean().describe('False where a peer’s words did not reach the texter.'),
        }),
      ),
      draft: z.string(),
      lastOwn: z.string().nullable().describe('The latest of one’s own words, whether they stand here or not.'),
      next: nextCursor,
    }),
  },
  'inbox.write': {
    method: 'post',
    path: '/inbox/{id}/words',
    summary: 'Sends an answer; the same id twice is sent once.',
    access: 'inbox.own',
    params,
    body: z.object({
      id: z.uuid(),
      body: z.string().trim().min(1).max(longestWords),
      after: z
        .uuid()
        .nullable()
        .optional()
        .describe(
          'The latest of one’s own words that were seen, null for none: the same words since are not sent again.',
        ),
      resources: z
        .array(id)
        .max(10)
        .optional()
        .describe('Texts of the organisation in it, because whoever writes asked for them: each is counted by month.'),
    }),
    answer: z.object({ texts: z.number().int().describe('How many texts it goes out in.') }),
    idempotent: true,
  },
  'inbox.act': {
    method: 'post',
    path: '/inbox/{id}/act',
    summary: 'Does in a conversation what the words CRISIS, LEADER, PASS, DONE and ABUSE do by text.',
    access: 'inbox.own',
    params,
    body: z.object({ act: z.enum(['crisis', 'leader', 'pass', 'done', 'abuse']) }),
    answer: null,
    idempotent: true,
  },
  'inbox.draft': {
    method: 'put',
    path: '/inbox/{id}/draft',
    summary: 'Keeps what one has begun to write.',
    access: 'inbox.own',
    params,
    body: z.object({ body: z.string().max(longestWords) }),
    answer: null,
    idempotent: true,
  },
});
