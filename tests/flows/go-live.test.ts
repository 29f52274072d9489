/** Going live: each check fails, is on the list of what needs attention and in the figures, and leaves both once it is mended; a test call is heard, or not (O1). */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { noteLastBackup } from '../../src/operations/last-backup.ts';
import { enterWithApp } from '../support/authenticator.ts';
import type { BrowserClient } from '../support/browser-client.ts';
import { line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { attentionOf } from '../support/stored.ts';
import { setStage, type Stage } from '../support/stage.ts';

let stage: Stage;
let host: Server;
let grace: BrowserClient;
let hosted: string | null;
const gracePhone = numbers['grace']!;

async function setLine(): Promise<void> {
  hosted = null;
  host = createServer((_request, response) => response.writeHead(hosted === null ? 404 : 200).end(hosted ?? ''));
  await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
  const organisation = smallOrganisation({ ana: {}, grace: { roles: ['coordinator'], as: null, languages: ['es'] } });
  const fallbackUrl = `http://127.0.0.1:${(host.address() as AddressInfo).port}/fallback.xml`;
  stage = await setStage({ organisation, at: '2026-11-10T18:00:00-06:00' });
  stage.service.deps.config.twilio.fallbackUrl = fallbackUrl;
  stage.carrier.control.number(line, { voiceFallbackUrl: fallbackUrl });
  ({ client: grace } = await enterWithApp(stage, 'grace'));
}
afterEach(async () => {
  await stage.close();
  host.close();
});

type List = { testCall: string; checks: { check: string; state: string; why: string | null }[] };
const statesIn = ({ checks }: List) => Object.fromEntries(checks.map(({ check, state }) => [check, state]));
const checked = async () => {
  const answer = await grace.post('/go-live/check', {});
  expect(answer.status).toBe(200);
  return statesIn(answer.body as List);
};
const unwell = async () =>
  (await attentionOf(stage))
    .filter(({ kind, doneBy }) => kind === 'service-unwell' && doneBy === null)
    .map(({ subject }) => subject);
const figureOf = async (check: string) => {
  // What was told a moment ago is told again.
  await stage.pass(6);
  const figures = await (await fetch(`${stage.service.url}/metrics`)).text();
  return Number(new RegExp(`^warmline_go_live_state\\{check="${check}"\\} (\\d)`, 'm').exec(figures)?.[1]);
};

test('each check fails and is mended, when it is asked for and by itself', async () => {
  await setLine();
  const { room, config } = stage.service.deps;
  expect((await grace.get('/go-live')).body).toMatchObject({ lab: false, lookedAt: null, testCall: 'none' });
  // The document is not there, and nobody has made a backup, ticked or called.
  expect(await checked()).toEqual({
    'public-address': 'ok',
    carrier: 'ok',
    numbers: 'ok',
    'status-callbacks': 'ok',
    fallback: 'wrong',
    backup: 'open',
    'opt-out': 'open',
    'sender-registration': 'open',
    secret: 'open',
    'test-call': 'open',
  });
  expect(await unwell()).toEqual(['fallback']);
  expect(await figureOf('fallback')).toBe(2);
  hosted = `<Response><Redirect>${config.publicBaseUrl}/twilio/voice</Redirect></Response>`;
  expect(await checked()).toMatchObject({ fallback: 'ok' });
  expect(await unwell()).toEqual([]);
  expect(await figureOf('fallback')).toBe(0);
  expect(await figureOf('secret')).toBe(1);

  stage.carrier.control.number(line, { statusCallback: 'https://elsewhere.example/status' });
  expect(await checked()).toMatchObject({ numbers: 'ok', 'status-callbacks': 'wrong' });
  stage.carrier.control.number(line, {
    statusCallback: `${stage.service.url}/twilio/voice/status`,
    voiceUrl: 'https://elsewhere.example/voice',
  });
  expect(await checked()).toMatchObject({ numbers: 'wrong', 'status-callbacks': 'ok' });
  stage.carrier.control.number(line, { voiceUrl: `${stage.service.url}/twilio/voice` });
  stage.carrier.control.faults.rest({ path: /^IncomingPhoneNumbers/, does: { kind: 'status', status: 401 }, times: 1 });
  expect(await checked()).toMatchObject({ carrier: 'wrong', numbers: 'open' });
  expect(await unwell()).toEqual(['carrier']);

  // The account is right again, and nobody asks: the service sees it by itself, a day later.
  hosted = '<Response/>';
  await stage.jump(24 * 3600);
  await stage.pass(200);
  expect(await unwell()).toEqual(['fallback']);
  // Nobody is signed in for a day without being seen.
  ({ client: grace } = await enterWithApp(stage, 'grace'));
  expect(statesIn((await grace.get('/go-live')).body as List)).toMatchObject({ carrier: 'ok', fallback: 'wrong' });
  stage.expects({ texts: { ana: [/^Your next shift/] } });
  expect(JSON.stringify((await grace.get('/go-live')).body)).not.toContain(line.slice(1));

  const address = config.publicBaseUrl;
  config.publicBaseUrl = 'http://127.0.0.1:9';
  expect(await checked()).toMatchObject({ 'public-address': 'wrong' });
  config.publicBaseUrl = address;
  // Ages of backups are told by the machine's own clock.
  await noteLastBackup(room.pool as never, { atMs: Date.now(), bytes: 1, release: '1' });
  for (const check of ['opt-out', 'sender-registration', 'secret'])
    expect((await grace.put(`/go-live/ticks/${check}`, { done: true })).status).toBe(200);
  hosted = `<Response><Redirect>${address}/twilio/voice</Redirect></Response>`;
  expect(Object.entries(await checked()).filter(([, state]) => state !== 'ok')).toEqual([['test-call', 'open']]);
  await grace.put('/go-live/ticks/secret', { done: false });
  expect(statesIn((await grace.get('/go-live')).body as List)).toMatchObject({ secret: 'open', 'opt-out': 'ok' });
});

test('a test call: refused, not picked up, picked up by a machine, and heard; one at a time, and never rung twice', async () => {
  await setLine();
  const call = () => grace.post('/go-live/test-call', {});
  const testCall = async () => ((await grace.get('/go-live')).body as List).testCall;
  const phone = stage.phone(gracePhone);

  stage.carrier.control.faults.rest({ path: /^Calls/, does: { kind: 'status', status: 401 }, times: 1 });
  expect((await call()).body).toMatchObject({ testCall: 'open' });
  await stage.settle();
  expect(await testCall()).toBe('refused');

  await call();
  await stage.until('it rings', () => phone.state() === 'ringing');
  expect(await call()).toMatchObject({ status: 422, body: { detail: expect.stringContaining('en curso') as unknown } });
  await stage.pass(40);
  expect([phone.state(), await testCall()]).toEqual(['idle', 'not-heard']);

  await call();
  await stage.until('it rings', () => phone.state() === 'ringing');
  phone.answer();
  // A machine picks up and says nothing that counts.
  await stage.pass(60);
  expect([phone.state(), await testCall()]).toEqual(['idle', 'not-heard']);
  expect(statesIn((await grace.get('/go-live')).body as List)).toMatchObject({ 'test-call': 'open' });

  await call();
  await stage.until('it rings', () => phone.state() === 'ringing');
  phone.answer();
  await stage.pass(2);
  expect(phone.sentences().at(-1)).toContain('llamada de prueba de');
  phone.press('1');
  await stage.pass(10);
  expect([phone.state(), await testCall()]).toEqual(['idle', 'heard']);
  expect(statesIn((await grace.get('/go-live')).body as List)).toMatchObject({ 'test-call': 'ok' });
  stage.expects({ calls: { grace: 3 } });
  expect(stage.logged.join()).not.toContain(gracePhone.slice(1));
});
