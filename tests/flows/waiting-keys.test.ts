/** Every key of somebody in line is answered in words: the wish, quiet and music, and a key that does nothing (V1, V2). */
import { afterEach, expect, test } from '@jest/globals';
import { caller, line, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { contactsOf } from '../support/stored.ts';

let stage: Stage;
afterEach(() => stage.close());

test('a wish is heard, 3 brings quiet and music again, another key does nothing and says so', async () => {
  const wishes = [{ key: '2', tag: 'veteran', name: 'a veteran' }];
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }, { wishes }), at: '2026-11-10T18:00:00-06:00' });
  const someone = stage.phone(caller);
  const hears = (what: string, words: RegExp) =>
    stage.until(
      what,
      () => words.test(someone.sentences().at(-1) ?? '') || words.test(someone.sentences().slice(-4).join(' ')),
      20,
    );
  someone.call(line);
  await hears('the greeting', /To speak with a veteran, press 2/);
  someone.press('2');
  await hears('the wish is heard', /We will look for a veteran first/);
  expect(await contactsOf(stage)).toMatchObject([{ wish: 'veteran' }]);
  someone.press('3');
  await hears('it is quiet', /It will be quiet now.*press 3/);
  someone.press('7');
  await hears('7 does nothing', /That key does nothing here/);
  someone.press('3');
  await hears('there is music', /Here is the music again/);
  expect(await contactsOf(stage)).toMatchObject([{ quiet: false, state: 'waiting' }]);
});
