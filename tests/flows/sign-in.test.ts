/** People come in with their phone and a code; nobody can tell who is known, and a code opens only the browser that asked for it (A1, A3). */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { endSessions } from '../../src/access/sessions.ts';
import { openBrowserClient, type BrowserClient } from '../support/browser-client.ts';
import { caller, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';

let stage: Stage;
let browser: BrowserClient;
const ana = numbers['ana']!;

beforeEach(async () => {
  const organisation = smallOrganisation({ ana: {}, ben: { roles: ['coordinator'], as: null } });
  stage = await setStage({ organisation, at: '2026-11-10T18:00:00-06:00' });
  browser = openBrowserClient(stage.service.url!);
});
afterEach(() => stage.close());

async function codeSentTo(number: string): Promise<string> {
  await stage.pass(2);
  const words = stage.phone(number).texts().at(-1)?.body ?? '';
  return /\b(\d{6})\b/.exec(words)?.[1] ?? '';
}

async function signIn(client: BrowserClient, number: string) {
  await client.post('/sign-in/code', { phone: number });
  return client.post('/sign-in/code/check', { code: await codeSentTo(number) });
}

describe('a code by text', () => {
  test('lets its person in, says who they are and what they may do, until they sign out', async () => {
    stage.carrier.control.expectText(ana);
    const entered = await signIn(browser, ana);
    expect(entered).toMatchObject({ status: 200, body: { person: { id: 'ana' }, strength: 'code' } });
    const there = await browser.get('/session');
    expect(there.body).toMatchObject({
      signedIn: { person: { id: 'ana' }, may: expect.arrayContaining(['shifts.own']) },
    });
    expect(JSON.stringify(there.body)).not.toContain(ana);
    const kept = new Map(browser.cookies);
    await browser.delete('/session');
    for (const [name, value] of kept) browser.cookies.set(name, value);
    expect((await browser.get('/session')).body).toMatchObject({ signedIn: null });
    stage.expectNothingElse();
  });

  test('whoever comes with a session that is over is told so, and nobody else', async () => {
    stage.carrier.control.expectText(ana);
    expect((await browser.get('/session')).body).toMatchObject({ signedIn: null, ended: false });
    await signIn(browser, ana);
    expect((await browser.get('/session')).body).toMatchObject({ signedIn: { person: { id: 'ana' } }, ended: false });
    const { room } = stage.service.deps;
    await endSessions(room, { personId: 'ana' }, 'expired');
    for (const _ of [1, 2]) expect((await browser.get('/session')).body).toMatchObject({ signedIn: null, ended: true });
    await browser.delete('/session');
    expect((await browser.get('/session')).body).toMatchObject({ signedIn: null, ended: false });
  });

  test('holds for as long as the phone is used, and the phone keeps it', async () => {
    stage.carrier.control.expectText(ana);
    const { headers } = await signIn(browser, ana);
    const days = 24 * 3_600;
    const kept = /^warmline=.*Max-Age=(\d+)/.exec(headers.getSetCookie().join('\n'))?.[1];
    const times = 3;
    for (let time = 0; time < times; time += 1) {
      await stage.jump(20 * days);
      expect((await browser.get('/session')).body).toMatchObject({ signedIn: { person: { id: 'ana' } } });
    }
    expect(Number(kept)).toBeGreaterThan(times * 20 * days);
  });

  test('is of use only once, only where it was asked for, and only five times wrong', async () => {
    stage.carrier.control.expectText(ana);
    await browser.post('/sign-in/code', { phone: ana });
    const code = await codeSentTo(ana);
    const other = openBrowserClient(stage.service.url!);
    expect(await other.post('/sign-in/code/check', { code })).toMatchObject({ status: 401 });
    const wrong = code === '000000' ? '111111' : '000000';
    for (let tries = 0; tries < 5; tries += 1)
      expect((await browser.post('/sign-in/code/check', { code: wrong })).body).toMatchObject({
        type: 'urn:warmline:problem:code-wrong',
      });
    expect((await browser.post('/sign-in/code/check', { code })).body).toMatchObject({
      type: 'urn:warmline:problem:code-over',
    });
    stage.expectNothingElse();
  });

  test('lets one of two in that come at once with it', async () => {
    stage.carrier.control.expectText(ana);
    await browser.post('/sign-in/code', { phone: ana });
    const code = await codeSentTo(ana);
    const twin = openBrowserClient(stage.service.url!);
    for (const [name, value] of browser.cookies) twin.cookies.set(name, value);
    const came = await Promise.all([browser, twin].map((one) => one.post('/sign-in/code/check', { code })));
    expect(new Set(came.map(({ status }) => status))).toEqual(new Set([200, 401]));
  });

  test('is over after ten minutes', async () => {
    stage.carrier.control.expectText(ana);
    await browser.post('/sign-in/code', { phone: ana });
    const code = await codeSentTo(ana);
    await stage.jump(601);
    expect((await browser.post('/sign-in/code/check', { code })).body).toMatchObject({
      type: 'urn:warmline:problem:code-over',
    });
  });

  test('is answered alike for a stranger, to whom nothing is sent', async () => {
    stage.carrier.control.expectText(ana);
    const known = await browser.post('/sign-in/code', { phone: ana });
    const stranger = await openBrowserClient(stage.service.url!).post('/sign-in/code', { phone: caller });
    await stage.settle();
    expect(stranger.status).toBe(known.status);
    expect(stranger.body).toEqual(known.body);
    expect(stage.phone(caller).texts()).toEqual([]);
    stage.expectNothingElse();
  });

  test('can be spoken in a call to the phone instead', async () => {
    stage.carrier.control.expectCall(ana);
    await browser.post('/sign-in/code', { phone: ana, sentBy: 'call' });
    await stage.until('the phone rings', () => stage.phone(ana).state() === 'ringing');
    stage.phone(ana).answer();
    await stage.pass(2);
    const digits = /code to sign in: ([\d, ]+)\./.exec(stage.phone(ana).sentences().join(' '))?.[1] ?? '';
    const code = digits.replaceAll(', ', '');
    expect(await browser.post('/sign-in/code/check', { code })).toMatchObject({ status: 200 });
  });

  test('is not sent again and again: after five the page is asked to wait', async () => {
    for (let asked = 0; asked < 5; asked += 1) stage.carrier.control.expectText(ana);
    const answers = [];
    for (let asked = 0; asked < 6; asked += 1)
      answers.push((await browser.post('/sign-in/code', { phone: ana })).status);
    expect(answers).toEqual([200, 200, 200, 200, 200, 429]);
    await stage.settle();
    stage.expectNothingElse();
  });
});

describe('what a session opens', () => {
  test('a coordinator with a code alone has a volunteer’s pages and nothing more', async () => {
    stage.carrier.control.expectText(numbers['ben']!);
    const { body } = await signIn(browser, numbers['ben']!);
    const { may } = body as { may: string[] };
    expect(may).toContain('me.read');
    expect(may).not.toContain('board.read');
    expect(await browser.get('/keys')).toMatchObject({ status: 403 });
  });

  test('a change that comes from another site is refused', async () => {
    stage.carrier.control.expectText(ana);
    await signIn(browser, ana);
    const foreign = { origin: 'https://elsewhere.example' };
    expect(await browser.post('/sign-in/code', { phone: ana }, foreign)).toMatchObject({ status: 403 });
  });

  test('somebody who is retired is out at once', async () => {
    stage.carrier.control.expectText(ana);
    await signIn(browser, ana);
    await stage.load(smallOrganisation({ ben: { roles: ['coordinator'] } }));
    expect((await browser.get('/session')).body).toMatchObject({ signedIn: null });
  });

  test('a field that is wrong is named, and what is no JSON is said to be none', async () => {
    expect((await browser.post('/sign-in/code', { phone: '12' })).body).toMatchObject({
      status: 400,
      fields: [{ path: 'body.phone' }],
    });
    expect((await browser.post('/sign-in/code', '{"phone":')).body).toMatchObject({ status: 400 });
    expect(await browser.get('/nowhere')).toMatchObject({
      status: 404,
      body: { type: 'urn:warmline:problem:not-found' },
    });
  });
});
