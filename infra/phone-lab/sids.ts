/** Names for what the carrier makes: two letters and 32 hex digits, never the same twice, not even after a restart. */
import { randomBytes } from 'node:crypto';

export function newSid(prefix: 'AC' | 'CA' | 'CF' | 'QU' | 'SM' | 'MM' | 'RE' | 'PN'): string {
  return prefix + randomBytes(16).toString('hex');
}
