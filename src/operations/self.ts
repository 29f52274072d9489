/** How the service knows itself when it asks at its own public address: only who has the secret can answer. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Secrets } from '../platform/secrets.ts';

/** Where it answers; `challenge` is 32 hex digits, new each time. */
export const selfPath = '/healthz/self';

export const isChallenge = (text: unknown): text is string => typeof text === 'string' && /^[0-9a-f]{32}$/.test(text);

/** What is to be answered to a challenge. */
export function proofOf({ selfKey }: Pick<Secrets, 'selfKey'>, challenge: string): string {
  return createHmac('sha256', selfKey).update(challenge).digest('hex');
}

/** Whether an answer is that of this service, or of another process of it. */
export function isProof(secrets: Pick<Secrets, 'selfKey'>, challenge: string, answer: unknown): boolean {
  const [right, given] = [Buffer.from(proofOf(secrets, challenge)), Buffer.from(String(answer))];
  return right.length === given.length && timingSafeEqual(right, given);
}
