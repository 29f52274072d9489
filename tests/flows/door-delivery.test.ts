/** However a call or a text is delivered, what the carrier signed leads on: to a peer, back to where calls begin, or to the crisis number. */
import { createHash } from 'node:crypto';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import twilio from 'twilio';
import { caller, crisisLine, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { attentionOf, contactsOf } from '../support/stored.ts';
import { setStage, type Stage } from '../support/stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage({
    organisation: smallOrganisation({ ana: { as: null } }, { languages: ['en', 'es'] }),
    at: '2026-11-10T10:00:00-06:00',
  });
});
afterAll(() => stage.close());

const token = 'a-token-of-the-stage';
let calls = 0;
/** The form of a new call to the line. */
const arriving = (): Record<string, string> => ({
  CallSid: `CA${String((calls += 1)).padStart(32, '0')}`,
  AccountSid: 'AC',
  From: caller,
  To: line,
  CallStatus: 'ringing',
  Direction: 'inbound',
});

type Sending = {
  method?: string;
  type?: string | null;
  body?: string | Uint8Array | ReadableStream;
  /** What is signed beside the address. */
  signed?: Record<string, string | string[]>;
  headers?: Record<string, string>;
};

async function send(path: string, { method = 'POST', type, body, signed = {}, headers = {} }: Sending) {
  const url = `${stage.service.url}${path}`;
  const response = await fetch(url, {
    method,
    redirect: 'manual',
    headers: {
      ...(type === null || body === undefined ? {} : { 'content-type': type ?? 'application/x-www-form-urlencoded' }),
      'x-twilio-signature': twilio.getExpectedTwilioSignature(token, url, signed),
      ...headers,
    },
    ...(body === undefined ? {} : { body, duplex: 'half' as const }),
  });
  return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
}

const encode = (fields: Record<string, string>) => new URLSearchParams(fields).toString();
const post = (path: string, fields: Record<string, string>, more: Partial<Sending> = {}) =>
  send(path, { body: encode(fields), signed: fields, ...more });

const contacts = async () => (await contactsOf(stage)).length;
const voice = () => `${stage.service.url}/twilio/voice`;

