/** Only what the carrier signed comes in; what is unknown or garbage gets 403 or valid TwiML, and changes nothing. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import twilio from 'twilio';
import { caller, line, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { contactsOf } from '../support/stored.ts';

let stage: Stage;
const second = 'a-second-token';
beforeAll(async () => {
  stage = await setStage({
    organisation: smallOrganisation({ ana: {} }),
    at: '2026-11-10T10:00:00-06:00',
    config: {
      twilio: {
        accountSid: `AC${'1'.repeat(32)}`,
        authToken: 'a-token-of-the-stage',
        authTokenSecondary: second,
        apiBaseUrl: 'http://127.0.0.1:9',
        callsPerSecond: 1,
        fallbackUrl: null,
        verifyServiceSid: null,
      },
    },
  });
});
afterAll(() => stage.close());

const form = {
  CallSid: 'CA1',
  AccountSid: 'AC',
  From: caller,
  To: line,
  CallStatus: 'ringing',
  Direction: 'inbound',
  ANewParameter: 'of next year',
};

function post(
  path: string,
  fields: Record<string, string>,
  signature: string | null,
  type = 'application/x-www-form-urlencoded',
): Promise<Response> {
  return fetch(`${stage.service.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': type, ...(signature === null ? {} : { 'x-twilio-signature': signature }) },
    body: new URLSearchParams(fields).toString(),
  });
}

const signed = (path: string, fields: Record<string, string>, token = 'a-token-of-the-stage') =>
  twilio.getExpectedTwilioSignature(token, `${stage.service.url}${path}`, fields);

test.each([
  ['no signature', null],
  ['a made-up signature', 'bWFkZSB1cA=='],
  ['a signature of another token', 'other'],
])('%s: 403, and no contact', async (_what, signature) => {
  const given = signature === 'other' ? signed('/twilio/voice', form, 'another-token') : signature;
  for (const path of [
    '/twilio/voice',
    '/twilio/voice/status',
    '/twilio/voice/caller/x/hold',
    '/twilio/voice/leg/x/y/offer',
    '/twilio/messages',
    '/twilio/voice/nowhere',
  ]) {
    expect((await post(path, form, given)).status).toBe(403);
  }
  expect(await contactsOf(stage)).toEqual([]);
});

test('a body that was changed after signing is refused', async () => {
  expect((await post('/twilio/voice', { ...form, From: '+15550900009' }, signed('/twilio/voice', form))).status).toBe(
    403,
  );
});

test('the second token is accepted, so that tokens can be rotated', async () => {
  const answer = await post('/twilio/voice', form, signed('/twilio/voice', form, second));
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toMatch(/^text\/xml/);
});

test.each([
  ['/twilio/voice/caller/unknown/hold', { CallSid: 'CA9', Digits: '9' }],
  ['/twilio/voice/leg/unknown/unknown/offer', { CallSid: 'CA9', Digits: '1' }],
  ['/twilio/voice/volunteer/key', { CallSid: 'CA8', Digits: '1', From: '+15550200001', To: '+15559999999' }],
  ['/twilio/voice/nowhere', { CallSid: 'CA9' }],
  ['/twilio/voice', { CallSid: 'CA7', To: '+15559999999', From: 'garbage', CallStatus: 'x'.repeat(2000) }],
  ['/twilio/voice', {}],
])('unknown calls and odd fields at %s: valid TwiML', async (path, fields) => {
  const answer = await post(path, fields as Record<string, string>, signed(path, fields as Record<string, string>));
  expect(answer.status).toBe(200);
  expect(await answer.text()).toMatch(/^<\?xml.*<Response>.*<\/Response>$/s);
});

test('a status of an unknown call: 204', async () => {
  const fields = { CallSid: 'CA-unknown', CallStatus: 'completed' };
  expect((await post('/twilio/voice/status', fields, signed('/twilio/voice/status', fields))).status).toBe(204);
});

test('a JSON body needs its own hash in the signed address', async () => {
  const body = JSON.stringify({ event: 'x' });
  const hash = createHash('sha256').update(body).digest('hex');
  const send = (path: string, sent: string) =>
    fetch(`${stage.service.url}${path}`, {
      method: 'POST',
      body: sent,
      headers: {
        'content-type': 'application/json',
        'x-twilio-signature': twilio.getExpectedTwilioSignature(
          'a-token-of-the-stage',
          `${stage.service.url}${path}`,
          {},
        ),
      },
    });
  expect((await send(`/twilio/voice/status?bodySHA256=${hash}`, body)).status).not.toBe(403);
  expect((await send(`/twilio/voice/status?bodySHA256=${hash}`, '{"event":"y"}')).status).toBe(403);
  expect((await send('/twilio/voice/status', body)).status).toBe(403);
});

test('garbage instead of a form: 403, never a 500', async () => {
  for (const type of ['application/json', 'application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data']) {
    const answer = await fetch(`${stage.service.url}/twilio/voice`, {
      method: 'POST',
      headers: { 'content-type': type },
      body: '{%00%ff&&&=',
    });
    expect(answer.status).toBe(403);
  }
});
