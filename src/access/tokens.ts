/** What opens something: random, given out once, and kept as a keyed hash only, so that the tables open nothing. */
import { createHmac, randomBytes } from 'node:crypto';
import type { Secrets } from '../platform/secrets.ts';

/** 256 random bits as text for a cookie, a link or a header. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** The keyed hash under which a token is kept; `purpose` keeps one kind from opening what another does. */
export function tokenHash(
  secrets: Secrets,
  purpose: 'session' | 'browser' | 'invitation' | 'founding' | 'key' | 'feed',
  token: string,
): string {
  return createHmac('sha256', secrets.sessionKey).update(`${purpose}:${token}`).digest('base64url');
}

/**
 * The six digits of the code `codeId`: made from the secret each time they are needed (sent, spoken, compared), so that no
 * table has them (RFC 4226, section 5.3, over HMAC-SHA-256).
 */
export function codeDigits(secrets: Secrets, codeId: string): string {
  const mac = createHmac('sha256', secrets.sessionKey).update(`code:${codeId}`).digest();
  const offset = (mac.at(-1) ?? 0) & 0xf;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}
