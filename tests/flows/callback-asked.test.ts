/** Callers ask to be called back: from the queue, after hours, with another number, at a time, or by hanging up half-way (C1, V8). */
import { afterEach, expect, test } from '@jest/globals';
import { promiseCallback } from '../../src/callbacks/promises.ts';
import type { PhoneControl } from '../../infra/phone-lab/control-phone.ts';
import { answerQuestions, attemptOutcomes, promises, takeOffer } from '../support/callback-story.ts';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { callbackDraftsOf, callbacksOf, contactsOf, effectsOf } from '../support/stored.ts';

let stage: Stage;
afterEach(() => stage.close());

const everyDay = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
const evenings = { openingHours: [{ days: [...everyDay], start: '17:00', end: '23:00' }] };
const at = (text: string) => new Date(text);

/** A caller in line while Ana’s phone is busy, asked the first question of a callback. */
async function asking(options: { from?: string } = {}): Promise<PhoneControl> {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: '2026-11-10T18:00:00-06:00' });
  stage.phone(numbers['ana']!).behaviour = { kind: 'busy' };
  const someone = stage.phone(caller);
  someone.call(line, options);
  await stage.until('they wait in line', () =>
    someone.sentences().join(' ').includes('keep your place in line, press 1'),
  );
  await answerQuestions(stage, someone, ['1']);
  return someone;
}

test('after hours: the promise is due when the line opens, and nobody is called before', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }, evenings), at: '2026-11-10T10:00:00-06:00' });
  const someone = stage.phone(caller);
  someone.call(line);
  await stage.until('they hear the choice', () =>
    someone.sentences().join(' ').includes('To be called back when someone is here, press 1.'),
  );
  expect(someone.sentences().join(' ')).toMatch(/is closed right now.*We open again today at 5 PM/);
  await answerQuestions(stage, someone, ['1', '1', '2', '2', '1']);
  expect(someone.sentences().join(' ')).toContain('We keep trying until tomorrow at 10 AM.');
  await stage.until('the call ends kindly by itself', () => someone.state() === 'idle', 60);
  await stage.pass(2);
  expect(await promises(stage)).toMatchObject([{ state: 'open', next_at: at('2026-11-10T17:00:00-06:00') }]);
  expect(await contactsOf(stage)).toMatchObject([{ state: 'ended', outcome: 'callback' }]);
  stage.expectNothingElse();
});

test('hanging up at the first question promises nothing; once the number is certain it does', async () => {
  const someone = await asking();
  someone.hangUp();
  await stage.pass(1);
  expect(await promises(stage)).toEqual([]);
  expect(await callbackDraftsOf(stage)).toEqual([]);

  someone.call(line);
  await stage.until(
    'they wait in line again',
    () => someone.sentences(someone.callSid()).join(' ').includes('keep your place in line, press 1'),
    60,
  );
  await answerQuestions(stage, someone, ['1', '1']);
  someone.hangUp();
  await stage.pass(1);
  expect(await callbacksOf(stage)).toMatchObject([{ state: 'open', messageOk: false, textOk: false, timed: false }]);
  stage.expects({ calls: { ana: 3 } });
});

test('a hidden caller types a number: it gets one attempt and never a message', async () => {
  const someone = await asking({ from: 'anonymous' });
  expect(someone.sentences().at(-1)).toMatch(/Your number is hidden from us/);
  someone.press('5550900055#');
  await stage.pass(1);
  await answerQuestions(stage, someone, ['1']);
  expect(someone.sentences().join(' ')).toContain('We try this number once, and we leave no message there.');
  someone.hangUp();
  expect(
    JSON.stringify([await callbackDraftsOf(stage), (await effectsOf(stage)).map(({ payload }) => payload)]),
  ).not.toContain('5550900055');
  const typed = stage.phone('+15550900055');
  typed.behaviour = { kind: 'no-answer' };
  stage.phone(numbers['ana']!).behaviour = { kind: 'waits' };
  await takeOffer(stage, 'ana', 90);
  await stage.until('the attempt is over', () => stage.phone(numbers['ana']!).state() === 'idle', 90);
  expect(await promises(stage)).toMatchObject([{ state: 'failed', attempts: 1, settled_by: 'attempts' }]);
  expect(await attemptOutcomes(stage)).toEqual(['no-answer']);
  stage.expects({ calls: { ana: 2, '+15550900055': 1 } });
});

