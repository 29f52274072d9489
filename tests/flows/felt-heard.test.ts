/** After a call that was closed kindly one key tells whether the caller felt heard, for the line alone; a thank-you reaches the volunteer at the next shift (V16). */
import { afterEach, expect, test } from '@jest/globals';
import { caller, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { talk } from '../support/talking.ts';
import { contactsOf, feltHeardOf, thankYousOf } from '../support/stored.ts';
import { thanksAreDayOlder } from '../support/by-hand.ts';

let stage: Stage;
afterEach(() => stage.close());

async function closedKindly() {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: '2026-11-10T22:50:00-06:00' });
  const [ana, someone] = [stage.phone(numbers['ana']!), stage.phone(caller)];
  ana.sendText('+15550100001', 'ON');
  await stage.pass(2);
  await talk(stage, someone, ana, 20);
  ana.press('*');
  await stage.until('Ana hears the menu', () =>
    ana.sentences().some((sentence) => /To close the call kindly/.test(sentence)),
  );
  ana.press('3');
  await stage.until('the caller is asked', () =>
    someone.sentences().some((sentence) => /Did you feel heard/.test(sentence)),
  );
  return { ana, someone };
}

test('an answer is counted for the line and kept nowhere else', async () => {
  const { someone } = await closedKindly();
  someone.press('1');
  await stage.until('the caller is thanked', () => someone.state() === 'idle');
  expect(someone.sentences().at(-1)).toMatch(/Thank you. That helps us/);
  expect(await feltHeardOf(stage)).toMatchObject([{ lineId: 'main', date: '2026-11-10', heard: 1, notHeard: 0 }]);
  expect(await contactsOf(stage)).toMatchObject([{ told: 'answered' }]);
  stage.expects({ texts: { ana: ['You are set to take calls. Thank you.'] } });
});

test('a thank-you is given at the next shift, not before, and then it is gone', async () => {
  const { ana, someone } = await closedKindly();
  someone.press('3');
  await stage.until('the caller hears that it is passed on', () => someone.state() === 'idle');
  expect(await thankYousOf(stage)).toMatchObject([{ personId: 'ana' }]);
  const thanked = () => ana.texts().filter((text) => /a caller said thank you/.test(text.body)).length;
  await stage.pass(60);
  expect(thanked()).toBe(0);
  await thanksAreDayOlder(stage);
  await stage.pass(20);
  expect(thanked()).toBe(1);
  expect(await thankYousOf(stage)).toEqual([]);
  stage.expects({
    texts: {
      ana: [
        'You are set to take calls. Thank you.',
        /^How heavy was that for you\? Reply/,
        /^Since your last shift, a caller said thank/,
      ],
    },
  });
});