test.each(['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])(
  '%s with the parameters in the address is a call',
  async (method) => {
    const before = await contacts();
    const answer = await send(`/twilio/voice?${encode(arriving())}`, { method });
    expect(answer).toMatchObject({ status: 200, type: 'text/xml; charset=utf-8' });
    expect(answer.text).toMatch(/For English, press 1/);
    expect(await contacts()).toBe(before + 1);
  },
);

test('HEAD is answered without a word', async () => {
  expect(await send(`/twilio/voice?${encode(arriving())}`, { method: 'HEAD' })).toMatchObject({
    status: 200,
    text: '',
  });
});

test('a whole call by GET: the line’s number is set up so at the carrier, and the caller hears all the line says', async () => {
  stage.carrier.control.number(line, { voiceMethod: 'GET' });
  const someone = stage.phone(caller);
  someone.call(line);
  await stage.until('they hear the menu', () => someone.sentences().join(' ').includes('For English, press 1'));
  someone.press('1');
  await stage.until('they hear that nobody is on', () => someone.sentences().join(' ').includes('Nobody is here'), 60);
  someone.hangUp();
  await stage.pass(1);
  stage.carrier.control.number(line, { voiceMethod: 'POST' });
  expect(stage.carrier.control.alerts()).toEqual([]);
});

test.each([
  ['a slash at the end', '/twilio/voice/'],
  ['other letter case', '/Twilio/VOICE'],
  ['a slash too many', '//twilio//voice'],
  ['a query of their own', '/twilio/voice?from=console'],
])('the address with %s is the address', async (_what, path) => {
  const before = await contacts();
  expect((await post(path, arriving())).text).toMatch(/For English, press 1/);
  expect(await contacts()).toBe(before + 1);
});

test.each([
  ['text/plain', 'text/plain'],
  ['no type at all', null],
  ['another charset', 'application/x-www-form-urlencoded; charset=iso-8859-1'],
  ['a charset that nobody knows', 'application/x-www-form-urlencoded; charset=klingon'],
  ['multipart', 'multipart/form-data; boundary=x'],
])('a form said to be %s is still the form', async (_what, type) => {
  const form = arriving();
  const answer = await send('/twilio/voice', { body: new TextEncoder().encode(encode(form)), type, signed: form });
  expect(answer.text).toMatch(/For English, press 1/);
});

test('parameters given twice: the first one counts', async () => {
  const form = arriving();
  const body = `${encode(form)}&To=%2B15559999999&CallSid=CAother`;
  const signed = { ...form, To: [line, '+15559999999'], CallSid: [form['CallSid']!, 'CAother'] };
  expect((await send('/twilio/voice', { body, signed })).text).toMatch(/For English, press 1/);
});

test('a JSON body with its hash, and numbers under their other names', async () => {
  const { From, To, ...rest } = arriving();
  const body = JSON.stringify({ ...rest, Caller: From, Called: To, More: { deep: [] } });
  const hash = createHash('sha256').update(body).digest('hex');
  const answer = await send(`/twilio/voice?bodySHA256=${hash}`, { body, type: 'application/json' });
  expect(answer.text).toMatch(/For English, press 1/);
});

test.each([
  ['an empty body', '', {}],
  ['bad percent signs', '%zz=%', { '%zz': '%' }],
  ['JSON that breaks off', '{"CallSid":', { '{"CallSid":': '' }],
])('%s: the carrier is asked to come again with the whole form', async (_what, body, signed) => {
  const answer = await send('/twilio/voice', { body, signed: signed as Record<string, string> });
  expect(answer).toMatchObject({ status: 200 });
  expect(answer.text).toContain(`<Redirect method="POST">${voice()}?again=1</Redirect>`);
});

test('who comes back without a call twice hears the crisis number and goodbye, never silence', async () => {
  const once = await post('/twilio/voice?again=1', {});
  expect(once.text).toMatch(/We are sorry.*Lo sentimos.*<Pause.*again=2/s);
  const twice = await post('/twilio/voice?again=2', {});
  expect(twice.text).toMatch(/not able to take this call.*988 lifeline.*Goodbye.*Lo sentimos.*<Hangup\/>/s);
  expect(twice.text).not.toContain('Redirect');
});

test.each([
  ['a number that is no line', { To: '+15559999999' }],
  ['no number called', { To: '' }],
])('%s: sorry, the crisis number and goodbye', async (_what, change) => {
  const answer = await post('/twilio/voice', { ...arriving(), ...change });
  expect(answer.text).toMatch(/not able to take this call.*988 lifeline yourself, at \d( \d|, \d).*Goodbye/s);
});

test.each(['no caller', 'garbage', 'signs nobody may store'])(
  '%s where the caller’s number should be: a call like any other',
  async (what) => {
    const { From: _from, ...rest } = arriving();
    const form: Record<string, string> =
      what === 'no caller' ? rest : { ...rest, From: what === 'garbage' ? '☎' : '\0\0' };
    expect((await post('/twilio/voice', form)).text).toMatch(/For English, press 1/);
  },
);

test.each([
  '/twilio/voice/nowhere',
  '/twilio/voice/caller/unknown/hold?round=3',
  '/twilio/voice/caller/unknown/recorded',
  '/twilio/voice/caller/%00/hold',
  '/twilio/voice/caller/%zz/hold',
  '/twilio/voice/leg/unknown/unknown/offer',
  '/twilio/voice/leg/unknown/unknown/check-in',
  '/twilio/voice/callback/unknown/now',
  '/twilio/voice/callback/unknown/%E0%A4%A',
  '/twilio/voice/caller',
  '/twilio/other',
  '/twilio',
  '/voice',
  '/',
])('a live call at %s is led back to where calls begin, where it is taken', async (path) => {
  const form = arriving();
  const answer = await post(path, form);
  expect(answer).toMatchObject({ status: 200, type: 'text/xml; charset=utf-8' });
  const next = answer.text.match(/<Redirect method="POST">([^<]+)<\/Redirect><\/Response>$/)?.[1];
  expect(next).toBe(voice());
  expect((await post('/twilio/voice', form)).text).toMatch(/For English, press 1/);
});

test.each(['/twilio/voice/hold/nowhere?language=en', '/twilio/voice/callback-wait/nowhere'])(
  '%s: music that leads on',
  async (path) => {
    const answer = await post(path, { CallSid: 'CA-held' });
    expect(answer.text).toMatch(/<Play>.*<Redirect method="POST">.*\/hold\/nowhere/s);
  },
);

test('an announcement of nothing says nothing, and ends nothing', async () => {
  const answer = await post('/twilio/voice/announce/unknown/fiveMinutesLeft', { CallSid: 'CA-held' });
  expect(answer.text).toMatch(/<Response\/>$/);
});

test.each([
  '/twilio/voice/status',
  '/twilio/voice/leg/unknown/unknown/status',
  '/twilio/voice/leg/unknown/unknown/hint',
  '/twilio/voice/leg/%zz/unknown/status',
  '/twilio/voice/leg/%00/unknown/status',
  '/twilio/voice/conference/unknown',
  '/twilio/voice/conference/%zz',
  '/twilio/voice/caller/unknown/recording',
  '/twilio/messages/status/unknown',
])('news at %s: 204, by POST and by GET, whatever it says', async (path) => {
  const news = { CallSid: 'CA-gone', CallStatus: 'completed', RecordingSid: 'RE1', MessageStatus: 'delivered' };
  expect(await post(path, news)).toMatchObject({ status: 204, text: '' });
  expect(await send(`${path}?${encode(news)}`, { method: 'GET' })).toMatchObject({ status: 204, text: '' });
});

test('a call whose number leads to the address for news is led to where calls begin', async () => {
  expect((await post('/twilio/voice/status', arriving())).text).toContain(`>${voice()}</Redirect>`);
});

test('texts: every method, every address, an empty document; one for the wrong door is led to the right one', async () => {
  const text = { MessageSid: 'SM1', From: '+15559990001', To: '+15559999999', Body: 'hi' };
  const empty = { status: 200, type: 'text/xml; charset=utf-8', text: expect.stringMatching(/<Response ?\/>$/) };
  expect(await post('/twilio/messages', text)).toMatchObject(empty);
  expect(await send(`/twilio/messages?${encode(text)}`, { method: 'GET' })).toMatchObject(empty);
  expect(await post('/twilio/messages/', {})).toMatchObject(empty);
  expect(await post('/twilio/messages/nowhere', text)).toMatchObject(empty);
  expect(await send('/twilio/messages', { body: '%', signed: { '%': '' } })).toMatchObject(empty);
  expect((await post('/twilio/voice', text)).text).toContain(`>${stage.service.url}/twilio/messages</Redirect>`);
  expect((await post('/twilio/messages', arriving())).text).toContain(`>${voice()}</Redirect>`);
});

test.each([
  ['a little', 140_000],
  ['far', 2_000_000],
])('a signed form %s longer than the carrier ever sends is a call like any other', async (_what, length) => {
  const before = await contacts();
  const form = { ...arriving(), Note: 'x'.repeat(length) };
  expect((await post('/twilio/voice', form)).text).toMatch(/For English, press 1/);
  expect(await contacts()).toBe(before + 1);
});

test('a long signed body that says nothing leads back to where calls begin, also as JSON and in pieces of no said length', async () => {
  const again = `<Redirect method="POST">${voice()}?again=1</Redirect>`;
  expect((await post('/twilio/voice', { Note: 'x'.repeat(200_000) })).text).toContain(again);
  const body = JSON.stringify({ Note: 'x'.repeat(200_000) });
  const hash = createHash('sha256').update(body).digest('hex');
  expect((await send(`/twilio/voice?bodySHA256=${hash}`, { body, type: 'application/json' })).text).toContain(again);
  const form = { Note: 'x'.repeat(200_000) };
  const pieces = new Blob([encode(form)]).stream();
  expect((await send('/twilio/voice', { body: pieces, signed: form })).text).toContain(again);
});

test('a long text is taken, cut to what a text can be; a call with an endless name is led on', async () => {
  const text = { MessageSid: 'SM-long', From: '+15559990001', To: '+15559999999', Body: 'x'.repeat(300_000) };
  expect((await post('/twilio/messages', text)).text).toMatch(/<Response ?\/>$/);
  const endless = await post('/twilio/voice', { ...arriving(), CallSid: 'C'.repeat(300_000) });
  expect(endless).toMatchObject({ status: 200, type: 'text/xml; charset=utf-8' });
});

test('long and unsigned: refused, and so is what no memory should hold, has parameters by the thousand, or is packed', async () => {
  const forged = { 'x-twilio-signature': 'bm90IHRoZSBjYXJyaWVyJ3M=' };
  const long = { ...arriving(), Note: 'x'.repeat(2_000_000) };
  expect((await post('/twilio/voice', long, { headers: forged })).status).toBe(403);
  expect((await post('/twilio/voice', { ...arriving(), Note: 'x'.repeat(5_000_000) })).status).toBe(403);
  const many = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`n${index}`, '']));
  expect((await post('/twilio/voice', { ...arriving(), ...many })).status).toBe(403);
  const packed = { ...arriving() };
  expect((await post('/twilio/voice', packed, { headers: { 'content-encoding': 'rot13' } })).status).toBe(403);
});