test('a number that costs extra is declined kindly, and the caller is back in line', async () => {
  const someone = await asking();
  await answerQuestions(stage, someone, ['2']);
  for (let times = 0; times < 2; times += 1) {
    someone.press('9005550100#');
    await stage.pass(1);
  }
  await stage.pass(5);
  expect(someone.sentences().filter((sentence) => sentence.includes('not able to call that number'))).toHaveLength(2);
  expect((await contactsOf(stage)).filter((one) => ['waiting', 'choosing-overflow'].includes(one.state))).toMatchObject(
    [{ script: 'hold' }],
  );
  expect(await promises(stage)).toEqual([]);
  stage.expects({ calls: { ana: 1 } });
});

test('somebody takes the call while the questions are asked: they talk, and nothing is promised', async () => {
  const someone = await asking();
  stage.phone(numbers['ana']!).behaviour = { kind: 'waits' };
  await answerQuestions(stage, someone, ['1']);
  await takeOffer(stage, 'ana', 90);
  await stage.until('they talk', () => someone.talkingWith().includes(numbers['ana']!));
  someone.hangUp();
  await stage.pass(2);
  expect(await promises(stage)).toEqual([]);
  expect(await callbackDraftsOf(stage)).toEqual([]);
  stage.expects({ calls: { ana: 1 } });
});

test('at a time: told as people say it, and not tried before', async () => {
  const someone = await asking();
  await answerQuestions(stage, someone, ['1', '2', '2', '2']);
  someone.press('0730');
  await stage.pass(1);
  expect(someone.sentences().at(-1)).toMatch(/For the morning, press 1/);
  await answerQuestions(stage, someone, ['2']);
  expect(someone.sentences().join(' ')).toContain('We will call you today at 7:30 PM.');
  someone.hangUp();
  await stage.pass(5);
  expect(await callbacksOf(stage)).toMatchObject([
    { timed: true, dueAt: at('2026-11-10T19:30:00-06:00'), contactId: null },
  ]);
  stage.expects({ calls: { ana: 1 } });
});

test('who has a promise hears of it, and says that it is no longer needed', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: '2026-11-10T18:00:00-06:00' });
  await promiseCallback(stage.service.deps.room, {
    lineId: 'main',
    number: caller,
    via: 'text',
    atMs: stage.clock.nowMs() + 3_600_000,
  });
  stage.phone(numbers['ana']!).behaviour = { kind: 'busy' };
  const someone = stage.phone(caller);
  someone.call(line);
  await stage.until('they wait in line', () =>
    someone.sentences().join(' ').includes('keep your place in line, press 1'),
  );
  await answerQuestions(stage, someone, ['1']);
  await stage.pass(6);
  expect(someone.sentences().join(' ')).toMatch(
    /You already have our promise to call you.*If you no longer need that call, press 2/,
  );
  await answerQuestions(stage, someone, ['2']);
  expect(await promises(stage)).toMatchObject([{ state: 'kept', settled_by: 'word', number_sealed: null }]);
  await stage.pass(3);
  expect((await contactsOf(stage)).filter((one) => ['waiting', 'choosing-overflow'].includes(one.state))).toMatchObject(
    [{ script: 'hold' }],
  );
  stage.expects({ calls: { ana: 1 } });
});

test('in the evening a retry waits for the morning, and the caller who agreed hears so by text', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: '2026-11-10T20:50:00-06:00' });
  await promiseCallback(stage.service.deps.room, { lineId: 'main', number: caller, via: 'text', textOk: true });
  stage.phone(caller).behaviour = { kind: 'busy' };
  const ana = await takeOffer(stage, 'ana');
  await stage.until('the attempt is over', () => ana.state() === 'idle');
  await stage.pass(2);
  expect(await promises(stage)).toMatchObject([
    { state: 'open', attempts: 1, next_at: at('2026-11-11T09:00:00-06:00') },
  ]);
  expect(
    stage
      .phone(caller)
      .texts()
      .map(({ body }) => body),
  ).toEqual(['We could not reach you just now. We will try again, until tomorrow at 8:50 PM.']);
  stage.expects({ calls: { [caller]: 1 }, texts: { [caller]: [/^We could not reach you just now\. We will try/] } });
});
