/** A volunteer with the web inbox open keeps two conversations apart, one of them by phone (T5). */
import { afterEach, expect, test } from '@jest/globals';
import { conversationsOf, inboxSeen, wordsIn, writeInInbox } from '../../src/conversations/inbox.ts';
import { caller, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { evening, texting } from '../support/texting.ts';

let stage: Stage;
afterEach(() => stage.close());

test('the second conversation is only in the inbox, and is answered there', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: evening });
  const { write, news } = texting(stage);
  const { room, directories } = stage.service.deps;
  const another = '+15550900002';
  await inboxSeen(room, 'ana');
  await write(caller, 'by phone');
  await write(another, 'in the inbox');
  expect(news(numbers['ana']!)).toEqual([expect.stringMatching(/^Someone is writing/), 'by phone']);
  const inbox = (await conversationsOf(room, 'ana')).find((one) => one.via === 'inbox')!;
  const read = (personId: string) =>
    wordsIn(room, { conversationId: inbox.id, personId }, { count: 50, beforeSeq: null });
  expect(await read('ana')).toMatchObject({ words: [{ from: 'texter', body: 'in the inbox' }], lastOwn: null });
  expect(await read('ben')).toBeNull();

  expect(news(another)).toEqual([expect.stringMatching(/^This is Northside Warmline\. A volunteer who/)]);
  const answer = {
    id: 'written-once',
    conversationId: inbox.id,
    personId: 'ana',
    body: 'hello from the page',
    parts: 1,
  };
  const directory = (await directories.current())!;
  expect(await writeInInbox(room, directory, answer)).toBe(true);
  expect(await writeInInbox(room, directory, answer)).toBe(true);
  expect(await writeInInbox(room, directory, { ...answer, id: 'other', personId: 'ben' })).toBe(false);
  await stage.pass(2);
  expect(news(another)).toEqual(['hello from the page']);
  stage.phone(another).textBehaviour = 'undelivered';
  await writeInInbox(room, directory, { ...answer, id: 'lost', body: 'gone' });
  await stage.pass(2);
  expect((await read('ana'))?.words.map(({ body, reached }) => [body, reached])).toEqual([
    ['in the inbox', true],
    ['hello from the page', true],
    ['gone', false],
  ]);
  await write(numbers['ana']!, 'to the phone one');
  expect(news(caller).at(-1)).toBe('to the phone one');
  stage.expects({ texts: { '+15550900002': ['gone'], ana: [/^This did not reach them: "gone"/] } });
});
