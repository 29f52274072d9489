/** Ana tells by key how heavy it was: she rests at once, is asked before the rest ends, and when she says nothing rests once longer (V7). */
import { afterEach, expect, test } from '@jest/globals';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { availabilityOf, loadEventsOf } from '../support/stored.ts';

let stage: Stage;
afterEach(() => stage.close());

const minute = 60;

test('a heavy answer rests, "MORE or OFF?" without an answer rests once longer, then calls come again', async () => {
  stage = await setStage({
    organisation: smallOrganisation({ ana: {} }, {}, { restAfterHeavyMinutes: 5, wrapUpMinutes: 1 }),
    at: '2026-11-10T18:00:00-06:00',
  });
  const ana = stage.phone(numbers['ana']!);
  const someone = stage.phone(caller);
  someone.call(line);
  await stage.until('Ana’s phone rings', () => ana.state() === 'ringing');
  ana.answer();
  await stage.pass(2);
  ana.press('1');
  await stage.until('they talk', () => someone.talkingWith().includes(numbers['ana']!));
  await stage.pass(2 * minute);
  someone.hangUp();
  await stage.until('Ana is asked how heavy it was', () =>
    ana.sentences().some((sentence) => /How heavy was this/.test(sentence)),
  );
  ana.press('5');
  await stage.until('Ana hears that she rests', () =>
    ana.sentences().some((sentence) => /You are resting until today at 6:0\d PM/.test(sentence)),
  );
  await stage.until('Ana has hung up', () => ana.state() === 'idle');
  const restEnds = async () => (await availabilityOf(stage))[0]!.restUntil!.getTime();
  const restUntilMs = await restEnds();
  expect(restUntilMs - stage.clock.nowMs()).toBeGreaterThan(4 * minute * 1000);
  expect((await loadEventsOf(stage)).filter((one) => ['contact', 'check-in'].includes(one.kind))).toMatchObject([
    { kind: 'contact', heavy: true, answer: null },
    { kind: 'check-in', heavy: false, answer: 5 },
  ]);

  const texts = () => ana.texts().map((text) => text.body);
  const waiting = stage.phone('+15550900002');
  waiting.call(line);
  await stage.until('Ana is asked before the rest ends', () => texts().length === 1, 5 * minute);
  expect(texts()).toEqual([expect.stringMatching(/^Your rest lasts until .*MORE .*OFF/)]);
  await stage.until('she hears that she rests longer', () => texts().length === 2, 3 * minute);
  expect(texts()[1]).toMatch(/^You rest a little longer, until/);
  expect(await restEnds()).toBe(restUntilMs + 5 * minute * 1000);
  expect(ana.state()).toBe('idle');
  stage.carrier.control.expectCall(ana.number);
  await stage.until('Ana’s phone rings again', () => ana.state() === 'ringing', 6 * minute);
  expect(stage.clock.nowMs()).toBeGreaterThanOrEqual(restUntilMs + 5 * minute * 1000);
  await stage.pass(15);
  expect(texts().slice(2)).toEqual([expect.stringMatching(/^Your rest is over/)]);
  stage.expects({
    calls: { ana: 1 },
    texts: {
      ana: [
        /^Your rest lasts until today at/,
        /^You rest a little longer, until today at/,
        /^Your rest is over, and calls can come again\./,
      ],
    },
  });
});
