/** What is mine: tags, PIN, passkeys and app, and what is held about me (P7). */
import { z } from 'zod';
import { id, instant } from './fields.ts';
import { operations } from './operation.ts';

const tags = z.object({
  own: z.array(z.string()),
  others: z.array(z.string()).describe('Tags of the organisation that one could put on.'),
});

export const meOperations = operations({
  'me.read': {
    method: 'get',
    path: '/me',
    summary: 'What the organisation has of oneself, and how one proves who one is.',
    access: 'me.read',
    answer: z.object({
      name: z.string(),
      phoneName: z.string().nullable().describe('What callers hear.'),
      languages: z.array(z.string()),
      channels: z.array(z.string()),
      tags,
      pin: z.boolean().describe('Whether a PIN for the keypad is set.'),
      passkeys: z.array(z.object({ id: z.string(), device: z.string(), madeAt: instant, usedAt: instant.nullable() })),
      app: z.boolean(),
    }),
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
        .regex(/^\d{4,8}$/, 'must be four to eight digits')
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
      }),
      sessions: z.array(z.object({ device: z.string(), begunAt: instant, seenAt: instant })),
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
