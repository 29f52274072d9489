/** News of a talk gets lost: nobody is cut off for it, and nobody stays alone. */
import { afterEach, expect, test } from '@jest/globals';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { talk } from '../support/talking.ts';
import { contactsOf } from '../support/stored.ts';

let stage: Stage;
afterEach(() => stage.close());

test('that the two have met is never heard of: they talk on, and the talk counts', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: '2026-11-10T18:00:00-06:00' });
  const [someone, ana] = [stage.phone(caller), stage.phone(numbers['ana']!)];
  stage.carrier.control.faults.webhook({ url: /\/conference\//, does: { kind: 'lost' }, times: Infinity });
  stage.carrier.control.expectCall(ana.number);
  someone.call(line);
  await stage.until('Ana rings', () => ana.state() === 'ringing');
  ana.answer();
  await stage.pass(2);
  ana.press('1');
  await stage.until('they talk', () => someone.talkingWith().includes(ana.number));
  await stage.pass(60);
  expect(someone.heard().filter(({ kind }) => kind === 'connected' || kind === 'alone')).toHaveLength(1);
  someone.hangUp();
  await stage.pass(2);
  const [contact] = await contactsOf(stage);
  expect(contact?.outcome).toBe('talked');
  expect(contact?.talkedSeconds).toBeGreaterThan(40);
  stage.expectNothingElse();
});

test('a service that starts while a volunteer still hears how the talk ended looks at their call, and lets them finish', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: '2026-11-10T18:00:00-06:00' });
  const [someone, ana] = [stage.phone(caller), stage.phone(numbers['ana']!)];
  await talk(stage, someone, ana, 60);
  someone.hangUp();
  await stage.until(
    'she is asked how heavy it was',
    () => ana.sentences().join(' ').includes('How heavy was this for you?'),
    10,
  );
  await stage.restart();
  ana.press('2');
  await stage.until('she is thanked', () => ana.sentences().join(' ').includes('Thank you for telling us'), 10);
});
