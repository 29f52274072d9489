/** The caller phones in themselves while their callback waits or dials: one call goes on, the promise is not tried in parallel (C3). */
import { afterEach, expect, test } from '@jest/globals';
import { promiseCallback } from '../../src/callbacks/promises.ts';
import { attemptOutcomes, promises, takeOffer } from '../support/callback-story.ts';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { contactsOf } from '../support/stored.ts';

let stage: Stage;
afterEach(() => stage.close());

const policy = { wrapUpMinutes: 0 };

test('while Ana hears that it is a callback: nobody is dialled, she is thanked, and then gets the call itself', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }, {}, policy), at: '2026-11-10T18:00:00-06:00' });
  await promiseCallback(stage.service.deps.room, { lineId: 'main', number: caller, via: 'coordinator' });
  const someone = stage.phone(caller);
  const ana = await takeOffer(stage, 'ana');
  someone.call(line);
  await stage.until('Ana is thanked', () => ana.state() === 'idle');
  expect(stage.carrier.control.calls({ to: caller })).toEqual([]);
  expect(await promises(stage)).toMatchObject([{ state: 'open', attempts: 0 }]);

  await takeOffer(stage, 'ana');
  await stage.until('they talk', () => someone.talkingWith().includes(numbers['ana']!));
  await stage.pass(125);
  expect(await promises(stage)).toMatchObject([{ state: 'open', attempts: 0 }]);
  someone.hangUp();
  await stage.until('Ana is free', () => ana.state() === 'idle');
  expect(await promises(stage)).toMatchObject([
    { state: 'kept', settled_by: 'talk', attempts: 0, number_sealed: null },
  ]);
  await stage.pass(10);
  stage.expectNothingElse();
});

test('while their phone rings: it stops ringing, and the attempt does not count', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }, {}, policy), at: '2026-11-10T18:00:00-06:00' });
  await promiseCallback(stage.service.deps.room, { lineId: 'main', number: caller, via: 'coordinator' });
  const [phone, sameNumber] = [stage.phone(caller), stage.phone('+15550900077')];
  stage.carrier.control.expectCall(caller);
  const ana = await takeOffer(stage, 'ana');
  await stage.until('the phone rings', () => phone.state() === 'ringing');
  sameNumber.call(line, { from: caller });
  await stage.until('it stops ringing', () => phone.state() === 'idle', 3);
  await stage.until('Ana is thanked', () => ana.state() === 'idle');
  await takeOffer(stage, 'ana');
  await stage.until('they talk', () => sameNumber.talkingWith().includes(numbers['ana']!));
  expect(await promises(stage)).toMatchObject([{ state: 'open', attempts: 0 }]);
  expect(await attemptOutcomes(stage)).toEqual(['withdrawn']);
  stage.expectNothingElse();
});

test('while the promise waits in line: it leaves the line, and its place goes to the call', async () => {
  stage = await setStage({
    organisation: smallOrganisation({ ana: { as: null } }, {}, policy),
    at: '2026-11-10T18:00:00-06:00',
  });
  const rankAtMs = Date.parse('2026-11-10T17:30:00-06:00');
  await promiseCallback(stage.service.deps.room, { lineId: 'main', number: caller, via: 'key', rankAtMs });
  await stage.load(smallOrganisation({ ana: {}, ben: {} }, {}, policy));
  for (const person of ['ana', 'ben']) stage.phone(numbers[person]!).behaviour = { kind: 'busy' };
  await stage.pass(2);
  expect((await contactsOf(stage)).filter((one) => one.callbackId !== null)).toMatchObject([{ state: 'waiting' }]);
  const someone = stage.phone(caller);
  someone.call(line);
  await stage.pass(3);
  expect((await contactsOf(stage)).filter((one) => one.callbackId !== null)).toMatchObject([
    { state: 'ended', outcome: 'withdrawn' },
  ]);
  expect((await contactsOf(stage)).filter((one) => one.callbackId === null)).toMatchObject([
    { rankAt: new Date(rankAtMs) },
  ]);
  await stage.pass(5);
  expect((await contactsOf(stage)).filter((one) => one.callbackId !== null)).toHaveLength(1);

  // Gone without a talk, they are owed the call again.
  someone.hangUp();
  await stage.pass(3);
  expect((await contactsOf(stage)).filter((one) => one.callbackId !== null && one.state !== 'ended')).toMatchObject([
    { state: 'waiting' },
  ]);
  expect(await attemptOutcomes(stage)).toEqual([]);
  stage.expects({ calls: { ana: 3, ben: 3 } });
});
