/** The web inbox as the pages ask for it: nothing is sent twice, a draft is kept for its writer alone, and what moved on says so (P6). */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { BrowserClient } from '../support/browser-client.ts';
import { caller, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { signInAs } from '../support/signed-in.ts';
import { evening, texting, type Texting } from '../support/texting.ts';

let stage: Stage;
let ana: BrowserClient;
let texts: Texting;
const id = '3f0f2c3a-6d43-4c88-9c3e-0a53d0b1b0c7';
type Listed = { conversations: { id: string; via: string }[] };
type Read = { words: { body: string; reached: boolean; from: string }[]; draft: string };

beforeEach(async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {}, ben: { as: null } }), at: evening });
  ana = await signInAs(stage, numbers['ana']!);
  texts = texting(stage);
});
afterEach(() => stage.close());

async function conversationWith(number: string, words: string): Promise<string> {
  await texts.write(number, words);
  for (const one of [number, numbers['ana']!]) texts.news(one);
  const { conversations } = (await ana.get('/inbox')).body as Listed;
  return conversations[0]!.id;
}

test('while the page is open two can write, and each is answered once', async () => {
  await ana.post('/inbox/seen');
  await conversationWith(caller, 'by phone');
  stage.clock.jump(1_000);
  const second = await conversationWith('+15550900002', 'in the inbox');
  expect(((await ana.get('/inbox')).body as Listed).conversations.map(({ via }) => via)).toEqual(['inbox', 'phone']);
  expect((await ana.get(`/inbox/${second}`)).body).toMatchObject({ words: [{ from: 'texter', body: 'in the inbox' }] });
  const answers = await Promise.all(
    [1, 2, 3].map(() => ana.post(`/inbox/${second}/words`, { id, body: `hello ${'x'.repeat(1_700)}` })),
  );
  expect(answers.map(({ status, body }) => [status, body])).toEqual([1, 2, 3].map(() => [200, { texts: 2 }]));
  await stage.pass(2);
  expect(texts.news('+15550900002').join('')).toBe(`hello ${'x'.repeat(1_700)}`);
  stage.phone('+15550900002').textBehaviour = 'undelivered';
  await ana.post(`/inbox/${second}/words`, { id: id.replace('3f', '4f'), body: 'gone' });
  await stage.pass(2);
  const { words } = (await ana.get(`/inbox/${second}`)).body as Read;
  expect(words.at(-1)).toMatchObject({ from: 'peer', body: 'gone', reached: false });
  const latest = (await ana.get(`/inbox/${second}?limit=1`)).body as Read & { next: string };
  expect(latest).toMatchObject({ words: [{ body: 'gone' }], lastOwn: id.replace('3f', '4f') });
  const before = (await ana.get(`/inbox/${second}?limit=2&cursor=${latest.next}`)).body;
  expect(before).toMatchObject({ words: words.slice(0, -1), lastOwn: id.replace('3f', '4f'), next: null });
  stage.expects({ texts: { '+15550900002': ['gone'], ana: [/^This did not reach them/] } });
});

test('the same words from a window that had not seen them are not sent again; meant again, or other words, they are', async () => {
  const conversation = await conversationWith(caller, 'hello there');
  const write = (first: string, body: string, after?: string | null) =>
    ana.post(`/inbox/${conversation}/words`, {
      id: id.replace('3f', first),
      body,
      ...(after === undefined ? {} : { after }),
    });
  const sent = id.replace('3f', '10');
  expect((await write('10', 'I am here', null)).status).toBe(200);
  expect((await write('11', 'I am here', null)).status).toBe(200);
  await stage.pass(2);
  expect(texts.news(caller)).toEqual(['I am here']);
  await write('12', 'and I listen', null);
  await write('13', 'I am here', sent);
  await write('14', 'I am here');
  await stage.pass(2);
  expect(texts.news(caller)).toEqual(['and I listen', 'I am here', 'I am here']);
  expect((await ana.get('/inbox')).body).toMatchObject({ conversations: [{ channel: 'sms', lastFrom: 'peer' }] });
});

test('a draft is there on every device of its writer, for nobody else, in no clear word, until it is sent', async () => {
  const conversation = await conversationWith(caller, 'hello there');
  const begun = 'a word I am not sure of';
  expect((await put(ana, conversation, begun)).status).toBe(204);
  const elsewhere = await signInAs(stage, numbers['ana']!);
  expect((await elsewhere.get(`/inbox/${conversation}`)).body).toMatchObject({ draft: begun });
  const ben = await signInAs(stage, numbers['ben']!);
  expect((await ben.get(`/inbox/${conversation}`)).status).toBe(404);
  expect((await put(ben, conversation, 'mine')).status).toBe(404);
  const kept = await stage.rows('SELECT * FROM text_drafts');
  expect(kept).toHaveLength(1);
  expect(JSON.stringify(kept)).not.toContain(begun);
  expect((await ana.post(`/inbox/${conversation}/words`, { id, body: begun })).status).toBe(200);
  expect((await ana.get(`/inbox/${conversation}`)).body).toMatchObject({ draft: '' });
  await stage.pass(2);
  expect(texts.news(caller)).toEqual([begun]);
});

test('of a conversation that is over or with somebody else nothing is read, written or done, and its draft goes', async () => {
  const conversation = await conversationWith(caller, 'hello there');
  await put(ana, conversation, 'half a');
  await texts.write(caller, 'DONE');
  for (const one of [caller, numbers['ana']!]) texts.news(one);
  expect(((await ana.get('/inbox')).body as Listed).conversations).toEqual([]);
  for (const answer of [
    await ana.get(`/inbox/${conversation}`),
    await ana.post(`/inbox/${conversation}/words`, { id, body: 'half a sentence' }),
    await ana.post(`/inbox/${conversation}/act`, { act: 'crisis' }),
    await put(ana, conversation, 'half a sentence'),
  ])
    expect(answer).toMatchObject({ status: 404, body: { type: 'urn:warmline:problem:not-found' } });
  await stage.pass(2);
  expect(texts.news(caller)).toEqual([]);
  stage.expects({ texts: { ana: [/^Your next shift/] } });
  await stage.jump(25 * 3_600);
  expect(await stage.rows('SELECT 1 FROM text_drafts')).toEqual([]);
});

/** What the page sends while somebody types. */
async function put(client: BrowserClient, conversation: string, body: string) {
  const response = await fetch(`${stage.service.url}/api/v1/inbox/${conversation}/draft`, {
    method: 'PUT',
    headers: {
      cookie: [...client.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      origin: stage.service.url!,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ body }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? null : (JSON.parse(text) as unknown) };
}
