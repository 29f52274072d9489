import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LabState } from '../../infra/phone-lab/lab-view.ts';
import { startPhoneLab, type PhoneLab } from '../../infra/phone-lab/server.ts';
import { labAt } from '../../src/cli/phone-lab-client.ts';
import { ACCOUNT_SID, AUTH_TOKEN, CALLER, LINE, setStage, type Stage } from '../support/carrier-phones.ts';

const ANA = '+15550200001';
let stage: Stage;
let lab: PhoneLab;
let dataDir: string;
beforeEach(async () => {
  stage = await setStage();
  dataDir = mkdtempSync(join(tmpdir(), 'phone-lab-'));
  lab = await startPhoneLab({
    clock: stage.clock,
    port: 0,
    serviceBaseUrl: stage.serviceUrl,
    lines: [{ id: 'main', name: 'The Line', phoneNumber: LINE }],
    people: [{ name: 'Ana', phone: ANA }],
    accountSid: ACCOUNT_SID,
    authToken: AUTH_TOKEN,
    dataDir,
  });
});
afterEach(async () => {
  await lab.stop();
  await stage.close();
  rmSync(dataDir, { recursive: true });
});

const pass = (seconds: number) => stage.clock.advance(seconds * 1000, () => lab.carrier.idle());
const phone = (state: LabState, number: string) => state.phones.find((one) => one.number === number)!;

test('a call by the control interface, told in words', async () => {
  const client = labAt(lab.url);
  stage.on('/twilio/voice', '<Gather numDigits="1" action="/twilio/key"><Say language="es-ES">Hola</Say></Gather>');
  stage.on('/twilio/key', '<Say>Goodbye</Say>');
  expect(await client.act(CALLER, 'call', { line: LINE })).toBe(true);
  await pass(0);
  expect(phone(await client.state(), CALLER)).toMatchObject({
    name: 'Caller',
    role: 'caller',
    state: 'listening',
    other: 'The Line',
  });
  expect(await client.act(CALLER, 'call', { line: LINE })).toBe(false);
  expect(await client.act(CALLER, 'press', { keys: '1' })).toBe(true);
  await pass(5);
  const { story, state } = phone(await client.state(), CALLER);
  expect(state).toBe('idle');
  expect(story.map((entry) => entry.text)).toEqual([
    'Calls The Line.',
    'Hola',
    'Presses 1.',
    'Goodbye',
    'Call over: the call was ended for you.',
  ]);
  expect(story[1]?.language).toBe('es-ES');
  expect(stage.hits.every((hit) => hit.signed)).toBe(true);
});

test('what is heard at each moment: words for as long as they last, a tone, music, and nothing in no call', async () => {
  const client = labAt(lab.url);
  const hears = async (number: string) => phone(await client.state(), number).hears;
  stage.on(
    '/twilio/voice',
    '<Say language="es-ES">Hola a todos</Say><Play>https://music.test/hold.wav</Play><Dial><Number>+15550200009</Number></Dial>',
  );
  expect(await hears(CALLER)).toBeNull();
  await client.act(CALLER, 'call', { line: LINE });
  await pass(0);
  const untilMs = stage.clock.nowMs() + 1_200;
  expect(await hears(CALLER)).toEqual({ kind: 'speech', text: 'Hola a todos', language: 'es-ES', untilMs });
  await pass(2);
  expect(await hears(CALLER)).toEqual({ kind: 'music', text: '' });
  await pass(5);
  expect([await hears(CALLER), await hears('+15550200009')]).toEqual([
    { kind: 'ringing', text: '' },
    { kind: 'rings', text: '' },
  ]);
  await client.act('+15550200009', 'answer');
  await pass(1);
  expect(await hears(CALLER)).toEqual({ kind: 'quiet', text: '' });
  await client.act('+15550200009', 'say', { text: 'Here I am' });
  expect(await hears(CALLER)).toEqual({ kind: 'voice', text: 'Here I am', from: '+15550200009' });
});

test('a phone behaves as somebody at the page chose, and as nobody can choose not', async () => {
  const client = labAt(lab.url);
  expect(await client.act(ANA, 'behave', { rings: 'machine', texts: 'landline' })).toBe(true);
  expect(phone(await client.state(), ANA)).toMatchObject({ rings: 'machine', texts: 'landline', automatic: true });
  expect(await client.act(ANA, 'behave', { rings: 'waits' })).toBe(true);
  expect(phone(await client.state(), ANA)).toMatchObject({ rings: 'waits', texts: 'landline', automatic: false });
  expect(await client.act(ANA, 'behave', { rings: 'explodes' })).toBe(false);
});

test('texts go both ways, and are part of the story', async () => {
  const client = labAt(lab.url);
  stage.on('/twilio/messages', '<Message>You are on now</Message>');
  await client.act(ANA, 'text', { to: LINE, body: 'ON' });
  await pass(1);
  expect(phone(await client.state(), ANA).story.map((entry) => entry.text)).toEqual([
    'To The Line: ON',
    'The Line: You are on now',
  ]);
});

test('who watches is told the state and each line of the story', async () => {
  const client = labAt(lab.url);
  const states: LabState[] = [];
  const lines: string[] = [];
  const watching = new AbortController();
  const isRinging = new Promise<void>((resolve) => {
    void client.watch(
      {
        state: (state) => (states.push(state), phone(state, ANA).state === 'ringing' && resolve()),
        story: (line) => void lines.push(`${line.name}: ${line.text}`),
      },
      watching.signal,
    );
  });
  while (states.length === 0) await new Promise((resolve) => setImmediate(resolve));
  await fetch(`${lab.apiBaseUrl}/2010-04-01/Accounts/${ACCOUNT_SID}/Calls.json`, {
    method: 'POST',
    headers: { Authorization: `Basic ${Buffer.from(`${ACCOUNT_SID}:${AUTH_TOKEN}`).toString('base64')}` },
    body: new URLSearchParams({ From: LINE, To: ANA, Url: `${stage.serviceUrl}/offer` }),
  });
  await pass(1);
  await isRinging;
  watching.abort();
  expect(lines).toEqual(['Ana: Rings: The Line is calling.']);
});

test('the command line finds the lab by the file it leaves, which goes when it stops', async () => {
  const file = join(dataDir, 'phone-lab.json');
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ url: lab.url, apiBaseUrl: lab.apiBaseUrl });
  await lab.stop();
  expect(existsSync(file)).toBe(false);
  lab = { ...lab, stop: async () => {} };
});

test('pages of other sites, and other names for this machine, are refused', async () => {
  const url = new URL(`phones/${encodeURIComponent(CALLER)}/call`, lab.url);
  const asText = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'text/plain' },
    body: JSON.stringify({ line: LINE }),
  });
  const withoutBody = await fetch(url, { method: 'POST' });
  const otherName = await new Promise<number | undefined>((resolve) =>
    request(new URL('state', lab.url), { headers: { Host: 'lab.attacker.example' } }, (res) =>
      resolve(res.resume().statusCode),
    ).end(),
  );
  expect([asText.status, withoutBody.status, otherName]).toEqual([403, 403, 403]);
  expect((await fetch(lab.url)).headers.get('content-type')).toContain('text/html');
});

test('what cannot be done is refused with a sentence', async () => {
  const answer = await fetch(new URL(`phones/${encodeURIComponent(ANA)}/answer`, lab.url), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: '{}',
  });
  expect([answer.status, await answer.json()]).toEqual([409, { error: `phone ${ANA} is in no call` }]);
});
