/** Every key the service uses, derived from the one secret of the settings, so that one value has to be kept safe. */
import { hkdfSync } from 'node:crypto';

export type Secrets = {
  /** Seals numbers and texts at rest (AES-256-GCM). */
  sealingKey: Buffer;
  /** Keys opt-outs, blocks and people's phones: never rotates. */
  lastingPepper: Buffer;
  /** The pepper with this id keys callers; ids count 90-day periods. */
  pepper(pepperId: string): Buffer;
  /** Signs browser sessions and secret URLs. */
  sessionKey: Buffer;
  /** Proves that it is this service that answers. */
  selfKey: Buffer;
};

/** Derives all keys from `secretHex` (32 bytes, hex) with HKDF-SHA-256 (RFC 5869). */
export function deriveSecrets(secretHex: string): Secrets {
  const secret = Buffer.from(secretHex, 'hex');
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', secret, 'warmline', purpose, 32));
  const peppers = new Map<string, Buffer>();
  return {
    sealingKey: derive('sealing'),
    lastingPepper: derive('pepper:lasting'),
    pepper: (pepperId) => {
      const known = peppers.get(pepperId) ?? derive(`pepper:${pepperId}`);
      peppers.set(pepperId, known);
      return known;
    },
    sessionKey: derive('session'),
    selfKey: derive('self'),
  };
}

/** Tells whether two secrets are the same, and nothing else about them: 32 hex digits. */
export function secretCheckOf(secretHex: string): string {
  return Buffer.from(hkdfSync('sha256', Buffer.from(secretHex, 'hex'), 'warmline', 'check', 16)).toString('hex');
}
