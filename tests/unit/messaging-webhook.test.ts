import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import express from 'express';
import { messagingWebhooks } from '../../src/messaging/webhooks.ts';

let server: Server;
afterEach(() => void server.close());

const line = {
  id: 'main',
  name: 'Northside',
  phoneNumber: '+15550100001',
  timeZone: 'America/Chicago',
  languages: ['en'],
  wording: {},
};
const directory = {
  organisation: { name: 'Northside', crisisNumber: '+15559880988' },
  lineOfNumber: new Map([[line.phoneNumber, line]]),
  people: new Map(),
};

/** The door with no database behind it: what a texter is answered. */
async function answerTo(
  form: Record<string, string>,
  known: unknown,
): Promise<{ status: number; type: string | null; body: string }> {
  const doors = {
    room: {},
    clock: { nowMs: () => 0 },
    log: { error: () => undefined },
    directories: { current: async () => Promise.reject(new Error('no database')), inHand: () => known },
  };
  const app = express()
    .use(express.urlencoded({ extended: false }))
    .use(messagingWebhooks(doors as never));
  server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, {
    method: 'POST',
    body: new URLSearchParams(form),
  });
  return { status: response.status, type: response.headers.get('content-type'), body: await response.text() };
}

test('without a database a texter reads a sorry sentence with the crisis number, as a document the carrier takes', async () => {
  const answer = await answerTo(
    { From: '+15550900001', To: line.phoneNumber, Body: 'hi', MessageSid: 'SM1' },
    directory,
  );
  expect(answer).toMatchObject({ status: 200, type: 'text/xml; charset=utf-8' });
  expect(answer.body).toMatch(/<Response><Message>We are sorry.*\+15559880988/);
});

test('whoever hides their number, or writes before anything is known, gets an empty document', async () => {
  for (const [from, known] of [
    ['anonymous', directory],
    ['+15550900001', null],
  ] as const) {
    const { body } = await answerTo({ From: from, To: line.phoneNumber, Body: 'hi', MessageSid: 'SM1' }, known);
    expect(body).toMatch(/<Response\/>$/);
    server.close();
  }
});

test('a machine that answers our sorry words reads them a few times only; each process remembers it without a database', async () => {
  const doors = {
    room: {},
    clock: { nowMs: () => 0 },
    log: { error: () => undefined },
    directories: { current: async () => Promise.reject(new Error('no database')), inHand: () => directory },
  };
  server = createServer(
    express()
      .use(express.urlencoded({ extended: false }))
      .use(messagingWebhooks(doors as never)),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const texts: string[] = [];
  for (let count = 0; count < 10; count += 1) {
    const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, {
      method: 'POST',
      body: new URLSearchParams({
        From: '+15550900001',
        To: line.phoneNumber,
        Body: `I am driving, ${count}`,
        MessageSid: `SM${count}`,
      }),
    });
    texts.push(await response.text());
  }
  expect(texts.filter((text) => text.includes('We are sorry'))).toHaveLength(3);
  expect(texts.at(-1)).toContain('<Response/>');
});