test('many long bodies that never end keep nobody out, and take the memory of a few', async () => {
  const { port } = new URL(stage.service.url!);
  const endless = Array.from({ length: 12 }, () => {
    const socket = connect(Number(port), '127.0.0.1').on('error', () => undefined);
    socket.write(
      'POST /twilio/voice HTTP/1.1\r\nHost: x\r\nX-Twilio-Signature: x\r\nContent-Length: 2000000\r\n\r\nabc',
    );
    return socket;
  });
  expect((await post('/twilio/voice', arriving())).text).toMatch(/For English, press 1/);
  const long = async () => (await post('/twilio/voice', { ...arriving(), Note: 'x'.repeat(200_000) })).status;
  const comesTo = async (status: number) => {
    for (let tries = 0; tries < 400; tries += 1) if ((await long()) === status) return true;
    return false;
  };
  // While all places for long bodies are taken, one more is refused as soon as it is too long.
  expect(await comesTo(403)).toBe(true);
  for (const socket of endless) socket.destroy();
  expect(await comesTo(200)).toBe(true);
});

test('signed for another address than PUBLIC_BASE_URL: refused, said once in the log without a number, and on the list', async () => {
  const form = arriving();
  const before = await contacts();
  const signature = twilio.getExpectedTwilioSignature(token, 'https://warmline.example.net/twilio/voice', form);
  const refused = () =>
    post('/twilio/voice', form, {
      headers: {
        'x-twilio-signature': signature,
        'x-forwarded-host': 'warmline.example.net',
        'x-forwarded-proto': 'https',
      },
    });
  for (let time = 0; time < 3; time += 1) expect((await refused()).status).toBe(403);
  expect(await contacts()).toBe(before);
  const said = stage.logged.filter((entry) => entry.includes('calls are refused'));
  expect(said).toHaveLength(1);
  expect(said[0]).toContain('https://warmline.example.net');
  expect(said[0]).not.toContain(caller);
  expect((await attentionOf(stage)).map(({ kind }) => kind)).toEqual(['webhooks-refused']);
});

test('nothing was rung for all this', () => {
  expect(stage.carrier.control.calls({ to: numbers['ana']! })).toEqual([]);
  expect(stage.carrier.control.calls({ to: crisisLine })).toEqual([]);
});
