/** Promises outlive whatever breaks: lost answers, restarts, two workers at once, an emptied Redis (C3, "Never losing a caller"). */
import { Redis } from 'ioredis';
import { afterEach, expect, test } from '@jest/globals';
import { promiseCallback } from '../../src/callbacks/promises.ts';
import { lookAtPromises } from '../../src/callbacks/due.ts';
import { attemptOutcomes, promises, takeOffer } from '../support/callback-story.ts';
import { caller, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { contactsOf } from '../support/stored.ts';
import { diedDiallingCaller } from '../support/by-hand.ts';

let stage: Stage;
afterEach(() => stage.close());

test('the answer to dialling is lost: the call that was made is taken up, and nobody is rung twice', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: '2026-11-10T18:00:00-06:00' });
  await promiseCallback(stage.service.deps.room, {
    lineId: 'main',
    number: caller,
    via: 'coordinator',
    messageOk: true,
  });
  const someone = stage.phone(caller);
  await takeOffer(stage, 'ana');
  stage.carrier.control.faults.rest({ path: /^\/?Calls/, method: 'POST', does: { kind: 'act-and-drop' } });
  stage.carrier.control.expectCall(caller);
  await stage.until('the phone rings', () => someone.state() === 'ringing');
  await stage.pass(8);
  expect(stage.carrier.control.calls({ to: caller })).toHaveLength(1);
  someone.answer();
  await stage.pass(1);
  someone.press('1');
  await stage.until('they talk', () => someone.talkingWith().includes(numbers['ana']!));
});

test('a process is killed between dialling and writing it down: the call that rings is taken up', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: '2026-11-10T18:00:00-06:00' });
  await promiseCallback(stage.service.deps.room, {
    lineId: 'main',
    number: caller,
    via: 'coordinator',
    messageOk: true,
  });
  const someone = stage.phone(caller);
  stage.carrier.control.expectCall(caller);
  await takeOffer(stage, 'ana');
  await stage.until('the phone rings', () => someone.state() === 'ringing');
  await stage.settle();
  // As a process leaves it that is killed after the carrier acted and before that was written down.
  await diedDiallingCaller(stage, stage.clock.nowMs());
  await stage.pass(3);
  someone.answer();
  await stage.pass(1);
  someone.press('1');
  await stage.until('they talk', () => someone.talkingWith().includes(numbers['ana']!));
  await stage.pass(121);
  someone.hangUp();
  await stage.pass(2);
  expect(await promises(stage)).toMatchObject([{ state: 'kept', attempts: 1 }]);
  expect(stage.carrier.control.calls({ to: caller })).toHaveLength(1);
});

test('whoever picked up while we were away, and heard nothing of ours, is no stranger: the promise goes on', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: '2026-11-10T18:00:00-06:00' });
  await promiseCallback(stage.service.deps.room, { lineId: 'main', number: caller, via: 'coordinator' });
  const someone = stage.phone(caller);
  stage.carrier.control.expectCall(caller);
  await takeOffer(stage, 'ana');
  await stage.until('the phone rings', () => someone.state() === 'ringing');
  await stage.settle();
  // Nothing listens while the phone is picked up: the carrier says sorry in its own words.
  stage.carrier.control.faults.webhook({ url: /-caller\//, on: 'document', does: { kind: 'lost' }, times: 10 });
  stage.carrier.control.faults.webhook({
    url: /-caller\/status/,
    params: { CallStatus: 'in-progress' },
    does: { kind: 'lost' },
    times: 10,
  });
  someone.answer();
  await stage.until('the call is over', () => someone.state() === 'idle');
  await stage.pass(2);
  expect(await attemptOutcomes(stage)).toEqual(['failed']);
  expect(await promises(stage)).toMatchObject([{ state: 'open', attempts: 1 }]);
  stage.expects({ alerts: [/no-connection /] });
});

test('two workers and one promise make one attempt, whoever looks how often', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {}, ben: {} }), at: '2026-11-10T18:00:00-06:00' });
  const second = await stage.beside('worker');
  const rooms = [stage.service.deps.room, second.deps.room];
  await promiseCallback(rooms[0]!, { lineId: 'main', number: caller, via: 'coordinator' });
  await promiseCallback(rooms[1]!, { lineId: 'main', number: caller, via: 'coordinator' });
  await Promise.all(Array.from({ length: 12 }, (_, index) => lookAtPromises(rooms[index % 2]!)));
  expect(await promises(stage)).toHaveLength(1);
  expect((await contactsOf(stage)).filter((one) => one.callbackId !== null)).toHaveLength(1);
  stage.carrier.control.expectCall(caller);
  stage.phone(caller).behaviour = { kind: 'busy' };
  const person = await ringing();
  await takeOffer(stage, person);
  await stage.pass(20);
  expect(stage.carrier.control.calls({ to: caller })).toHaveLength(1);
  expect(await attemptOutcomes(stage)).toEqual(['busy']);
});

test('fifty promises and an emptied Redis: every one of them is in line, in order', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: { as: null } }), at: '2026-11-10T18:00:00-06:00' });
  const { room } = stage.service.deps;
  const startMs = stage.clock.nowMs();
  for (let index = 0; index < 50; index += 1) {
    await promiseCallback(room, {
      lineId: 'main',
      number: `+155509010${String(index).padStart(2, '0')}`,
      via: 'key',
      rankAtMs: startMs - index * 1000,
    });
  }
  const redis = new Redis(stage.config.redisUrl);
  await redis.flushall();
  await redis.quit();
  await stage.pass(3);
  const inLine = (await contactsOf(stage)).filter((one) => one.callbackId !== null && one.state === 'waiting');
  const ranks = inLine.map((one) => startMs - one.rankAt.getTime());
  expect(ranks.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, index) => index * 1000));
  await stage.load(smallOrganisation({ ana: {} }));
  stage.carrier.control.expectCall('+15550901049');
  await takeOffer(stage, 'ana');
  await stage.until('who arrived first is called first', () => stage.phone('+15550901049').state() === 'ringing');
  stage.expectNothingElse();
});

async function ringing(): Promise<string> {
  const found = () => ['ana', 'ben'].find((person) => stage.phone(numbers[person]!).state() === 'ringing');
  await stage.until('somebody’s phone rings', () => found() !== undefined);
  return found()!;
}
