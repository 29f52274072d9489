/** A minute after a talk its volunteer is asked by text how heavy it was, unless they said so by key; an answer acts at once (V7). */
import { afterEach, expect, test } from '@jest/globals';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { talk } from '../support/talking.ts';
import { availabilityOf, loadEventsOf } from '../support/stored.ts';

let stage: Stage;
afterEach(() => stage.close());

const read = () =>
  stage
    .phone(numbers['ana']!)
    .texts()
    .map((text) => text.body);
const isQuestion = (body: string) =>
  body.startsWith('How heavy was that for you? Reply 1 for light up to 5 for very heavy, or 6 for a break');
const loadEvents = () => loadEventsOf(stage);
const availability = async () => (await availabilityOf(stage))[0];

const thanksInWrapUp =
  /^Thank you for telling us\. You have until today at 6:0\d PM to wind down; if you would like calls sooner, text MORE\.$/;

/** A call of two minutes that its caller ends. */
async function talked() {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: '2026-11-10T18:00:00-06:00' });
  const [ana, someone] = [stage.phone(numbers['ana']!), stage.phone(caller)];
  await talk(stage, someone, ana, 120);
  someone.hangUp();
  await stage.until('Ana is asked by voice', () =>
    ana.sentences().some((sentence) => /How heavy was this/.test(sentence)),
  );
  return ana;
}

/** She just hangs up, and is asked by text. */
async function askedByText() {
  const ana = await talked();
  ana.hangUp();
  await stage.pass(50);
  expect(read()).toEqual([]);
  await stage.pass(20);
  expect(read().map(isQuestion)).toEqual([true]);
  return async (body: string) => {
    const before = read().length;
    ana.sendText(line, body);
    await stage.pass(2);
    return read().slice(before);
  };
}

test('whoever said it by key is not asked by text', async () => {
  const ana = await talked();
  ana.press('2');
  await stage.pass(120);
  expect(read()).toEqual([]);
  expect(await loadEvents()).toMatchObject([
    { kind: 'contact', heavy: false, answer: null },
    { kind: 'check-in', heavy: false, answer: 2 },
  ]);
});

test('2 is thanked, with the word that ends the wrap-up sooner; the same talk is not asked about again', async () => {
  const answer = await askedByText();
  expect(await answer('2')).toEqual([expect.stringMatching(thanksInWrapUp)]);
  await stage.pass(120);
  expect(read()).toHaveLength(2);
  expect(await loadEvents()).toMatchObject([
    { kind: 'contact', heavy: false, answer: null },
    { kind: 'check-in', heavy: false, answer: 2 },
  ]);
  expect((await availability())?.restUntil ?? null).toBeNull();
  expect((await availability())?.wrapUpUntil).not.toBeNull();
  await answer('MORE');
  expect((await availability())?.wrapUpUntil).toBeNull();
  // Nothing is left that a word would end.
  expect(await answer('1')).toEqual(['Thank you for telling us.']);
  stage.expects({
    texts: {
      ana: [
        /^How heavy was that for you\? Reply/,
        thanksInWrapUp,
        'You are set to take calls. Thank you.',
        'Thank you for telling us.',
      ],
    },
  });
});

test('4 begins a rest at once and marks the talk as heavy', async () => {
  const answer = await askedByText();
  expect(await answer('4')).toEqual([
    expect.stringMatching(/^Thank you for telling us. You are resting until today at 6:1\d PM. Text TALK/),
  ]);
  expect(await loadEvents()).toMatchObject([
    { kind: 'contact', heavy: true, answer: null },
    { kind: 'check-in', heavy: false, answer: 4 },
  ]);
  const { restUntil } = (await availability())!;
  expect(restUntil!.getTime() - stage.clock.nowMs()).toBeGreaterThan(14 * 60_000);
  stage.phone('+15550900002').call(line);
  await stage.pass(30);
  expect(stage.carrier.control.calls({ to: numbers['ana']! })).toHaveLength(1);
  stage.expects({
    texts: { ana: [/^How heavy was that for you\? Reply/, /^Thank you for telling us\. You are resting/] },
  });
});

test('6 is a break, given at once', async () => {
  const answer = await askedByText();
  expect(await answer('6')).toEqual([
    expect.stringMatching(/^Your break has begun and lasts until today at 6:2\d PM. Text ON/),
  ]);
  expect((await availability())!.breakUntil!.getTime() - stage.clock.nowMs()).toBeGreaterThan(19 * 60_000);
  expect(await loadEvents()).toMatchObject(
    expect.arrayContaining([
      expect.objectContaining({ kind: 'contact', heavy: false, answer: null }),
      expect.objectContaining({ kind: 'break' }),
    ]),
  );
  stage.expects({
    texts: { ana: [/^How heavy was that for you\? Reply/, /^Your break has begun and lasts until today at/] },
  });
});

test('any other number is one line that helps, and changes nothing', async () => {
  const answer = await askedByText();
  const before = [await loadEvents(), await availability()];
  for (const body of ['7', '0', '1.5', '11', '-3', '4,5']) {
    expect(await answer(body)).toEqual([
      'How heavy it was is a number from 1 for light to 5 for very heavy, or 6 for a break. Nothing has changed.',
    ]);
  }
  expect([await loadEvents(), await availability()]).toEqual(before);
  expect(await answer('3')).toEqual([expect.stringMatching(thanksInWrapUp)]);
  stage.expects({
    texts: {
      ana: [
        /^How heavy was that for you\? Reply/,
        /^How heavy it was is a number from/,
        /^How heavy it was is a number from/,
        /^How heavy it was is a number from/,
        /^How heavy it was is a number from/,
        /^How heavy it was is a number from/,
        /^How heavy it was is a number from/,
        thanksInWrapUp,
      ],
    },
  });
});

test('who talks again by then is not asked about the talk before', async () => {
  const ana = await talked();
  ana.hangUp();
  ana.sendText(line, 'MORE');
  await stage.pass(5);
  await talk(stage, stage.phone('+15550900002'), ana, 120);
  expect(read().filter(isQuestion)).toEqual([]);
  stage.expects({ texts: { ana: ['You are set to take calls. Thank you.'] } });
});
