/** A caller cannot be reached three times: the promise fails, and waits for a coordinator. */
import { afterEach, expect, test } from '@jest/globals';
import { promiseCallback } from '../../src/callbacks/promises.ts';
import { attemptOutcomes, promises, takeOffer } from '../support/callback-story.ts';
import { caller, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { attentionOf, availabilityOf, legsOf, loadEventsOf } from '../support/stored.ts';

let stage: Stage;
afterEach(() => stage.close());

const callback = { attemptsMinutes: [0, 1, 3], quietHours: { start: '21:00', end: '09:00' }, expiresHours: 24 };

test('no answer, a busy phone and a machine: after the third attempt nobody is called any more', async () => {
  stage = await setStage({
    organisation: smallOrganisation({ ana: {} }, {}, { callback }),
    at: '2026-11-10T18:00:00-06:00',
  });
  const { control } = stage.carrier;
  const { room } = stage.service.deps;
  const someone = stage.phone(caller);
  await promiseCallback(room, { lineId: 'main', number: caller, via: 'coordinator' });

  someone.behaviour = { kind: 'no-answer' };
  control.expectCall(caller);
  const ana = await takeOffer(stage, 'ana');
  await stage.until('Ana is thanked', () => ana.state() === 'idle', 90);
  expect(ana.sentences().at(-1)).toBe('They could not be reached this time. Thank you. You are free again.');
  const [first] = await promises(stage);
  const [dialled] = (await legsOf(stage)).filter((one) => one.purpose === 'caller');
  expect(first).toMatchObject({ state: 'open', attempts: 1 });
  expect(first!.next_at!.getTime() - dialled!.createdAt.getTime()).toBe(60_000);

  someone.behaviour = { kind: 'busy' };
  control.expectCall(caller);
  await takeOffer(stage, 'ana', 90);
  await stage.until('Ana is thanked', () => ana.state() === 'idle', 30);
  expect(await promises(stage)).toMatchObject([{ state: 'open', attempts: 2 }]);

  someone.behaviour = { kind: 'machine', afterSeconds: 2 };
  control.expectCall(caller);
  await takeOffer(stage, 'ana', 150);
  await stage.until('Ana is thanked', () => ana.state() === 'idle', 60);
  await stage.until('the machine is left alone', () => someone.state() === 'idle');
  expect(await promises(stage)).toMatchObject([
    { state: 'failed', settled_by: 'attempts', attempts: 3, number_sealed: null, next_at: null },
  ]);
  expect(await attemptOutcomes(stage)).toEqual(['no-answer', 'busy', 'machine']);
  expect(await attentionOf(stage)).toMatchObject([{ kind: 'callback-failed', lineId: 'main', doneAt: null }]);

  // Where no message was agreed, three words are all a machine ever hears of us (C2).
  expect(new Set(someone.voicemails().flatMap(({ heard }) => heard))).toEqual(new Set(['Hello, press one.']));
  expect(new Set(someone.sentences())).toEqual(new Set(['Hello, press one.']));
  // Being of no use to a caller who is away weighs on nobody.
  expect((await availabilityOf(stage)).filter((one) => one.wrapUpUntil !== null)).toEqual([]);
  expect(await loadEventsOf(stage)).toEqual([]);
  stage.expectNothingElse();
});
