/** Turns a phone number into a key that cannot be turned back without the pepper, so that nothing stores who called. */
import { createHmac } from 'node:crypto';
import type { Secrets } from './secrets.ts';

const pepperPeriodMs = 90 * 24 * 3600 * 1000;

/** The id of the pepper in force at `nowMs`: it changes every 90 days. */
export function pepperIdAt(nowMs: number): string {
  return String(Math.floor(nowMs / pepperPeriodMs));
}

/** The key of `number` on `lineId` under the pepper with `pepperId`: HMAC-SHA-256(pepper, line · number), base64url. */
export function callerKey(secrets: Secrets, pepperId: string, lineId: string, number: string): string {
  return keyWith(secrets.pepper(pepperId), lineId, number);
}

/** The key that never rotates: blocks and opt-outs (with their line, or '' for every line) and people's own phones (''). */
export function lastingKey(secrets: Secrets, lineId: string, number: string): string {
  return keyWith(secrets.lastingPepper, lineId, number);
}

/** The key of calls from `from` to `to`, for telling them apart while they are made. */
export function dialKey(secrets: Secrets, from: string, to: string): string {
  return keyWith(secrets.lastingPepper, `dial ${from}`, to);
}

function keyWith(pepper: Buffer, lineId: string, number: string): string {
  return createHmac('sha256', pepper).update(`${lineId}·${number}`).digest('base64url');
}
