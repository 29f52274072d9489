/** A connection that breaks before it is looked at has no address any more; counting it complains of nothing. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import express, { type RequestHandler } from 'express';
import { publicLinesDoor } from '../../src/api/public-lines.ts';
import { signedByCarrier } from '../../src/carrier/twilio/signature.ts';
import { countedAddress } from '../../src/platform/counted-address.ts';

let server: Server;
let said: unknown[];

beforeEach(() => {
  said = [];
  for (const way of ['warn', 'error'] as const)
    jest.spyOn(console, way).mockImplementation((...words: unknown[]) => void said.push(words));
});
afterEach(async () => {
  jest.restoreAllMocks();
  server.close();
  await once(server, 'close');
});

const doors: [string, RequestHandler][] = [
  ['/twilio/voice', signedByCarrier({ publicBaseUrl: 'https://line.example', tokens: ['t'.repeat(32)] })],
  ['/public/lines', publicLinesDoor({ clock: { nowMs: () => 0 }, log: { warn: () => undefined } } as never)],
];

test.each(doors)('%s', async (path, door) => {
  const app = express();
  const addresses: unknown[] = [];
  const came = new Promise<void>((done) => {
    app.use((request, _response, next) => {
      request.socket.destroy();
      addresses.push(request.ip);
      next();
    });
    app.use(door);
    app.use((_request, response) => void response.end());

    server = createServer((request, response) => {
      app(request, response);
      // The counting is over before the next turn of the loop.
      setImmediate(done);
    });
  });
  server.listen(0);
  await once(server, 'listening');
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write(`GET ${path} HTTP/1.1\r\nHost: line.example\r\n\r\n`);
  await came;
  expect(addresses).toEqual([undefined]);
  expect(said).toEqual([]);
});

test('an IPv6 network counts as one, and so do those without an address', () => {
  const [one, other] = [{ ip: '2001:db8:1:2:3::4' }, { ip: '2001:db8:1:2:9::9' }].map(countedAddress);
  expect(one).toBe(other);
  expect(countedAddress({ ip: '203.0.113.7' })).toBe('203.0.113.7');
  expect(countedAddress({})).toBe(countedAddress({ ip: undefined }));
});
