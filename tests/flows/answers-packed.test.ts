/** A large answer goes out packed to whoever takes it so, since a cheap phone waits for each byte; a short one and a live stream go out as they are. */
import { get, type IncomingMessage } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { afterEach, expect, test } from '@jest/globals';
import { sessionHeaders } from '../support/api-askers.ts';
import { smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';

let stage: Stage;
afterEach(() => stage.close());

/** As it comes over the wire: `fetch` unpacks by itself. */
async function asSent(path: string, headers: Record<string, string>): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    get(`${stage.service.url}/api${path}`, { headers }, resolve).on('error', reject);
  });
}

async function bytesOf(message: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of message) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

test('the description of the API is a fifth as large for whoever takes gzip; a session and the live board are not packed', async () => {
  stage = await setStage({
    organisation: smallOrganisation({ ana: { roles: ['volunteer', 'shift-leader'] } }),
    at: '2026-11-10T18:00:00-06:00',
    role: 'web',
  });
  const whole = await asSent('/openapi.json', {});
  expect(whole.headers['content-encoding']).toBeUndefined();
  const plain = await bytesOf(whole);
  const packed = await asSent('/openapi.json', { 'accept-encoding': 'gzip' });
  expect(packed.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'Accept-Encoding' });
  const bytes = await bytesOf(packed);
  expect(bytes.length).toBeLessThan(plain.length / 5);
  expect(gunzipSync(bytes).equals(plain)).toBe(true);

  const headers = { ...(await sessionHeaders(stage, 'ana', { strength: 'code', provedMinutesAgo: 0 })) };
  const short = await asSent('/v1/session', { ...headers, 'accept-encoding': 'gzip' });
  expect([short.statusCode, short.headers['content-encoding']]).toEqual([200, undefined]);
  short.resume();
  const live = await asSent('/v1/board/stream', { ...headers, 'accept-encoding': 'gzip' });
  expect([live.statusCode, live.headers['content-encoding']]).toEqual([200, undefined]);
  live.destroy();
});
