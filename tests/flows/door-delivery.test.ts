/** However a call or a text is delivered, what the carrier signed leads on: to a peer, back to where calls begin, or to the crisis number. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import twilio from 'twilio';
import { caller, crisisLine, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
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
  body?: string | Uint8Array;
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
    ...(body === undefined ? {} : { body }),
  });
  return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
}

const encode = (fields: Record<string, string>) => new URLSearchParams(fields).toString();
const post = (path: string, fields: Record<string, string>, more: Partial<Sending> = {}) =>
  send(path, { body: encode(fields), signed: fields, ...more });

const contacts = async () => (await stage.rows<{ n: number }>('SELECT count(*)::int AS n FROM contacts'))[0]?.n ?? 0;
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

test('a body far too long, or packed as nobody can read it: refused, for nothing shows that it is the carrier’s', async () => {
  const form = { ...arriving(), Note: 'x'.repeat(2_000_000) };
  expect((await post('/twilio/voice', form)).status).toBe(403);
  const packed = { ...arriving() };
  expect((await post('/twilio/voice', packed, { headers: { 'content-encoding': 'rot13' } })).status).toBe(403);
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
  expect(await stage.rows('SELECT kind FROM attention')).toEqual([{ kind: 'webhooks-refused' }]);
});

test('nothing was rung for all this', () => {
  expect(stage.carrier.control.calls({ to: numbers['ana']! })).toEqual([]);
  expect(stage.carrier.control.calls({ to: crisisLine })).toEqual([]);
});
