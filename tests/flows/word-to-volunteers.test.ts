/** A word from a coordinator to those chosen: said before whom it reaches, by day, each once, with what became of it; what has not gone can be cancelled (O9). */
import { afterEach, expect, test } from '@jest/globals';
import type { OrganisationFile } from '../../src/organisation/organisation-file.ts';
import { sessionHeaders } from '../support/api-askers.ts';
import { openBrowserClient, type BrowserClient } from '../support/browser-client.ts';
import { diedWithText } from '../support/by-hand.ts';
import { numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { auditOf, attentionOf, storedTextsOf } from '../support/stored.ts';
import { evening, texting, type Texting } from '../support/texting.ts';

let stage: Stage;
let dev: BrowserClient;
let texts: Texting;
afterEach(() => stage.close());

const id = '7d0f2c3a-6d43-4c88-9c3e-0a53d0b1b0c7';
const words = 'the phones move to a new room on Friday. Nothing changes for you.';
const heard = `From your coordinators: ${words}`;
const volunteers = ['ana', 'ben', 'cleo', 'elena', 'farid', 'grace'] as const;
const coordinator = { as: null, roles: ['coordinator' as const] };

type Counts = Record<'waiting' | 'sent' | 'delivered' | 'failed' | 'dropped' | 'cancelled', number>;
type Shown = { id: string; words: string | null; parts: number; cancelled: boolean; counts: Counts };

async function open(organisation: OrganisationFile): Promise<void> {
  stage = await setStage({ organisation, at: evening });
  await signIn();
  texts = texting(stage);
}
async function signIn(): Promise<void> {
  const headers = await sessionHeaders(stage, 'dev', { strength: 'second', provedMinutesAgo: 11 });
  dev = openBrowserClient(stage.service.url!, headers);
}
const send = (more: object = {}, headers?: Record<string, string>) =>
  dev.post('/bulletins', { id, words, ...more }, headers);
const latest = async () => ((await dev.get('/bulletins')).body as { bulletins: Shown[] }).bulletins[0]!;
const news = () => volunteers.map((one) => texts.news(numbers[one]!).length);

test('it waits for the morning and the end of a break, leaves out who silenced us or is away, says who was not reached, and is sent once', async () => {
  const file = smallOrganisation({
    ana: {},
    ben: {},
    cleo: { as: null, timeZone: 'Europe/Berlin' },
    elena: { as: null },
    farid: { as: null },
    grace: { as: null },
    dev: coordinator,
  });
  await open({ ...file, timeOff: [{ person: 'farid', from: '2026-11-09', to: '2026-11-12' }] });
  await texts.write(numbers['elena']!, 'STOP');
  await texts.write(numbers['ben']!, 'BREAK 20');
  for (const one of ['elena', 'ben']) texts.news(numbers[one]!);
  stage.phone(numbers['grace']!).textBehaviour = 'landline';

  const preview = (await dev.get('/bulletins/preview')).body as { look: string };
  expect(preview).toMatchObject({
    now: 2,
    later: 2,
    laterUntil: '2026-11-11T08:00:00.000Z',
    frames: [{ text: 'From your coordinators: {message}', people: 4 }],
    leftOut: [
      { why: 'silenced', count: 1, names: ['elena of Northside'] },
      { why: 'away', count: 1, names: ['farid of Northside'] },
    ],
  });
  expect((await dev.get('/bulletins/preview?week=this')).body).toMatchObject({ now: 1, later: 1, leftOut: [] });
  expect((await dev.get('/bulletins/preview?role=coordinator')).body).toMatchObject({ now: 1, later: 0 });
  expect(await send({ words: 'long '.repeat(95) })).toMatchObject({
    status: 400,
    body: { fields: [{ path: 'body.words' }] },
  });
  expect(await send({}, { 'if-match': 'another look' })).toMatchObject({ status: 409, body: { current: preview } });
  const twice = await Promise.all(
    [1, 2].map((key) => send({}, { 'if-match': preview.look, 'idempotency-key': `${key}` })),
  );
  expect(twice.map(({ status }) => status)).toEqual([200, 200]);
  expect(await send({}, { 'idempotency-key': '1', 'if-match': preview.look })).toMatchObject({ status: 200 });
  // Another word under the same id is not taken for the one that was sent.
  expect(await send({ words: 'Another word.' })).toMatchObject({
    body: { type: expect.stringMatching(/key-reused$/) },
  });
  await stage.pass(5);
  expect(texts.news(numbers['ana']!)).toEqual([heard]);
  expect(await latest()).toMatchObject({
    words,
    parts: 4,
    counts: { waiting: 2, sent: 0, delivered: 1, failed: 1, dropped: 0, cancelled: 0 },
  });
  expect((await dev.get(`/bulletins/${id}/people`)).body).toEqual({
    next: null,
    people: [
      { id: 'ben', name: 'ben of Northside', outcome: 'waiting', why: null },
      { id: 'cleo', name: 'cleo of Northside', outcome: 'waiting', why: null },
      { id: 'grace', name: 'grace of Northside', outcome: 'failed', why: null },
    ],
  });
  // Whose number takes none is left out from now on.
  expect((await dev.get('/bulletins/preview')).body).toMatchObject({
    leftOut: [{ why: 'silenced' }, { why: 'no-texts', names: ['grace of Northside'] }, { why: 'away' }],
  });
  await stage.jump(20 * 60);
  await stage.pass(4);
  expect(texts.news(numbers['ben']!)).toContain(heard);

  // It is 02:00 where the line is, and nine in the morning for her.
  await stage.jump(7 * 3_600 + 40 * 60);
  await stage.pass(5);
  expect(texts.news(numbers['cleo']!)).toEqual([heard]);
  expect((await latest()).counts).toMatchObject({ waiting: 0, delivered: 3 });
  expect((await auditOf(stage, 'word.')).map(({ action, subject, reason }) => [action, subject, reason])).toEqual([
    ['word.sent', id, null],
  ]);
  expect(JSON.stringify(await stage.rows('SELECT * FROM bulletins'))).not.toContain('new room');
  await stage.jump(26 * 3_600);
  await signIn();
  expect(await latest()).toMatchObject({ words: null, counts: { delivered: 3, failed: 1 } });
  expect((await attentionOf(stage)).map(({ kind }) => kind)).toContain('volunteer-opted-out');
});

test('one after the other: what has not gone is cancelled', async () => {
  const everybody = Object.fromEntries(volunteers.map((one) => [one, { as: null }]));
  await open(smallOrganisation({ ...everybody, dev: coordinator }));
  await send({ words: `${words} ${'And so on. '.repeat(22)}` });
  await stage.pass(4);
  const { status, body } = await dev.post(`/bulletins/${id}/cancel`, {});
  const { counts } = body as Shown;
  expect([status, counts.waiting, counts.dropped]).toEqual([200, 0, 0]);
  expect(counts.cancelled).toBeGreaterThan(2);
  expect(counts.cancelled).toBeLessThan(6);
  await stage.pass(30);
  expect(news().reduce((sum, count) => sum + count, 0)).toBe(6 - counts.cancelled);
  expect((await auditOf(stage, 'word.')).map(({ action }) => action)).toEqual(['word.sent', 'word.cancelled']);
  expect((await dev.post('/bulletins/nothing/cancel', {})).status).toBe(404);
});

test('the process dies in the middle of it: each has it exactly once', async () => {
  const everybody = Object.fromEntries(volunteers.map((one) => [one, { as: null }]));
  await open(smallOrganisation({ ...everybody, dev: coordinator }));
  await send();
  await stage.pass(3);
  const before = news();
  expect([Math.min(...before), Math.max(...before)]).toEqual([0, 1]);
  await stage.service.workers?.stop();
  const longAgo = new Date(stage.clock.nowMs() - 11_000);
  const sent = (await storedTextsOf(stage)).findLast(
    ({ sentence, carrierSid }) => sentence === 'wordFromCoordinators' && carrierSid !== null,
  );
  await diedWithText(stage, 'out', sent!.id, longAgo, longAgo);
  await stage.rows(
    `UPDATE effects SET state = 'running', claimed_at = $1 WHERE kind = 'TellPerson' AND state <> 'failed'`,
    [longAgo],
  );
  await stage.restart();
  await stage.pass(30);
  const after = news();
  expect(before.map((count, index) => count + after[index]!)).toEqual(volunteers.map(() => 1));
  expect((await latest()).counts).toMatchObject({ waiting: 0 });
});
