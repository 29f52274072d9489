/** Who asks: a browser's session or a program's key; and whether a change comes from one of our own pages (A3). */
import type { Request } from 'express';
import { may, type Asking } from '../access/rights.ts';
import { programOf } from '../access/keys.ts';
import { askingOf, sessionOf, type AccessRoom, type Session } from '../access/sessions.ts';
import type { Access } from './contract/operation.ts';
import { cookieIn, type CookieNames } from './cookies.ts';
import { Problem } from './problem.ts';

/** `owner` is who is counted and named in the audit. */
export type Asker =
  | { kind: 'nobody' }
  | { kind: 'person'; session: Session; asking: Asking; owner: string }
  | { kind: 'program'; asking: Asking; owner: string };

/** Finds who asks. A key is for programs: no cookie counts beside it. */
export async function askerOf(room: AccessRoom, names: CookieNames, request: Request): Promise<Asker> {
  const header = request.headers.authorization;
  if (header !== undefined) {
    const key = /^Bearer (\S+)$/i.exec(header)?.[1];
    const program = key === undefined ? null : await programOf(room, key);
    if (program === null) throw new Problem('not-signed-in');
    return { kind: 'program', asking: { kind: 'program', scopes: program.scopes }, owner: `key:${program.id}` };
  }
  const token = cookieIn(request.headers.cookie, names.session);
  const session = token === null ? null : await sessionOf(room, token);
  if (session === null) return { kind: 'nobody' };
  return { kind: 'person', session, asking: askingOf(session), owner: `person:${session.personId}` };
}

/** The id of the person who asks, for what is theirs alone. */
export function personIn(asker: Asker): string {
  if (asker.kind !== 'person') throw new Problem('no-right');
  return asker.session.personId;
}

/** Throws where the asker may not do what an operation needs. */
export function admit(asker: Asker, access: Access, nowMs: number): void {
  if (access === 'nobody') return;
  if (asker.kind === 'nobody') throw new Problem('not-signed-in');
  if (access === 'session') {
    if (asker.kind !== 'person') throw new Problem('no-right');
    return;
  }
  const verdict = may(asker.asking, access, nowMs);
  if (verdict === 'no') throw new Problem('no-right');
  if (verdict !== 'yes') throw new Problem(verdict);
}

/**
 * Whether a request that changes something was sent by one of our own pages, or by a program that has no cookies. A
 * browser names the origin of every such request; another site's page cannot change that, nor send JSON unasked.
 */
export function isFromOurPages(request: Request, publicOrigin: string): boolean {
  if (request.headers.authorization !== undefined) return true;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  const { origin } = request.headers;
  if (origin === undefined) return site !== undefined || request.headers.cookie === undefined;
  if (origin === publicOrigin) return true;
  return URL.canParse(origin) && new URL(origin).host === request.headers.host;
}
