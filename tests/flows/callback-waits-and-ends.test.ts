/** A promise waits while the line is open, rests while it is not, and ends on time; none vanishes (C3, C4, C5). */
import { afterEach, expect, test } from '@jest/globals';
import { keptShare } from '../../src/callbacks/ledger.ts';
import { promiseCallback } from '../../src/callbacks/promises.ts';
import { pauseLine, resumeLine } from '../../src/contacts/line-pause.ts';
import { promises, takeOffer } from '../support/callback-story.ts';
import { caller, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { attentionOf, contactsOf } from '../support/stored.ts';

let stage: Stage;
afterEach(() => stage.close());

const everyDay = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
const callback = { attemptsMinutes: [0, 15, 120], quietHours: { start: '21:00', end: '09:00' }, expiresHours: 24 };
const inLine = async () => (await contactsOf(stage)).filter((one) => one.callbackId !== null && one.state !== 'ended');
const at = (text: string) => new Date(text);

test('a promise that nobody could keep in time ends, its number is erased, and a coordinator hears of it', async () => {
  const nobody = smallOrganisation({ ana: { as: null } }, {}, { callback: { ...callback, expiresHours: 0.01 } });
  stage = await setStage({ organisation: nobody, at: '2026-11-10T18:00:00-06:00' });
  await promiseCallback(stage.service.deps.room, { lineId: 'main', number: caller, via: 'text', textOk: true });
  await stage.pass(10);
  expect(await inLine()).toMatchObject([{ state: 'waiting' }]);
  expect(await attentionOf(stage)).toEqual([]);
  await stage.pass(40);
  expect(await inLine()).toEqual([]);
  expect(await promises(stage)).toMatchObject([
    { state: 'expired', settled_by: 'expiry', number_sealed: null, contact_id: null, attempts: 0 },
  ]);
  expect(await attentionOf(stage)).toMatchObject([{ kind: 'callback-expired', lineId: 'main' }]);
  expect(
    stage
      .phone(caller)
      .texts()
      .map(({ body }) => body),
  ).toEqual(['We could not reach you, and we are sorry. Text CALL ME and we will try again.']);
  const nowMs = stage.clock.nowMs();
  expect(await keptShare(stage.service.deps.database, nowMs - 3_600_000, nowMs)).toEqual({
    due: 1,
    keptOnTime: 0,
    keptLate: 0,
    failed: 0,
    expired: 1,
    stopped: 0,
    open: 0,
    share: 0,
  });
  expect(await keptShare(stage.service.deps.database, nowMs, nowMs + 1)).toMatchObject({ due: 0, share: null });
  stage.expects({ texts: { [caller]: [/^We could not reach you, and we are sorry\./] } });
});

test('who asked in Spanish reads in Spanish that we could not reach them', async () => {
  const nobody = smallOrganisation(
    { ana: { as: null } },
    { languages: ['en', 'es'] },
    { callback: { ...callback, expiresHours: 0.01 } },
  );
  stage = await setStage({ organisation: nobody, at: '2026-11-10T18:00:00-06:00' });
  await promiseCallback(stage.service.deps.room, {
    lineId: 'main',
    number: caller,
    via: 'text',
    textOk: true,
    language: 'es',
  });
  await stage.pass(50);
  expect(
    stage
      .phone(caller)
      .texts()
      .map(({ body }) => body),
  ).toEqual([expect.stringMatching(/^No logramos/)]);
  stage.expects({ texts: { [caller]: [/^No logramos encontrarle, y lo sentimos\. Envíe/] } });
});

test('soon holds while the line is open: when it closes the promise leaves the line, and is due when it opens again', async () => {
  const hours = { openingHours: [{ days: [...everyDay], start: '17:00', end: '18:01' }] };
  stage = await setStage({
    organisation: smallOrganisation({ ana: { as: null } }, hours),
    at: '2026-11-10T18:00:00-06:00',
  });
  await promiseCallback(stage.service.deps.room, { lineId: 'main', number: caller, via: 'coordinator' });
  await stage.pass(5);
  expect(await inLine()).toMatchObject([{ state: 'waiting' }]);
  await stage.pass(60);
  expect(await inLine()).toEqual([]);
  expect(await promises(stage)).toMatchObject([
    { state: 'open', attempts: 0, next_at: at('2026-11-11T17:00:00-06:00') },
  ]);
});

test('a paused line calls nobody; resumed, it keeps its promises', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: '2026-11-10T18:00:00-06:00' });
  const { pool } = stage.service.deps.database;
  await pauseLine(pool, 'main', null, 'test', stage.clock.nowMs());
  await promiseCallback(stage.service.deps.room, { lineId: 'main', number: caller, via: 'coordinator' });
  await stage.pass(40);
  expect(await inLine()).toEqual([]);
  expect(stage.phone(numbers['ana']!).state()).toBe('idle');
  await resumeLine(pool, 'main', 'test', stage.clock.nowMs());
  stage.phone(caller).behaviour = { kind: 'busy' };
  stage.carrier.control.expectCall(caller);
  await takeOffer(stage, 'ana');
  await stage.pass(15);
  expect(await promises(stage)).toMatchObject([{ state: 'open', attempts: 1 }]);
});
