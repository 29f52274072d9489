/** A peer who does not answer: they are reminded, and a texter is not left alone with their words (T1). */
import { afterEach, expect, test } from '@jest/globals';
import { caller, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { evening, texting } from '../support/texting.ts';
import { attentionOf } from '../support/stored.ts';

let stage: Stage;
afterEach(() => stage.close());

test('Ana says nothing: after five minutes she is reminded, after fifteen Ben takes over and reads what was written', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {}, ben: {} }), at: evening });
  const { write, news } = texting(stage);
  const [ana, ben] = [numbers['ana']!, numbers['ben']!];
  await write(caller, 'hi, is somebody there?');
  expect(news(caller)).toEqual([expect.stringMatching(/^This is Northside Warmline\. A volunteer who/)]);
  const [ofAna, ofBen] = [news(ana), news(ben)];
  const [silent, other] = ofAna.length > 0 ? [ana, ben] : [ben, ana];
  expect([...ofAna, ...ofBen]).toEqual([
    expect.stringMatching(/^Someone is writing in English/),
    'hi, is somebody there?',
  ]);

  await stage.pass(4 * 60);
  expect([news(ana), news(ben), news(caller)]).toEqual([[], [], []]);
  await stage.pass(70);
  expect(news(silent)).toEqual([expect.stringMatching(/wait for your answer.*PASS/)]);
  await stage.pass(10 * 60);
  expect(news(silent)).toEqual([expect.stringMatching(/^Your conversation goes to someone else now/)]);
  expect(news(other)).toEqual([expect.stringMatching(/^Someone is writing in English/), 'hi, is somebody there?']);
  expect(news(caller)).toEqual([expect.stringMatching(/^Your volunteer had to leave/)]);
  await write(other, 'I am here now.');
  expect(news(caller)).toEqual(['I am here now.']);
  expect([news(silent), news(other)]).toEqual([[], []]);
  expect(await attentionOf(stage)).toEqual([]);
});

test('with nobody else there Ana keeps it, and a coordinator sees it once', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: evening });
  const { write, news } = texting(stage);
  const ana = numbers['ana']!;
  await write(caller, 'hello?');
  expect(news(ana)).toEqual([expect.stringMatching(/^Someone is writing in English/), 'hello?']);
  await stage.pass(16 * 60);
  expect(news(ana)).toEqual([expect.stringMatching(/wait for your answer/)]);
  expect(await attentionOf(stage)).toMatchObject([{ kind: 'text-unanswered', personId: 'ana' }]);
  await write(ana, 'So sorry, I am here.');
  expect(news(caller).at(-1)).toBe('So sorry, I am here.');
  await stage.pass(20 * 60);
  expect(news(ana)).toEqual([]);
});
