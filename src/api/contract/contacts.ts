/** Contacts with their why, and blocks of callers (O4): no number is in any answer, and nothing that two contacts of one caller share. */
import { z } from 'zod';
import { ladderActions } from '../../calls/model.ts';
import { momentKinds, ringingOutcomes } from '../../matching/contact-story.ts';
import { publicReasons } from '../../matching/reason-words.ts';
import { date, id, instant, nextCursor, page, zone } from './fields.ts';
import { fieldWord } from '../wording/problem-words.ts';
import { operations } from './operation.ts';

export const endings = ['live', 'talked', 'lost', 'crisis', 'abuse', 'callback', 'voicemail', 'turned-away'] as const;

const kind = z.enum(['call', 'callback', 'text']).describe('A call in, our call back, or a text conversation.');
const outcome = z.string().nullable().describe('How it ended; null while it goes on.');
const listed = z.object({
  id: z.string(),
  kind,
  line: z.string().describe('The name of the line.'),
  timeZone: zone,
  at: instant,
  language: z.string(),
  outcome,
  waitedSeconds: z.number().int().describe('Until somebody was there, or until it ended.'),
  ended: z.boolean(),
});

const as = z.enum(['primary', 'backup', 'reserve']);
const decision = z.object({
  kind: z
    .enum(['told', 'newer', 'unreadable'])
    .describe('"newer": only a newer release can read it. "unreadable": nobody can.'),
  at: instant,
  until: instant.describe('So long it went on being so.'),
  asked: z.array(z.object({ name: z.string(), as })),
  free: z.array(z.string()).describe('Free too, and asked later if need be.'),
  keptBack: z.array(
    z.object({
      name: z.string(),
      as,
      reasons: z
        .array(z.object({ kind: z.enum(publicReasons), until: instant.nullable() }))
        .describe('Never what somebody rests from.'),
    }),
  ),
  steps: z.array(z.enum(ladderActions)),
  over: z.boolean().describe('The last step of the ladder was taken.'),
});
const story = z.object({
  from: instant,
  waitedUntil: instant.describe('When the first talk began, or the end where there was none.'),
  until: instant.describe('The end, or now.'),
  moments: z.array(z.object({ what: z.enum(momentKinds), at: instant })),
  ringings: z.array(
    z.object({
      name: z.string().nullable().describe('Null: not one of our people.'),
      role: z.enum(['primary', 'backup', 'reserve', 'leader', 'crisis', 'partner', 'caller']),
      at: instant,
      talkFrom: instant.nullable(),
      until: instant.nullable(),
      cameOf: z.enum(ringingOutcomes),
    }),
  ),
  decisions: z.array(decision),
});
const block = z.object({
  id: z.string(),
  version: z.string().describe('For If-Match.'),
  line: z.string().nullable().describe('The name of the line; null: every line.'),
  timeZone: zone,
  reason: z.string(),
  until: instant,
  review: z.string().nullable().describe('The date on which it is to be looked at again.'),
  latest: instant.nullable().describe('The last instant it may reach to; null: a year from now.'),
  setBy: z.string().nullable().describe('The name of whoever set it; null where it is not on record.'),
  setAt: instant.nullable(),
  contact: z.string().nullable().describe('The contact of which it was set.'),
  objectedAt: instant.nullable().describe('When the caller objected.'),
  objectionBy: z.string().nullable().describe('Who noted that; null where they left a message.'),
});
const reason = z.string().trim().min(1, fieldWord('empty')).max(280, fieldWord('tooLong'));
const review = date.nullable();
const oneBlock = z.object({ id: z.string().regex(/^\d{1,9}$/) });
const contact = z.object({
  id: z.string(),
  kind,
  line: z.object({ id: z.string(), name: z.string() }),
  timeZone: zone,
  language: z.string(),
  wish: z.string().nullable(),
  hidden: z.boolean().describe('Whether the number was hidden.'),
  outcome,
  ended: z.boolean(),
  with: z.string().nullable().describe('Of a conversation: who had it last.'),
  peers: z.number().int().describe('Of a conversation: how many had it.'),
  story,
  unseal: z
    .string()
    .nullable()
    .describe(
      'The key of a live call for "number.unseal", where its line acts on imminent risk; null: it stays sealed.',
    ),
  block: z
    .object({
      can: z.boolean().describe('Whether the caller can be blocked; not one who hid their number or is forgotten.'),
      everywhere: z.boolean().describe('Whether on every line, too: while the number is still kept.'),
      latest: instant.nullable().describe('The last instant a block may reach to.'),
      standing: block.nullable().describe('The block that holds already.'),
    })
    .describe('Of the caller of this contact.'),
});

export const contactOperations = operations({
  'contacts.list': {
    method: 'get',
    path: '/contacts',
    summary:
      'Calls, our calls back and text conversations, the newest first. A page may hold fewer than asked for, or none, and still have a next one: it looks a stretch of time back.',
    access: 'contacts.read',
    query: z.object({
      ...page,
      line: id.optional(),
      day: date.optional().describe('The day on which it began, on the clock of the line, else of the organisation.'),
      ending: z.enum(endings).optional().describe('How it ended, or "live": it goes on.'),
    }),
    answer: z.object({ next: nextCursor, contacts: z.array(listed) }),
  },
  'contacts.read': {
    method: 'get',
    path: '/contacts/{id}',
    summary: 'One contact and why it went where it went: who was rung, who was not and why, and what was done instead.',
    access: 'contacts.read',
    params: z.object({ id }),
    answer: contact,
  },
  'blocks.list': {
    method: 'get',
    path: '/blocks',
    summary: 'The blocks that hold, the one that ends first before the others.',
    access: 'contacts.read',
    query: z.object(page),
    answer: z.object({ next: nextCursor, blocks: z.array(block) }),
  },
  'blocks.set': {
    method: 'post',
    path: '/contacts/{id}/block',
    summary:
      'Blocks the caller of a contact from their next contact on, on its line or on every line; for 24 hours where no end is given.',
    access: 'blocks.edit',
    params: z.object({ id }),
    body: z.object({
      reason,
      until: instant.optional(),
      review: review.default(null),
      everywhere: z.boolean().default(false),
    }),
    answer: block,
    idempotent: true,
  },
  'blocks.change': {
    method: 'patch',
    path: '/blocks/{id}',
    summary: 'Changes the end, the reason or the review date of a block.',
    access: 'blocks.edit',
    params: oneBlock,
    body: z.object({ reason: reason.optional(), until: instant.optional(), review: review.optional() }),
    answer: block,
    ifMatch: true,
    idempotent: true,
  },
  'blocks.end': {
    method: 'post',
    path: '/blocks/{id}/end',
    summary: 'Ends a block: its caller comes through again from now on.',
    access: 'blocks.edit',
    params: oneBlock,
    answer: null,
    ifMatch: true,
    idempotent: true,
  },
  'blocks.objection': {
    method: 'post',
    path: '/blocks/{id}/objection',
    summary: 'Notes that the caller objects to a block, and puts it on the list of what needs attention.',
    access: 'blocks.edit',
    params: oneBlock,
    answer: block,
    idempotent: true,
  },
});
