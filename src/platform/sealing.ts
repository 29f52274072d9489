/** Seals what must not be readable at rest (numbers, texts) with AES-256-GCM. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** Seals `text`; the answer is `v1.<base64url of nonce, tag and ciphertext>` and differs at every call. */
export function seal(sealingKey: Buffer, text: string): string {
  return `v1.${sealBytes(sealingKey, Buffer.from(text, 'utf8')).toString('base64url')}`;
}

/** Opens what `seal` made; throws when the text was changed or sealed under another key. */
export function unseal(sealingKey: Buffer, sealed: string): string {
  return openBytes(sealingKey, Buffer.from(sealed.slice('v1.'.length), 'base64url')).toString('utf8');
}

/** Seals bytes such as a recording: nonce, tag and ciphertext, one after the other. */
export function sealBytes(sealingKey: Buffer, bytes: Buffer): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', sealingKey, nonce);
  const body = Buffer.concat([cipher.update(bytes), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

/** Opens what `sealBytes` made; throws as `unseal` does. */
export function openBytes(sealingKey: Buffer, sealed: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', sealingKey, sealed.subarray(0, 12));
  decipher.setAuthTag(sealed.subarray(12, 28));
  return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]);
}
