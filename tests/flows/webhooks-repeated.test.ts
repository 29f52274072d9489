/** Every webhook comes three times, late and out of order: the same call, the same number of dials, the same end. */
import { afterEach, expect, test } from '@jest/globals';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { contactsOf, loadEventsOf } from '../support/stored.ts';

let stage: Stage;
afterEach(() => stage.close());

test('three of each, some late and some in the wrong order', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {}, ben: {} }), at: '2026-11-10T18:00:00-06:00' });
  const { faults } = stage.carrier.control;
  faults.webhook({ does: { kind: 'repeat', copies: 3 }, times: Infinity });
  faults.webhook({ on: 'callback', does: { kind: 'reorder' }, times: Infinity, chance: 0.5 });
  const phones = ['ana', 'ben'].map((id) => stage.phone(numbers[id]!));
  const someone = stage.phone(caller);
  someone.call(line);
  await stage.until('a phone rings', () => phones.some((phone) => phone.state() === 'ringing'));
  const ringing = phones.find((phone) => phone.state() === 'ringing')!;
  ringing.answer();
  await stage.pass(2);
  ringing.press('1');
  await stage.until('they talk', () => someone.talkingWith().includes(ringing.number));
  await stage.pass(5);
  someone.hangUp();
  await stage.until('the volunteer is free', () => ringing.state() === 'idle');
  await stage.pass(30);
  expect(stage.carrier.control.calls({ direction: 'outbound-api' })).toHaveLength(1);
  expect(stage.carrier.control.conferences()).toHaveLength(1);
  expect(await contactsOf(stage)).toMatchObject([{ state: 'ended', outcome: 'talked' }]);
  expect((await loadEventsOf(stage)).filter((one) => one.kind === 'contact')).toHaveLength(1);
});
