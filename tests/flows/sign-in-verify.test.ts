/** Where Twilio Verify makes the codes: sent and checked there, limited and bound here as ever, and never known to us (A1). */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { RestFault } from '../../infra/phone-lab/faults.ts';
import { openBrowserClient, type BrowserClient } from '../support/browser-client.ts';
import { caller, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { codeSentTo } from '../support/signed-in.ts';
import { evening } from '../support/texting.ts';

let stage: Stage;
let browser: BrowserClient;
const [ana, ben] = [numbers['ana']!, numbers['ben']!];
const sent = /^Your Phone lab verification code is: \d{6}$/;

beforeEach(async () => {
  const organisation = smallOrganisation({ ana: {}, ben: { languages: ['es'], as: null } });
  stage = await setStage({ organisation, at: evening, verifyServiceSid: `VA${'5'.repeat(32)}` });
  browser = newBrowser();
});
afterEach(() => stage.close());

const newBrowser = () => openBrowserClient(stage.service.url!);
const ask = (client: BrowserClient, phone: string, sentBy = 'text') => client.post('/sign-in/code', { phone, sentBy });
/** What became of a code typed: 200, or the kind of problem. */
async function type(client: BrowserClient, code: string): Promise<unknown> {
  const { status, body } = await client.post('/sign-in/code/check', { code });
  return status === 200 ? 200 : (body as { type: string }).type.replace('urn:warmline:problem:', '');
}
const otherThan = (code: string) => (code === '000000' ? '111111' : '000000');
const checks = () => [...stage.carrier.lab.verifications.values()].map((verification) => verification.checks);
const fails = (path: RegExp, does: RestFault['does'], times = 1) =>
  stage.carrier.control.faults.rest({ path, method: 'POST', does, times });
const sending = /Verifications$/;
const checking = /VerificationCheck$/;

describe('a code by Verify', () => {
  test('comes by text in the language of its person, lets in once, and is nowhere kept or logged', async () => {
    await ask(browser, ana);
    const replay = newBrowser();
    for (const [name, value] of browser.cookies) replay.cookies.set(name, value);
    const code = await codeSentTo(stage, ana);
    expect(await type(browser, code)).toBe(200);
    expect(await type(replay, code)).toBe('code-over');
    expect((await browser.get('/session')).body).toMatchObject({ signedIn: { person: { id: 'ana' } } });
    const other = newBrowser();
    await ask(other, ben);
    expect(await type(other, await codeSentTo(stage, ben))).toBe(200);
    expect(stage.phone(ben).texts()[0]?.body).toMatch(/^Su código/);

    const rows = await stage.rows<{ kept: string }>(
      `SELECT to_jsonb(c) - 'verification_id' AS kept FROM sign_in_codes c`,
    );
    const [texts] = await stage.rows<{ count: number }>('SELECT count(*)::int AS count FROM texts');
    for (const secret of [ana, code]) expect(JSON.stringify(rows) + stage.logged.join('')).not.toContain(secret);
    expect(texts).toEqual({ count: 0 });
    stage.expects({ texts: { ana: [sent], ben: [/^Su código/] } });
  });

  test('can be spoken in a call', async () => {
    await ask(browser, ana, 'call');
    await stage.until('the phone rings', () => stage.phone(ana).state() === 'ringing');
    stage.phone(ana).answer();
    await stage.pass(2);
    const spoken = /code is: ([\d, ]+)\./.exec(stage.phone(ana).sentences().join(' '))?.[1] ?? '';
    expect(await type(browser, spoken.replaceAll(', ', ''))).toBe(200);
  });

  test('lets one of two in that come at once', async () => {
    stage.carrier.control.expectText(ana);
    await ask(browser, ana);
    const code = await codeSentTo(stage, ana);
    const twin = newBrowser();
    for (const [name, value] of browser.cookies) twin.cookies.set(name, value);
    const came = await Promise.all([type(browser, code), type(twin, code)]);
    expect(came.filter((what) => what === 200)).toHaveLength(1);
  });

  test('may be wrong five times; the sixth is not even asked about', async () => {
    stage.carrier.control.expectText(ana);
    await ask(browser, ana);
    const code = await codeSentTo(stage, ana);
    for (let tries = 0; tries < 5; tries += 1) expect(await type(browser, otherThan(code))).toBe('code-wrong');
    expect(await type(browser, code)).toBe('code-over');
    expect(checks()).toEqual([5]);
  });

  test('is over after ten minutes', async () => {
    stage.carrier.control.expectText(ana);
    await ask(browser, ana);
    const code = await codeSentTo(stage, ana);
    await stage.jump(601);
    expect(await type(browser, code)).toBe('code-over');
    expect(checks()).toEqual([0]);
  });
});

describe('a code opens the browser that asked for it', () => {
  test('and no other: neither one that asked for nothing, nor for somebody else', async () => {
    await ask(browser, ana);
    const code = await codeSentTo(stage, ana);
    expect(await type(newBrowser(), code)).toBe('code-over');
    const other = newBrowser();
    await ask(other, ben);
    await stage.pass(2);
    expect(await type(other, code)).toBe('code-wrong');
    expect(await type(browser, code)).toBe(200);
    stage.expects({ texts: { ana: [sent], ben: [/^Su código/] } });
  });

  test('and one that asked for the same person later takes it from nobody: whoever types it first is in, once', async () => {
    await ask(browser, ana);
    const code = await codeSentTo(stage, ana);
    const later = newBrowser();
    await ask(later, ana);
    expect(await codeSentTo(stage, ana)).toBe(code);
    expect(await type(browser, code)).toBe(200);
    expect(await type(later, code)).toBe('code-wrong');
    expect(await type(newBrowser(), code)).toBe('code-over');
    expect((await later.get('/session')).body).toMatchObject({ signedIn: null });
    stage.expects({ texts: { ana: [sent, sent] } });
  });

  test('one that tries wrong codes uses up its own tries; whoever asks again has a new one', async () => {
    await ask(browser, ana);
    const first = await codeSentTo(stage, ana);
    const other = newBrowser();
    await ask(other, ana);
    await stage.pass(2);
    for (let tries = 0; tries < 5; tries += 1) expect(await type(other, otherThan(first))).toBe('code-wrong');
    expect(await type(other, first)).toBe('code-over');
    // Verify itself counts to five for all of them together.
    expect(await type(browser, first)).toBe('code-wrong');
    const again = newBrowser();
    await ask(again, ana);
    const second = await codeSentTo(stage, ana);
    expect(await type(other, second)).toBe('code-over');
    // It opens the first as well: it asked for this phone, and its own ten minutes and tries are not over.
    expect(await type(browser, second)).toBe(200);
    expect(await type(again, second)).toBe('code-wrong');
    stage.expects({ texts: { ana: [sent, sent, sent] } });
  });

  test('a code with little time left is followed by a new one, for whoever asked in these ten minutes', async () => {
    await ask(browser, ana);
    const first = await codeSentTo(stage, ana);
    await stage.jump(8 * 60);
    await ask(newBrowser(), ana);
    const second = await codeSentTo(stage, ana);
    if (first !== second) expect(await type(browser, first)).toBe('code-wrong');
    expect(await type(browser, second)).toBe(200);
    stage.expects({ texts: { ana: [sent, sent] } });
  });

  test('of two that asked in one moment one is let in', async () => {
    const clients = [newBrowser(), newBrowser()];
    await Promise.all(clients.map((client) => ask(client, ana)));
    await stage.pass(5);
    const code = await codeSentTo(stage, ana);
    const came = await Promise.all(clients.map((client) => type(client, code)));
    expect(new Set(came)).toEqual(new Set([200, 'code-wrong']));
    // Whether it was sent once or twice depends on who was quicker.
    const codes = stage.phone(ana).texts().length;
    expect([1, 2]).toContain(codes);
    stage.expects({ texts: { ana: Array.from({ length: codes }, () => sent) } });
  });
});

describe('while Verify fails', () => {
  test('nobody is let in, no try is lost, and a stranger hears the same', async () => {
    stage.carrier.control.expectText(ana);
    await ask(browser, ana);
    const stranger = newBrowser();
    await ask(stranger, caller);
    const code = await codeSentTo(stage, ana);
    const ways: RestFault['does'][] = [
      ...([429, 500, 401] as const).map((status) => ({ kind: 'status' as const, status })),
      { kind: 'drop' },
    ];
    for (const does of ways) {
      fails(checking, does, 4);
      for (const client of [browser, stranger, browser, stranger]) expect(await type(client, code)).toBe('code-away');
    }
    expect((await browser.get('/session')).body).toMatchObject({ signedIn: null });
    expect(await type(stranger, code)).toBe('code-wrong');
    expect(await type(browser, code)).toBe(200);
    expect(stage.logged.join('')).not.toContain(code);
  });

  test('an answer that is lost lets nobody in, though Verify took the code for right', async () => {
    stage.carrier.control.expectText(ana);
    await ask(browser, ana);
    const code = await codeSentTo(stage, ana);
    fails(checking, { kind: 'act-and-drop' });
    expect(await type(browser, code)).toBe('code-away');
    expect(await type(browser, code)).toBe('code-wrong');
  });

  test('a code that could not be sent is sent a little later', async () => {
    stage.carrier.control.expectText(ana);
    fails(sending, { kind: 'status', status: 429 });
    expect(await ask(browser, ana)).toMatchObject({ status: 200 });
    await stage.until('the code comes', () => stage.phone(ana).texts().length > 0);
    expect(await type(browser, await codeSentTo(stage, ana))).toBe(200);
  });

  test('a code that could not be sent is not sent any more once another browser has asked', async () => {
    stage.carrier.control.expectText(ana);
    fails(sending, { kind: 'status', status: 429 });
    await ask(browser, ana);
    await stage.pass(0.2);
    const later = newBrowser();
    await ask(later, ana);
    await stage.pass(10);
    expect(await type(later, await codeSentTo(stage, ana))).toBe(200);
    stage.expectNothingElse();
  });

  test('a code that may have been sent is sent again, the same', async () => {
    fails(sending, { kind: 'act-and-drop' });
    await ask(browser, ana);
    await stage.until('the code comes twice', () => stage.phone(ana).texts().length === 2);
    const [first, second] = stage.phone(ana).texts();
    expect(first?.body).toBe(second?.body);
    expect(await type(browser, await codeSentTo(stage, ana))).toBe(200);
    stage.expects({ texts: { ana: [sent, sent] } });
  });

  test('whoever asks hears nothing of it, known or not', async () => {
    fails(sending, { kind: 'status', status: 500 }, 100);
    const [known, stranger] = [await ask(browser, ana), await ask(newBrowser(), caller)];
    await stage.settle();
    expect([known.status, known.body]).toEqual([stranger.status, stranger.body]);
    expect(await type(browser, '123456')).toBe('code-wrong');
  });
});

test('a stranger is answered as somebody known is, and nothing is sent', async () => {
  const asIf = async (phone: string) => {
    const [first, second] = [newBrowser(), newBrowser()];
    const answers: unknown[] = [(await ask(first, phone)).body];
    await stage.pass(2);
    answers.push(await type(first, '12345'), (await ask(second, phone, 'call')).body);
    await stage.pass(2);
    // A code is right by chance once in a hundred thousand.
    for (const client of [first, second, first])
      for (const code of ['000000', '999999']) answers.push(await type(client, code));
    return answers;
  };
  expect(await asIf(caller)).toEqual(await asIf(ana));
  expect(stage.phone(caller).texts()).toEqual([]);
  expect([...stage.carrier.lab.verifications.values()].map(({ to }) => to)).toEqual([ana]);
  stage.expects({ calls: { ana: 1 }, texts: { ana: [sent] } });
});

test('the limits hold: after five the page is asked to wait, and no more is sent', async () => {
  const answers = [];
  for (let asked = 0; asked < 6; asked += 1) {
    answers.push((await ask(newBrowser(), ana)).status);
    await stage.pass(1);
  }
  expect(answers).toEqual([200, 200, 200, 200, 200, 429]);
  stage.expects({ texts: { ana: [sent, sent, sent, sent, sent] } });
});
