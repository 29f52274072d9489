/** Three volunteers press 1 in the same instant: exactly one is connected, the others are thanked and free again (V4). */
import { afterEach, expect, test } from '@jest/globals';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { legsOf } from '../support/stored.ts';

let stage: Stage;
afterEach(() => stage.close());

test('one of three talks, the other two hear thanks and are free', async () => {
  const people = { ana: {}, ben: {}, cleo: {} };
  stage = await setStage({
    organisation: smallOrganisation(people, {}, { waves: [{ afterSeconds: 0, size: 3 }] }),
    at: '2026-11-10T18:00:00-06:00',
  });
  const phones = Object.keys(people).map((id) => stage.phone(numbers[id]!));
  for (const phone of phones) stage.carrier.control.expectCall(phone.number);
  const someone = stage.phone(caller);
  someone.call(line);
  await stage.until('all three phones ring', () => phones.every((phone) => phone.state() === 'ringing'));
  for (const phone of phones) phone.answer();
  await stage.pass(1);
  for (const phone of phones) phone.press('1');
  await stage.until('the caller talks', () => someone.talkingWith().length === 1);
  await stage.until('the other two are free', () => phones.filter((phone) => phone.state() === 'idle').length === 2);
  const [winner] = phones.filter((phone) => phone.state() === 'talking');
  for (const phone of phones)
    if (phone !== winner) expect(phone.sentences().join(' ')).toMatch(/Someone else has this call/);
  expect(stage.carrier.control.conferences()).toHaveLength(1);
  stage.carrier.control.expectText(winner!.number, /How heavy was that/);
  someone.hangUp();
  // The one who talked may still be asked how heavy it was.
  await stage.pass(90);
  expect((await legsOf(stage)).filter((one) => one.state !== 'ended')).toEqual([]);
  stage.expectNothingElse();
});
