/** Turns a phone number into a key that cannot be turned back without the pepper, so that nothing stores who called. */
import { createHmac } from 'node:crypto';
import { canonicalNumber, spellingsOf } from './phone-number.ts';
import { unseal } from './sealing.ts';
import type { Secrets } from './secrets.ts';

const pepperPeriodMs = 90 * 24 * 3600 * 1000;

/** The id of the pepper in force at `nowMs`: it changes every 90 days. */
export function pepperIdAt(nowMs: number): string {
  return String(Math.floor(nowMs / pepperPeriodMs));
}

/** The key of `number` on `lineId` under the pepper with `pepperId`: HMAC-SHA-256(pepper, line · canonical number), base64url. */
export function callerKey(secrets: Secrets, pepperId: string, lineId: string, number: string): string {
  return keyWith(secrets.pepper(pepperId), lineId, canonicalNumber(number));
}

/** Every key under which a caller may be remembered: of this period and the one before, by each spelling of their number. */
export function callerKeys(secrets: Secrets, nowMs: number, lineId: string, number: string): string[] {
  const now = Number(pepperIdAt(nowMs));
  return [now, now - 1].flatMap((period) =>
    spellingsOf(number).map((spelling) => keyWith(secrets.pepper(String(period)), lineId, spelling)),
  );
}

/** The key that never rotates: blocks and opt-outs (with their line, or '' for every line) and people's own phones (''). */
export function lastingKey(secrets: Secrets, lineId: string, number: string): string {
  return keyWith(secrets.lastingPepper, lineId, canonicalNumber(number));
}

/** Every lasting key a number may have been kept by: what was kept before numbers had one form has the spelling of its time. The first one is `lastingKey`. */
export function lastingKeys(secrets: Secrets, lineId: string, number: string): string[] {
  return spellingsOf(number).map((spelling) => keyWith(secrets.lastingPepper, lineId, spelling));
}

/** What is kept of somebody who phones or writes to a line: their keys there, and their number while it is live. */
export type KeptCaller = { callerKey: string | null; lastingKey: string | null; numberSealed: string | null };

/** The key of whoever is blocked on every line; null once their number is not kept any more. */
export function everywhereKeyOf({ numberSealed }: KeptCaller, secrets: Secrets): string | null {
  return numberSealed === null ? null : lastingKey(secrets, '', unseal(secrets.sealingKey, numberSealed));
}

/** Every key by which they may be blocked. */
export function blockKeysOf(caller: KeptCaller, secrets: Secrets): string[] {
  return [caller.lastingKey, caller.callerKey, everywhereKeyOf(caller, secrets)].filter((key) => key !== null);
}

/** The key of calls from `from` to `to`, for telling them apart while they are made. */
export function dialKey(secrets: Secrets, from: string, to: string): string {
  return keyWith(secrets.lastingPepper, `dial ${from}`, to);
}

function keyWith(pepper: Buffer, lineId: string, number: string): string {
  return createHmac('sha256', pepper).update(`${lineId}·${number}`).digest('base64url');
}

/** The key of what a text says, under the pepper with `pepperId`: it tells whether two say the same, and nothing else. */
export function senseKey(secrets: Secrets, pepperId: string, sense: string): string {
  return keyWith(secrets.pepper(pepperId), 'sense', sense);
}
