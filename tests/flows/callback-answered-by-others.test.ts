/** Whoever picks up a promised call may be somebody else, or a machine: nothing names us, and nobody is called against their will (C2). */
import { afterEach, expect, test } from '@jest/globals';
import { promiseCallback } from '../../src/callbacks/promises.ts';
import type { PhoneControl } from '../../infra/phone-lab/control-phone.ts';
import { attemptOutcomes, promises, takeOffer } from '../support/callback-story.ts';
import { caller, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { attentionOf } from '../support/stored.ts';

let stage: Stage;
afterEach(() => stage.close());

const callback = { attemptsMinutes: [0, 1, 2], quietHours: { start: '21:00', end: '09:00' }, expiresHours: 24 };
const secondNumber = '+15550100099';
const naming = /Northside|warmline|volunteer|peer|support|line/i;

/** A promise is due and Ana has taken it; the phone that is called rings. */
async function dialled(messageOk: boolean): Promise<{ ana: PhoneControl; phone: PhoneControl }> {
  stage = await setStage({
    organisation: smallOrganisation({ ana: {} }, { callbackNumber: secondNumber }, { callback }),
    at: '2026-11-10T18:00:00-06:00',
  });
  stage.carrier.control.number(secondNumber);
  await promiseCallback(stage.service.deps.room, { lineId: 'main', number: caller, via: 'coordinator', messageOk });
  const phone = stage.phone(caller);
  stage.carrier.control.expectCall(caller);
  const ana = await takeOffer(stage, 'ana');
  await stage.until('the phone rings', () => phone.state() !== 'idle');
  return { ana, phone };
}

test('a person who presses nothing is never called again, and hears nothing that names us', async () => {
  const { ana, phone } = await dialled(false);
  expect(stage.carrier.control.calls({ to: caller })[0]?.from).toBe(secondNumber);
  phone.answer();
  await stage.until('they are left alone', () => phone.state() === 'idle', 60);
  await stage.until('Ana is free', () => ana.state() === 'idle');
  expect(new Set(phone.sentences())).toEqual(new Set(['Hello, press one.']));
  expect(await promises(stage)).toMatchObject([{ state: 'failed', settled_by: 'person', number_sealed: null }]);
  expect(await attemptOutcomes(stage)).toEqual(['stranger']);
  expect(await attentionOf(stage)).toMatchObject([{ kind: 'callback-failed' }]);
  await stage.pass(60);
  stage.expectNothingElse();
});

test('a person who hangs up is never called again', async () => {
  const { ana, phone } = await dialled(true);
  phone.answer();
  await stage.pass(3);
  phone.hangUp();
  await stage.until('Ana is free', () => ana.state() === 'idle');
  expect(ana.sentences().at(-1)).toMatch(/They could not be reached this time/);
  expect(phone.sentences().join(' ')).not.toMatch(naming);
  expect(await promises(stage)).toMatchObject([{ state: 'failed', settled_by: 'person' }]);
  expect(await attemptOutcomes(stage)).toEqual(['stranger']);
});

test('2 means never again: from no line, whoever asks', async () => {
  const { ana, phone } = await dialled(true);
  phone.answer();
  await stage.pass(1);
  expect(phone.sentences().at(-1)).toBe(
    'Hello. This is the call that was asked for. To take it, press 1. To never be called again, press 2.',
  );
  phone.press('2');
  await stage.until('they are left alone', () => phone.state() === 'idle');
  await stage.until('Ana is free', () => ana.state() === 'idle');
  expect(phone.sentences().at(-1)).toBe('Thank you. This number will not be called again. Goodbye.');
  expect(ana.sentences().at(-1)).toMatch(/They do not want to be called any more/);
  expect(await promises(stage)).toMatchObject([{ state: 'stopped', settled_by: 'opt-out', number_sealed: null }]);
  expect(await attentionOf(stage)).toEqual([]);
  const again = await promiseCallback(stage.service.deps.room, { lineId: 'main', number: caller, via: 'coordinator' });
  expect(again).toEqual({ kind: 'declined', why: 'opted-out' });
});

test('a machine hears the message that was agreed, once its greeting is over, and the caller is tried again', async () => {
  const { ana, phone } = await dialled(true);
  // The machine answers what rings now.
  phone.behaviour = { kind: 'machine', afterSeconds: 1, greetingSeconds: 5 };
  phone.decline();
  await stage.until('Ana is free', () => ana.state() === 'idle');
  expect(await attemptOutcomes(stage)).toEqual(['busy']);
  stage.carrier.control.expectCall(caller);
  await takeOffer(stage, 'ana', 90);
  await stage.until('Ana is free', () => ana.state() === 'idle', 60);
  await stage.until('the machine is left alone', () => phone.state() === 'idle');
  expect(phone.voicemails().at(-1)?.heard.at(-1)).toBe(
    'Hello. This is the call that was asked for. We will try again later. Goodbye.',
  );
  expect(phone.sentences().join(' ')).not.toMatch(naming);
  expect(await promises(stage)).toMatchObject([{ state: 'open', attempts: 2 }]);
  expect(await attemptOutcomes(stage)).toEqual(['busy', 'machine']);
});
