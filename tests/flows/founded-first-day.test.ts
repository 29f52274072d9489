/** A founder who said “ring us whenever the line is open”, alone and always open: rung and written to at once, promises kept, and nobody used up by a plan that nobody made (O1, W). */
import { afterEach, expect, test } from '@jest/globals';
import { promiseCallback } from '../../src/callbacks/promises.ts';
import type { Founding } from '../../src/organisation/founding-file.ts';
import { promises } from '../support/callback-story.ts';
import { founded, mesa, rosa } from '../support/founded.ts';
import { caller } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { noticesOf } from '../support/stored.ts';
import { takeCall } from '../support/talking.ts';
import { texting } from '../support/texting.ts';

let stage: Stage;
const begin = async (part: Partial<Founding> = {}) => {
  stage = await setStage({ organisation: founded(part), at: '2026-11-10T14:50:00-07:00' });
};
afterEach(() => stage.close());

/** So many seconds pass until it holds. */
async function secondsUntil(what: string, reached: () => boolean): Promise<number> {
  const fromMs = stage.clock.nowMs();
  await stage.until(what, reached, 60);
  return (stage.clock.nowMs() - fromMs) / 1000;
}

test('a call rings at once, also where it comes as one shift goes over into the next, and they talk', async () => {
  await begin();
  const [someone, own] = [stage.phone(caller), stage.phone(rosa)];
  someone.call(mesa);
  expect(await secondsUntil('Rosa rings', () => own.state() === 'ringing')).toBeLessThanOrEqual(1);
  await takeCall(stage, someone, own, 15 * 60);
  expect(someone.talkingWith()).toContain(rosa);
  someone.hangUp();
  await stage.pass(70);
  await stage.jump(10 * 60);
  stage.phone('+15550900002').call(mesa);
  expect(await secondsUntil('Rosa rings again', () => own.state() === 'ringing')).toBeLessThanOrEqual(1);
  stage.phone('+15550900002').hangUp();
  await stage.pass(2);
  stage.expects({ calls: { [rosa]: 2 }, texts: { [rosa]: [/^How heavy was that for you/] } });
});

test('a texter is given to the founder at once', async () => {
  await begin();
  const { write, news } = texting(stage);
  await write(caller, 'hi, is somebody there?', { to: mesa });
  expect([news(caller), news(rosa)]).toEqual([
    [expect.stringMatching(/^This is Mesa Warmline\. A volunteer who/)],
    [expect.stringMatching(/^Someone is writing in English/), 'hi, is somebody there?'],
  ]);
  await write(rosa, 'I am here.', { to: mesa });
  expect(news(caller)).toEqual(['I am here.']);
});

test('a promised call is made as soon as it is due, holds for a day, and is kept', async () => {
  await begin();
  const { room, clock } = stage.service.deps;
  await promiseCallback(room, { lineId: 'main', number: caller, via: 'coordinator' });
  const [promised] = await promises(stage);
  expect(promised!.until_at.getTime() - clock.nowMs()).toBe(24 * 3_600_000);
  stage.carrier.control.expectCall(rosa);
  expect(await secondsUntil('Rosa rings', () => stage.phone(rosa).state() === 'ringing')).toBeLessThanOrEqual(5);
  stage.carrier.control.expectCall(caller);
  stage.phone(rosa).answer();
  await stage.pass(2);
  stage.phone(rosa).press('1');
  await stage.until('the caller rings', () => stage.phone(caller).state() === 'ringing');
  stage.phone(caller).answer();
  await stage.until('it is said who calls', () => stage.phone(caller).sentences().length > 0);
  stage.phone(caller).press('1');
  await stage.until('they talk', () => stage.phone(caller).talkingWith().includes(rosa));
  await stage.pass(130);
  stage.phone(caller).hangUp();
  await stage.pass(5);
  expect((await promises(stage)).map(({ state }) => state)).toEqual(['kept']);
  await stage.pass(70);
  stage.expects({ texts: { [rosa]: [/^How heavy was that for you/] } });
});

test.each([
  ['always', [], []],
  [
    'by day',
    [{ days: ['TU', 'WE', 'TH', 'FR'], start: '10:00', end: '20:00' }],
    ['2026-11-11T16:00:00.000Z', '2026-11-12T16:00:00.000Z', '2026-11-13T16:00:00.000Z'],
  ],
] as const)(
  'open %s, nobody is reminded of each shift that they are on call for, but of the first of a day at most',
  async (_when, hours, first) => {
    await begin({ openingHours: hours as unknown as Founding['openingHours'] });
    await stage.pass(120);
    const reminded = await noticesOf(stage, 'hour-before');
    expect(reminded.map(({ due }) => due.toISOString()).toSorted()).toEqual(first);
    expect((await noticesOf(stage, 'unconfirmed')).length).toBeLessThanOrEqual(first.length);
  },
);

test('whoever did not say “ring us” is asked once a day to say ON, however many shifts the day has', async () => {
  await begin({ ringsAtOnce: false });
  const { news } = texting(stage);
  await stage.pass(70);
  expect(news(rosa)).toEqual([expect.stringMatching(/^Your shift on Mesa Warmline has begun/)]);
  // The next shifts begin at four and at eight in the afternoon.
  for (let hour = 0; hour < 8; hour += 1) await stage.jump(3_600);
  expect(news(rosa)).toEqual([]);
  for (let hour = 0; hour < 16; hour += 1) await stage.jump(3_600);
  expect(news(rosa)).toEqual([expect.stringMatching(/^Your shift on Mesa Warmline has begun/)]);
});
