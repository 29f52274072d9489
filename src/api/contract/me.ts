/** What is mine: tags, PIN, passkeys and app, and what is held about me (P7). */
import { z } from 'zod';
import { date, id, instant, zone } from './fields.ts';
import { shiftTime } from './now.ts';
import { operations } from './operation.ts';
import { fieldWord } from '../wording/problem-words.ts';

const tags = z.object({
  own: z.array(z.string()),
  others: z.array(z.string()).describe('Tags of the organisation that one could put on.'),
});

const reminders = z.object({
  askHours: z.union([z.literal(12), z.literal(24), z.literal(48)]).describe('Asked so long before if one comes.'),
  againMinutes: z
    .union([z.literal(30), z.literal(60), z.literal(120), z.literal(180)])
    .nullable()
    .describe('Reminded once more so long before; null: not.'),
});
const channel = z.enum(['voice', 'text']);

/** What is held about a person, apart from what weighs on them. */
export const heldFields = {
  at: instant,
  person: z.object({
    id,
    name: z.string(),
    phoneName: z.string().nullable(),
    roles: z.array(z.string()),
    languages: z.array(z.string()),
    channels: z.array(z.string()),
    tags: z.array(z.string()),
    timeZone: z.string(),
    sealed: z.array(z.enum(['phone', 'email'])).describe('What is kept sealed, to reach one by.'),
    training: z.array(z.object({ course: z.string(), until: z.string().nullable() })),
    trainee: z.boolean(),
    reserve: z.boolean(),
    limits: z.record(z.string(), z.number()),
  }),
  times: z.object({
    week: z.array(z.object({ days: z.array(z.string()), start: z.string(), end: z.string(), wish: z.string() })),
    away: z.array(z.object({ from: z.string(), to: z.string() })),
    asked: z.array(z.object({ from: z.string(), to: z.string(), state: z.string(), reason: z.string().nullable() })),
    dates: z.array(z.object({ date: z.string(), wish: z.string() })),
    leavesOn: z.string().nullable(),
  }),
  reminders,
  pin: z.boolean(),
  passkeys: z.number().int(),
  app: z.boolean(),
  shifts: z.array(shiftTime.extend({ as: z.string() })).describe('What comes next, as the roster has it.'),
  calendars: z
    .array(z.object({ line: z.string().nullable(), madeAt: instant, readAt: instant.nullable() }))
    .describe('Addresses of calendar feeds; null: of one’s own shifts.'),
  sessions: z.array(z.object({ device: z.string(), begunAt: instant, seenAt: instant })),
};

export const meOperations = operations({
  'me.read': {
    method: 'get',
    path: '/me',
    summary: 'What the organisation has of oneself, and how one proves who one is.',
    access: 'me.read',
    answer: z.object({
      version: z.string().describe('For If-Match of a change.'),
      name: z.string(),
      phoneName: z.string().nullable().describe('What callers hear.'),
      languages: z.array(z.string()),
      channels: z.array(z.string()),
      tags,
      languageChoices: z.array(z.string()).describe('Languages that one can say to speak.'),
      reminders: reminders.describe('When one is reminded of a shift.'),
      leavesOn: z.string().nullable().describe('From which day on one is gone, by one’s own word.'),
      today: z.string(),
      zone,
      pin: z.boolean().describe('Whether a PIN for the keypad is set.'),
      passkeys: z.array(z.object({ id: z.string(), device: z.string(), madeAt: instant, usedAt: instant.nullable() })),
      app: z.boolean(),
    }),
  },
  'me.change': {
    method: 'patch',
    path: '/me',
    summary: 'Changes what callers hear, the languages one speaks, or how one is there; what is absent stays.',
    access: 'me.change',
    body: z.object({
      phoneName: z.string().trim().min(1).max(60).nullable().optional().describe('Null: callers hear none.'),
      languages: z
        .array(z.string().max(40))
        .min(1)
        .max(40)
        .optional()
        .describe('The first is the one that pages and texts come in.'),
      channels: z.array(channel).min(1).max(2).optional(),
    }),
    answer: null,
    idempotent: true,
    ifMatch: true,
  },
  'me.reminders': {
    method: 'put',
    path: '/me/reminders',
    summary: 'Sets when one is reminded of a shift; nobody is texted in their night.',
    access: 'me.reminders',
    body: reminders,
    answer: null,
    idempotent: true,
  },
  'leaving.opens': {
    method: 'get',
    path: '/me/leaving/opens',
    summary: 'Which shifts of mine would be open if I left on this day; changes nothing.',
    access: 'me.leave',
    query: z.object({ from: date }),
    answer: z.object({ opens: z.array(shiftTime) }),
  },
  'leaving.begin': {
    method: 'post',
    path: '/me/leaving',
    summary: 'Says that I leave on this day: my shifts from then on are open at once, and a coordinator does the rest.',
    access: 'me.leave',
    body: z.object({ from: date }),
    answer: null,
    idempotent: true,
  },
  'leaving.end': {
    method: 'delete',
    path: '/me/leaving',
    summary: 'Says that I stay after all: what nobody has taken meanwhile is mine again.',
    access: 'me.leave',
    answer: null,
    idempotent: true,
  },
  'me.tag': {
    method: 'put',
    path: '/me/tags',
    summary: 'Puts a tag on, or takes it off; it holds at once, as ADD and DROP by text.',
    access: 'me.change',
    body: z.object({ tag: z.string().min(1).max(80), on: z.boolean() }),
    answer: tags,
    idempotent: true,
  },
  'me.pin': {
    method: 'put',
    path: '/me/pin',
    summary: 'Sets the PIN for the keypad, or with null takes it away.',
    access: 'me.change',
    body: z.object({
      pin: z
        .string()
        .regex(/^\d{4,8}$/, fieldWord('pinDigits'))
        .nullable(),
    }),
    answer: null,
    idempotent: true,
  },
  'passkey.end': {
    method: 'delete',
    path: '/me/passkeys/{id}',
    summary: 'Removes a passkey: it opens nothing any more.',
    access: 'me.proofs',
    params: z.object({ id: z.string().min(1).max(2_000) }),
    answer: null,
    idempotent: true,
  },
  'app.end': {
    method: 'delete',
    path: '/me/app',
    summary: 'Removes the authenticator app: its codes open nothing any more.',
    access: 'me.proofs',
    answer: null,
    idempotent: true,
  },
  'me.held': {
    method: 'get',
    path: '/me/held',
    summary: 'What is held about oneself; nothing of any caller is in it.',
    access: 'me.read',
    answer: z.object({
      ...heldFields,
      load: z
        .array(
          z.object({
            kind: z.enum(['contact', 'shift', 'check-in', 'break']),
            from: instant,
            until: instant.nullable().describe('Null while it goes on, and for a check-in.'),
            heavy: z.boolean().optional(),
            abusive: z.boolean().optional(),
            crisis: z.boolean().optional(),
            answer: z.number().optional(),
          }),
        )
        .describe('What one’s load is computed from, ninety days back, by time.'),
    }),
  },
});
