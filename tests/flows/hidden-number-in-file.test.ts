/** A file gave a volunteer the number that stands for hidden callers: whoever hides their number is a caller all the same (V9). */
import { afterEach, expect, test } from '@jest/globals';
import { line, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { evening } from '../support/texting.ts';

let stage: Stage;
afterEach(() => stage.close());

test('a hidden caller hears the greeting, never a volunteer’s menu', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: { phone: '+266696687' }, ben: {} }), at: evening });
  const someone = stage.phone('+266696687');
  someone.call(line);
  await stage.pass(3);
  expect(someone.sentences().join(' ')).toMatch(/Northside Warmline/);
  expect(await stage.rows('SELECT state FROM contacts')).toHaveLength(1);
});
