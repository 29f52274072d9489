/** A file gave a volunteer the number that stands for hidden callers: whoever hides their number is a caller all the same, and it is never rung (V9). */
import { afterEach, expect, test } from '@jest/globals';
import { setAside } from '../support/bad-records.ts';
import { line, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { contactsOf } from '../support/stored.ts';
import { evening } from '../support/texting.ts';

let stage: Stage;
afterEach(() => stage.close());

test('a hidden caller hears the greeting, never a volunteer’s menu; who can be reached is rung, and a coordinator sees whose number is none', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: { phone: '+266696687' }, ben: {} }), at: evening });
  const someone = stage.phone('+266696687');
  someone.call(line);
  await stage.pass(3);
  expect(someone.sentences().join(' ')).toMatch(/Northside Warmline/);
  expect(await contactsOf(stage)).toHaveLength(1);
  expect(await setAside(stage)).toEqual(['person-set-aside ana phone']);
  stage.expects({ calls: { ben: 1 } });
});
