/** Coming in and going out: what the pages of sign-in ask for (A1–A3, A5). */
import QRCode from 'qrcode';
import { askForCode, typeCode } from '../access/codes.ts';
import { acceptInvitation, forgetProofs, invite } from '../access/invitations.ts';
import type { Limits } from '../access/limits.ts';
import { may, type Strength } from '../access/rights.ts';
import {
  appToMake,
  isAppConfirmed,
  isAppProved,
  isPasskeyProved,
  keepPasskey,
  passkeyToMake,
  passkeyToProve,
  proofsOf,
  type Site,
} from '../access/second-proofs.ts';
import { askingOf, beginSession, endSessions, noteProof, sessionsOf, type Session } from '../access/sessions.ts';
import type { Deps } from '../deps.ts';
import type { Directory } from '../organisation/directory.ts';
import { foundable } from '../organisation/found-organisation.ts';
import { canonicalNumber } from '../platform/phone-number.ts';
import { plainNumber } from '../reading/plain-text.ts';
import type { Asker } from './asker.ts';
import type { signInOperations } from './contract/sign-in.ts';
import { cookieIn, type CookieNames } from './cookies.ts';
import { enteringIn, type Entering } from './entering.ts';
import type { KeyOperation } from './keys.ts';
import { pageOf } from './listing.ts';
import { Problem } from './problem.ts';
import { tooMany, type Call, type Handlers } from './serve.ts';

type Doors = Pick<Deps, 'room' | 'directories' | 'clock' | 'config' | 'carrier' | 'log'> & {
  limits: Limits;
  cookies: CookieNames;
};
type AnyCall = Entering & Pick<Call<never>, 'asker' | 'request' | 'device' | 'address'>;

const iso = (ms: number) => new Date(ms).toISOString();

/** Digits as people type them, with spaces, dots, dashes and brackets; null where it cannot be a number with its country. */
export function numberTyped(text: string): string | null {
  const digits = plainNumber(text)
    .replaceAll(/[\s().\-/]/g, '')
    .replace(/^00/, '+');
  return /^\+[1-9]\d{7,14}$/.test(digits) ? canonicalNumber(digits) : null;
}

