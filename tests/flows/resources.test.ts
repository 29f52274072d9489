/** Texts for whoever asks: looked after by coordinators, missed once when nobody has looked for too long, sent by a peer and counted as a number (O8). */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sessionHeaders } from '../support/api-askers.ts';
import { openBrowserClient, type BrowserClient } from '../support/browser-client.ts';
import { caller, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { auditOf, attentionOf, openAttentionOf } from '../support/stored.ts';
import { evening, texting, type Texting } from '../support/texting.ts';

let stage: Stage;
let dev: BrowserClient;
let ana: BrowserClient;
let texts: Texting;
const english = { language: 'en', text: 'Food bank: 1 Main Street, +1 555 013 0000, https://food.example' };
const spanish = { language: 'es', text: 'Banco de alimentos: calle Mayor 1' };

type Listed = { id: string; name: string; version: string; stale: boolean; sent: unknown };
const list = async (client: BrowserClient, query = '') =>
  ((await client.get(`/resources${query}`)).body as { resources: Listed[] }).resources;

beforeAll(async () => {
  const people = { ana: {}, dev: { as: null, roles: ['coordinator' as const] } };
  stage = await setStage({ organisation: smallOrganisation(people, { languages: ['en', 'es'] }), at: evening });
  const clientOf = async (id: string, strength: 'code' | 'second') =>
    openBrowserClient(stage.service.url!, await sessionHeaders(stage, id, { strength, provedMinutesAgo: 11 }));
  [dev, ana] = await Promise.all([clientOf('dev', 'second'), clientOf('ana', 'code')]);
  texts = texting(stage);
});
afterAll(() => stage.close());

test('coordinators write them, never over each other; peers find them in the language they look for', async () => {
  const food = await dev.post('/resources', { name: 'Food bank', tags: ['food'], words: [english, spanish] });
  expect(food).toMatchObject({
    status: 200,
    body: { version: '1', checkedOn: '2026-11-10', checkedUntil: '2027-05-10' },
  });
  const { id } = food.body as Listed;
  for (const [body, field] of [
    [{ name: 'x', words: [{ language: 'en', text: 'http://food.example' }] }, 'body.words.0.text'],
    [{ name: 'x', words: [english, english] }, 'body.words'],
    [{ name: 'x', words: [english], checkedOn: '2026-11-11' }, 'body.checkedOn'],
  ] as const)
    expect(await dev.post('/resources', body)).toMatchObject({ status: 400, body: { fields: [{ path: field }] } });
  await dev.post('/resources', { name: 'A chat line', words: [english], area: 'Cook County' });
  expect((await list(ana)).map(({ name, sent }) => [name, sent])).toEqual([
    ['A chat line', null],
    ['Food bank', null],
  ]);
  // First what can be sent in Spanish; accents and case don't matter.
  expect((await list(ana, '?language=es')).map(({ name }) => name)).toEqual(['Food bank', 'A chat line']);
  expect((await list(ana, '?search=CÓOK')).map(({ name }) => name)).toEqual(['A chat line']);
  expect((await list(ana, '?tag=food')).map(({ name }) => name)).toEqual(['Food bank']);
  expect((await ana.post('/resources', { name: 'x', words: [english] })).status).toBe(403);

  const change = (body: object, version: string) => dev.patch(`/resources/${id}`, body, { 'if-match': version });
  expect(await change({ area: 'downtown' }, '1')).toMatchObject({ status: 200, body: { version: '2' } });
  expect(await change({ name: 'Bread' }, '1')).toMatchObject({
    status: 409,
    body: { current: { name: 'Food bank', area: 'downtown', version: '2' } },
  });
  expect(await change({ archived: true }, '2')).toMatchObject({ body: { archived: true } });
  expect((await list(ana)).map(({ name }) => name)).toEqual(['A chat line']);
  expect(await change({ archived: false }, '3')).toMatchObject({ body: { archived: false } });
  expect((await auditOf(stage, 'resource.')).map(({ action }) => action)).toEqual([
    ...['resource.added', 'resource.added', 'resource.changed', 'resource.put-away', 'resource.taken-up'],
  ]);
});

test('what is sent goes the one way of texts and is counted once, of nobody; to somebody who silenced us nothing goes', async () => {
  await texts.write(caller, 'where can I get food?');
  for (const one of [caller, numbers['ana']!]) texts.news(one);
  const { conversations } = (await ana.get('/inbox')).body as { conversations: { id: string }[] };
  const path = `/inbox/${conversations[0]!.id}/words`;
  const { id } = (await list(ana, '?tag=food'))[0]!;
  const message = {
    id: '3f0f2c3a-6d43-4c88-9c3e-0a53d0b1b0c7',
    body: english.text,
    resources: [id, 'nobody-has-this'],
  };
  for (const again of [1, 2]) expect([again, (await ana.post(path, message)).status]).toEqual([again, 200]);
  await stage.pass(2);
  expect(texts.news(caller)).toEqual([english.text]);
  expect((await list(dev, '?tag=food'))[0]!.sent).toEqual([{ month: '2026-11', count: 1 }]);
  expect(await stage.rows('SELECT * FROM resource_sendings')).toEqual([
    { resource_id: id, month: '2026-11', count: 1 },
  ]);

  await texts.write(caller, 'STOP');
  for (const one of [caller, numbers['ana']!]) texts.news(one);
  const late = await ana.post(path, { ...message, id: message.id.replace('3f', '4f') });
  await stage.pass(2);
  expect([late.status, texts.news(caller)]).toEqual([404, []]);
  expect((await list(dev, '?tag=food'))[0]!.sent).toEqual([{ month: '2026-11', count: 1 }]);
});

test('what nobody has looked at for too long is missed once, until somebody looks; and undone, it is missed again', async () => {
  const stale = async () => (await attentionOf(stage)).filter(({ kind }) => kind === 'resource-stale');
  const [food] = await list(dev, '?tag=food');
  const change = async (body: object) =>
    dev.patch(`/resources/${food!.id}`, body, { 'if-match': (await list(dev, '?tag=food'))[0]!.version });
  // That day is the last on which it holds.
  expect(await change({ checkedOn: '2026-05-10' })).toMatchObject({
    body: { checkedUntil: '2026-11-10', stale: false },
  });
  await stage.jump(3_601);
  await stage.pass(2);
  expect(await stale()).toEqual([]);
  expect(await change({ checkedOn: '2026-05-09' })).toMatchObject({ body: { stale: true } });
  await stage.jump(3_601);
  await stage.pass(2);
  expect(await stale()).toMatchObject([{ subject: food!.id, doneAt: null }]);
  expect((await list(dev, '?which=stale')).map(({ id }) => id)).toEqual([food!.id]);
  const [item] = await openAttentionOf(stage).then((all) => all.filter(({ kind }) => kind === 'resource-stale'));
  await dev.post(`/attention/${item!.id}/done`, {});
  await stage.jump(3_601);
  await stage.pass(2);
  expect(await stale()).toHaveLength(1);

  expect(await change({ checkedOn: '2026-11-10' })).toMatchObject({ body: { stale: false } });
  expect(await change({ checkedOn: '2026-05-09' })).toMatchObject({ body: { stale: true } });
  await stage.jump(3_601);
  await stage.pass(2);
  expect((await stale()).filter(({ doneAt }) => doneAt === null)).toHaveLength(1);
  await change({ checkedOn: '2026-11-10' });
  expect((await stale()).filter(({ doneAt }) => doneAt === null)).toEqual([]);
});
