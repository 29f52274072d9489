/** Coming in and going out (A1–A3). */
import { z } from 'zod';
import { code, instant, nextCursor, page, phone } from './fields.ts';
import { operations } from './operation.ts';

const role = z.enum(['volunteer', 'shift-leader', 'coordinator', 'admin']);
const strength = z.enum(['invited', 'code', 'second']);

/** Who is signed in, and what they may do; null for nobody. */
export const signedIn = z.object({
  person: z.object({ id: z.string(), name: z.string(), roles: z.array(role), languages: z.array(z.string()) }),
  strength,
  /** Whether a passkey or an app is set up, and so can be asked for. */
  proofs: z.object({ passkey: z.boolean(), app: z.boolean() }),
  may: z.array(z.string()).describe('The actions that are open to this session now.'),
  mayWithProof: z.array(z.string()).describe('The actions that would be with a passkey, an app, or a fresh proof.'),
});

/** `link`: by whoever has the link that the server printed at its start. */
export const foundable = z
  .enum(['open', 'replaces-demo', 'link', 'no'])
  .describe('Whether an organisation of one’s own can be founded here.');

/** What the browser's own passkey functions take and give; checked by the library that made it. */
const webauthn = z.looseObject({});

export const signInOperations = operations({
  'session.read': {
    method: 'get',
    path: '/session',
    summary: 'Who is signed in here.',
    access: 'nobody',
    answer: z.object({
      signedIn: signedIn.nullable(),
      ended: z.boolean().describe('Whether this browser comes with a session that holds no more.'),
      organisation: z.string(),
      languages: z.array(z.string()),
      demo: z.array(z.object({ id: z.string(), name: z.string(), role })).nullable(),
      founding: foundable,
    }),
  },
  'session.end': {
    method: 'delete',
    path: '/session',
    summary: 'Signs out here.',
    access: 'nobody',
    answer: null,
  },
  'code.ask': {
    method: 'post',
    path: '/sign-in/code',
    summary:
      'Sends a code to a number that the organisation has for one of its people. The answer is the same for every number.',
    access: 'nobody',
    body: z.object({ phone, sentBy: z.enum(['text', 'call']).default('text') }),
    answer: z.object({ minutes: z.number() }),
  },
  'code.type': {
    method: 'post',
    path: '/sign-in/code/check',
    summary: 'Signs in with the code, in the browser that asked for it.',
    access: 'nobody',
    body: z.object({ code }),
    answer: signedIn,
  },
  'demo.enter': {
    method: 'post',
    path: '/sign-in/demo',
    summary: 'Looks around as somebody of the demo; only where the phone lab plays the carrier.',
    access: 'nobody',
    body: z.object({ person: z.string().min(1).max(200) }),
    answer: signedIn,
  },
  'invitation.accept': {
    method: 'post',
    path: '/sign-in/invitation',
    summary: 'Spends a one-time link: what follows can set up a passkey or an app and nothing else.',
    access: 'nobody',
    body: z.object({ token: z.string().min(20).max(200) }),
    answer: signedIn,
  },
  'passkey.ask': {
    method: 'post',
    path: '/sign-in/passkey/options',
    summary: 'What the browser proves a passkey for.',
    access: 'session',
    answer: webauthn,
  },
  'passkey.prove': {
    method: 'post',
    path: '/sign-in/passkey',
    summary: 'Proves a passkey: on top of a code, or anew for what needs a fresh proof.',
    access: 'session',
    body: z.object({ response: webauthn }),
    answer: signedIn,
  },
  'app.prove': {
    method: 'post',
    path: '/sign-in/app',
    summary: 'Proves the authenticator app: on top of a code, or anew for what needs a fresh proof.',
    access: 'session',
    body: z.object({ code }),
    answer: signedIn,
  },
  'passkey.make': {
    method: 'post',
    path: '/me/passkeys/options',
    summary: 'What the browser makes a passkey for.',
    access: 'session',
    answer: webauthn,
  },
  'passkey.keep': {
    method: 'post',
    path: '/me/passkeys',
    summary: 'Keeps a passkey that the browser made.',
    access: 'session',
    body: z.object({ response: webauthn }),
    answer: signedIn,
  },
  'app.make': {
    method: 'post',
    path: '/me/app',
    summary: 'A new secret for an authenticator app; it holds once its first code is typed.',
    access: 'session',
    answer: z.object({ secret: z.string(), picture: z.string().describe('A QR code as SVG.') }),
  },
  'app.confirm': {
    method: 'post',
    path: '/me/app/confirm',
    summary: 'Takes the first code of a new authenticator app.',
    access: 'session',
    body: z.object({ code }),
    answer: signedIn,
  },
  'sessions.list': {
    method: 'get',
    path: '/me/sessions',
    summary: 'The devices one is signed in on.',
    access: 'me.sessions',
    query: z.object(page),
    answer: z.object({
      next: nextCursor,
      sessions: z.array(
        z.object({ id: z.string(), device: z.string(), begunAt: instant, seenAt: instant, thisOne: z.boolean() }),
      ),
    }),
  },
  'sessions.end': {
    method: 'delete',
    path: '/me/sessions/{id}',
    summary: 'Signs out on another device.',
    access: 'me.sessions',
    params: z.object({ id: z.string().max(200) }),
    answer: null,
    idempotent: true,
  },
  'people.invite': {
    method: 'post',
    path: '/people/{id}/invitation',
    summary:
      'Makes a one-time link for a coordinator or an admin; what they proved themselves with before opens nothing any more.',
    access: 'people.invite',
    params: z.object({ id: z.string().max(200) }),
    body: z.object({ forget: z.boolean().default(false) }),
    answer: z.object({ link: z.string(), until: instant }),
    idempotent: true,
  },
  'keys.list': {
    method: 'get',
    path: '/keys',
    summary: 'The keys of other programs.',
    access: 'keys.manage',
    query: z.object(page),
    answer: z.object({
      next: nextCursor,
      keys: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          scopes: z.array(z.string()),
          madeAt: instant,
          expiresAt: instant,
          usedAt: instant.nullable(),
        }),
      ),
    }),
  },
  'keys.make': {
    method: 'post',
    path: '/keys',
    summary: 'Makes a key for a program, shown once.',
    access: 'keys.manage',
    body: z.object({
      name: z.string().trim().min(1).max(80),
      scopes: z.array(z.string()).min(1),
      days: z.number().int().min(1).max(366),
    }),
    answer: z.object({ id: z.string(), key: z.string(), expiresAt: instant }),
    idempotent: true,
  },
  'keys.end': {
    method: 'delete',
    path: '/keys/{id}',
    summary: 'Ends a key.',
    access: 'keys.manage',
    params: z.object({ id: z.string().max(200) }),
    answer: null,
    idempotent: true,
  },
});