/** The handlers of signing in and out, and of what people prove themselves with. */
export function signInHandlers({
  room,
  directories,
  clock,
  config,
  carrier,
  log,
  limits,
  cookies,
}: Doors): Omit<Handlers<typeof signInOperations>, KeyOperation> {
  const directory = async (): Promise<Directory> => {
    const current = await directories.current();
    if (!current) throw new Problem('not-found', { detail: (words) => words.noOrganisation });
    return current;
  };
  const sessionIn = (asker: Asker): Session => {
    if (asker.kind !== 'person') throw new Problem('not-signed-in');
    return asker.session;
  };
  const site = async (call: AnyCall): Promise<Site> => {
    const origin = call.request.headers.origin ?? new URL(config.publicBaseUrl).origin;
    return { name: (await directory()).organisation.name, host: new URL(origin).hostname, origin };
  };
  const { described, enterWith } = enteringIn({ room, directories, clock });
  /** A stronger session takes the place of this one under a token of its own. */
  const strengthen = async (call: AnyCall, session: Session, strength: Strength) => {
    const begun = { personId: session.personId, strength, device: call.device, insteadOf: session.id, proved: true };
    const { token } = await beginSession(room, begun);
    return enterWith(call, token);
  };
  /** A passkey or app that was proved: a stronger session, or a fresh proof of this one. */
  const proved = async (call: AnyCall, session: Session) => {
    if (session.strength !== 'second') return strengthen(call, session, 'second');
    await noteProof(room, session.id);
    return described({ ...session, provedAtMs: clock.nowMs() });
  };
  const countProof = async (session: Session) => {
    const seconds = await limits.count('proofs-of-person', session.personId);
    if (seconds > 0) throw tooMany(seconds);
  };
  /** Whoever came by a code alone can prove what they have, not make something new to prove: for that there is a link. */
  const mayMake = async (session: Session) => {
    const proofs = await proofsOf(room, session.personId);
    const hasNone = proofs.passkeys.length === 0 && !proofs.app;
    const isGuarded = session.roles.some((role) => role === 'coordinator' || role === 'admin');
    const isFresh = may(askingOf(session), 'me.proofs', clock.nowMs()) === 'yes';
    const allowed =
      session.strength === 'invited' ||
      (session.strength === 'second' && isFresh) ||
      (!isGuarded && hasNone && isFresh);
    if (!allowed) throw new Problem(session.strength === 'second' ? 'fresh-proof' : 'second-proof');
  };

  return {
    'session.read': async ({ asker, request }) => {
      const current = await directories.current();
      const hasToken = cookieIn(request.headers.cookie, cookies.session) !== null;
      const people = [...(current?.people.values() ?? [])];
      return {
        signedIn: asker.kind === 'person' ? await described(asker.session) : null,
        ended: hasToken && asker.kind === 'nobody',
        organisation: current?.organisation.name ?? '',
        languages: ['en', 'es'],
        founding: await foundable({ room, isLab: config.labEnabled }),
        demo: config.labEnabled
          ? people.flatMap(({ id, name, roles }) => (roles[0] ? [{ id, name, role: roles.at(-1) ?? roles[0] }] : []))
          : null,
      };
    },
    'session.end': async ({ asker, setCookie }) => {
      if (asker.kind === 'person') await endSessions(room, { ids: [asker.session.id] }, 'signed-out');
      setCookie('session', null);
      setCookie('browser', null);
      return null;
    },
    'code.ask': async ({ body, address, setCookie }) => {
      const phone = numberTyped(body.phone);
      if (phone === null)
        throw new Problem('invalid', {
          fields: [{ path: 'body.phone', message: (words) => words.fields.aPhone }],
        });
      const asked = await askForCode(room, limits, {
        directory: await directory(),
        phone,
        sentBy: body.sentBy,
        address,
      });
      if (asked.kind === 'too-many') throw tooMany(asked.retryAfterSeconds);
      setCookie('browser', asked.browser);
      return { minutes: 10 };
    },
    'code.type': async (call) => {
      const browser = cookieIn(call.request.headers.cookie, cookies.browser);
      if (browser === null) throw new Problem('code-over');
      const typed = await typeCode(room, limits, carrier.codes, {
        browser,
        code: call.body.code,
        address: call.address,
        device: call.device,
      });
      if (typed.kind === 'too-many') throw tooMany(typed.retryAfterSeconds);
      if (typed.kind === 'over') throw new Problem('code-over');
      if (typed.kind === 'away') {
        log.warn({ carrier: typed.problem.kind, code: typed.problem.code }, 'a code could not be checked');
        throw new Problem('code-away');
      }
      if (typed.kind === 'wrong')
        throw new Problem('code-wrong', {
          fields: [{ path: 'body.code', message: (words) => words.fields.notTheCode }],
        });
      return enterWith(call, typed.token);
    },
    'demo.enter': async (call) => {
      if (!config.labEnabled) throw new Problem('not-found');
      if (!(await directory()).people.has(call.body.person)) throw new Problem('not-found');
      const { token } = await beginSession(room, {
        personId: call.body.person,
        strength: 'second',
        device: call.device,
        proved: true,
      });
      return enterWith(call, token);
    },
    'invitation.accept': async (call) => {
      const seconds = await limits.count('invitations-of-address', call.address);
      if (seconds > 0) throw tooMany(seconds);
      const accepted = await acceptInvitation(room, call.body.token, call.device);
      if (!accepted) throw new Problem('link-over');
      return enterWith(call, accepted.token);
    },
    'passkey.ask': async (call) => passkeyToProve(room, await site(call), sessionIn(call.asker)) as never,
    'passkey.prove': async (call) => {
      const session = sessionIn(call.asker);
      await countProof(session);
      if (!(await isPasskeyProved(room, await site(call), session, call.body.response as never)))
        throw new Problem('proof-wrong');
      return proved(call, session);
    },
    'app.prove': async (call) => {
      const session = sessionIn(call.asker);
      await countProof(session);
      if (!(await isAppProved(room, session.personId, call.body.code)))
        throw new Problem('proof-wrong', {
          fields: [{ path: 'body.code', message: (words) => words.fields.notTheAppCode }],
        });
      return proved(call, session);
    },
    'passkey.make': async (call) => {
      const session = sessionIn(call.asker);
      await mayMake(session);
      const name = (await directory()).people.get(session.personId)?.name ?? '';
      return passkeyToMake(room, await site(call), session, name) as never;
    },
    'passkey.keep': async (call) => {
      const session = sessionIn(call.asker);
      await mayMake(session);
      if (!(await keepPasskey(room, await site(call), session, call.body.response as never)))
        throw new Problem('proof-wrong');
      return proved(call, session);
    },
    'app.make': async ({ asker }) => {
      const session = sessionIn(asker);
      await mayMake(session);
      const { organisation, people } = await directory();
      const app = await appToMake(room, organisation.name, session, people.get(session.personId)?.name ?? '');
      return { secret: app.secret, picture: await QRCode.toString(app.address, { type: 'svg', margin: 2 }) };
    },
    'app.confirm': async (call) => {
      const session = sessionIn(call.asker);
      await mayMake(session);
      await countProof(session);
      if (!(await isAppConfirmed(room, session.personId, call.body.code)))
        throw new Problem('proof-wrong', {
          fields: [{ path: 'body.code', message: (words) => words.fields.notTheAppCode }],
        });
      return proved(call, session);
    },
    'sessions.list': async ({ asker, query }) => {
      const session = sessionIn(asker);
      const sessions = await sessionsOf(room, session.personId);
      const { page, next } = pageOf(sessions, query, 'down', ({ begunAtMs, id }) => `${iso(begunAtMs)} ${id}`);
      return {
        next,
        sessions: page.map(({ id, device, begunAtMs, seenAtMs }) => ({
          id,
          device,
          begunAt: iso(begunAtMs),
          seenAt: iso(seenAtMs),
          thisOne: id === session.id,
        })),
      };
    },
    'sessions.end': async ({ asker, params }) => {
      const own = await sessionsOf(room, sessionIn(asker).personId);
      if (!own.some(({ id }) => id === params.id)) throw new Problem('not-found');
      await endSessions(room, { ids: [params.id] }, 'signed-out');
      return null;
    },
    'people.invite': async ({ asker, params, body }) => {
      const by = `person:${sessionIn(asker).personId}`;
      const invited = await invite(room, await directory(), params.id, by);
      if (invited.kind === 'unknown') throw new Problem('not-found');
      if (invited.kind === 'needs-none')
        throw new Problem('not-possible', {
          detail: (words) => words.needsNoLink,
        });
      if (body.forget) await forgetProofs(room, params.id, by);
      return { link: `${config.publicBaseUrl}/sign-in#${invited.token}`, until: iso(invited.untilMs) };
    },
  };
}
