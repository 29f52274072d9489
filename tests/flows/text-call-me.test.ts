/** A texter would rather be called: the promise stands in the ledger, and the peer who writes with them knows (C1). */
import { afterEach, expect, test } from '@jest/globals';
import { caller, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { evening, texting } from '../support/texting.ts';
import { callbacksOf } from '../support/stored.ts';

let stage: Stage;
afterEach(() => stage.close());

test('CALL ME promises a call, once', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: evening });
  const { write, news } = texting(stage);
  await write(caller, 'hello');
  expect(news(caller)).toEqual([expect.stringMatching(/^This is Northside Warmline\. A volunteer who/)]);
  expect(news(numbers['ana']!)).toEqual([expect.stringMatching(/^Someone is writing in English/), 'hello']);
  await write(caller, 'Call me');
  expect(news(caller)).toEqual([
    expect.stringMatching(/^We will call you as soon as someone is free/),
    expect.stringMatching(/is it safe to leave a short message/),
  ]);
  expect(news(numbers['ana']!)).toContainEqual(expect.stringMatching(/^They asked to be called/));
  await write(caller, 'call me');
  expect(news(caller)).toEqual([expect.stringMatching(/^You already have our promise/)]);
  expect(await callbacksOf(stage)).toMatchObject([{ via: 'text', messageOk: false }]);
});

test('answers are read kindly, and a digit that comes when nothing is asked any more opens no conversation', async () => {
  stage = await setStage({ organisation: smallOrganisation({}), at: evening });
  const { write, news } = texting(stage);
  await write(caller, '“Call-me” 🙏');
  expect(news(caller)).toHaveLength(2);
  // Nobody writes with them, so the question stays for as long as the promise does.
  await stage.jump(2 * 3_600);
  news(caller);
  await write(caller, '１.');
  expect(news(caller)).toEqual([expect.stringMatching(/^When shall we call\?/)]);
  await write(caller, '(1)');
  expect(news(caller)).toEqual([expect.stringMatching(/^We will call you as soon as someone is free/)]);
  await write(caller, '1️⃣');
  expect(news(caller)).toEqual([expect.stringMatching(/^You already have our promise/)]);
  await stage.rows(`UPDATE callbacks SET state = 'kept', settled_at = now(), number_key = NULL`);
  await write(caller, '1');
  expect(news(caller)).toEqual([expect.stringMatching(/^That question of ours is over/)]);
  expect(await stage.rows('SELECT message_ok FROM callbacks')).toEqual([{ message_ok: true }]);
  expect(await stage.rows('SELECT 1 FROM conversations')).toEqual([]);
});
