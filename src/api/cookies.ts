/** The two cookies of the service: the session, and the browser that asked for a code. Neither can be read by a script. */
import type { Response } from 'express';

export type CookieNames = { session: string; browser: string; secure: boolean };

/** The `__Host-` prefix binds a cookie to this very host; browsers take it over https only. */
export function cookieNames(publicBaseUrl: string): CookieNames {
  const secure = publicBaseUrl.startsWith('https:');
  const prefix = secure ? '__Host-' : '';
  return { session: `${prefix}warmline`, browser: `${prefix}warmline-browser`, secure };
}

/** As long as browsers keep one at most: how long a session holds is ours to say, and whoever comes back late is told that it is over (A3). */
const sessionSeconds = 400 * 24 * 3_600;
const browserSeconds = 10 * 60;

/** Sets or, with null, clears a cookie. */
export function setCookie(
  response: Response,
  names: CookieNames,
  which: 'session' | 'browser',
  token: string | null,
): void {
  const seconds = token === null ? 0 : which === 'session' ? sessionSeconds : browserSeconds;
  const parts = [
    `${names[which]}=${token ?? ''}`,
    'Path=/',
    `Max-Age=${seconds}`,
    'HttpOnly',
    'SameSite=Lax',
    ...(names.secure ? ['Secure'] : []),
  ];
  response.append('Set-Cookie', parts.join('; '));
}

/** The value of a cookie; null without it. Of two of one name none is believed. */
export function cookieIn(header: string | undefined, name: string): string | null {
  const values = (header ?? '')
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part.startsWith(`${name}=`))
    .map((part) => part.slice(name.length + 1));
  return values.length === 1 && values[0] !== '' ? (values[0] ?? null) : null;
}
