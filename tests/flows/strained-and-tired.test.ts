/** Nudges to rest: to somebody strained once a duty, who is rung only where nobody fresher is there; and after two hours without a pause (W4, Load). */
import { afterEach, expect, test } from '@jest/globals';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { talk } from '../support/talking.ts';
import { hadContact } from '../support/by-hand.ts';

let stage: Stage;
afterEach(() => stage.close());

const minute = 60;

/** What Ana did yesterday evening and today: enough for 60 to 79. */
async function straining(): Promise<void> {
  const contact = (id: string, from: string, to: string, heavy: boolean) =>
    hadContact(stage, id, 'ana', new Date(from), new Date(to), heavy);
  await contact('c1', '2026-11-09T17:00:00-06:00', '2026-11-09T22:50:00-06:00', true);
  await contact('c2', '2026-11-10T10:00:00-06:00', '2026-11-10T13:00:00-06:00', true);
}

test('strained: one nudge a duty, and calls only where nobody fresher is there', async () => {
  stage = await setStage({
    organisation: smallOrganisation({ ana: {}, ben: {} }, {}, { ringSeconds: 40 }),
    at: '2026-11-10T16:58:00-06:00',
  });
  await straining();
  const [ana, ben] = [stage.phone(numbers['ana']!), stage.phone(numbers['ben']!)];
  const nudges = () =>
    ana.texts().filter((text) => /^You have carried a lot lately. It may be time to rest/.test(text.body)).length;
  await stage.pass(100);
  expect(nudges()).toBe(0);
  await stage.pass(40);
  expect(nudges()).toBe(1);
  ana.sendText(line, 'LOAD');
  await stage.pass(2);
  expect(ana.texts().at(-1)?.body).toMatch(/^Your load is [67]\d of 100: it may be time to rest/);

  const first = stage.phone(caller);
  first.call(line);
  await stage.until('Ben’s phone rings', () => ben.state() === 'ringing', 10);
  // A second phone would ring by now, were hers not spared while a fresher one rings.
  await stage.pass(30);
  expect(stage.carrier.control.calls({ to: ana.number })).toEqual([]);
  ben.answer();
  await stage.pass(2);
  ben.press('1');
  await stage.until('they talk', () => first.talkingWith().includes(ben.number));
  stage.phone('+15550900002').call(line);
  await stage.until('Ana’s phone rings, for Ben is busy', () => ana.state() === 'ringing', 15);

  await stage.jump(30 * minute);
  await stage.pass(30);
  expect(nudges()).toBe(1);
  stage.expects({
    calls: { ana: 2 },
    texts: {
      ana: [
        /^You have carried a lot lately\. It may be time/,
        /^Your next shift: Wed Nov \d+, \d+ PM - \d+ PM,/,
        /^Your load is \d+ of \d+: it may be time to rest\./,
      ],
      ben: [/^Your next shift: Wed Nov \d+, \d+ PM - \d+ PM,/],
    },
  });
});

test('two hours of calls with hardly a pause: one nudge, not while she talks, and another only after a pause', async () => {
  stage = await setStage({
    organisation: smallOrganisation({ ana: {} }, {}, { wrapUpMinutes: 2, softLimitMinutes: 90 }),
    at: '2026-11-10T17:10:00-06:00',
  });
  const ana = stage.phone(numbers['ana']!);
  const nudges = () => ana.texts().filter((text) => /two hours. How about a pause/.test(text.body)).length;
  let calls = 0;
  /** A call of so many minutes after a gap; nobody is asked how heavy it was here. */
  const aCall = async (minutes: number, gapMinutes: number) => {
    await stage.jump(gapMinutes * minute);
    await stage.pass(11);
    const someone = stage.phone(`+1555090001${calls++}`);
    await talk(stage, someone, ana, 5);
    await stage.jump(minutes * minute);
    await stage.pass(12);
    const wasNudged = nudges();
    someone.hangUp();
    await stage.until('Ana is free', () => ana.state() === 'idle', 60);
    return wasNudged;
  };
  expect(await aCall(50, 0)).toBe(0);
  expect(await aCall(50, 7)).toBe(0);
  expect(nudges()).toBe(0);
  // The third takes her over two hours, and is not disturbed.
  expect(await aCall(20, 7)).toBe(0);
  await stage.pass(12);
  expect(nudges()).toBe(1);
  expect(await aCall(30, 7)).toBe(1);
  await stage.pass(30);
  expect(nudges()).toBe(1);
  // A real pause begins a new stretch.
  expect(await aCall(50, 15)).toBe(1);
  await stage.pass(30);
  expect(nudges()).toBe(1);
  expect(await aCall(70, 7)).toBe(1);
  await stage.pass(12);
  expect(nudges()).toBe(2);
  stage.expects({
    texts: {
      ana: [
        /^How heavy was that for you\? Reply/,
        /^How heavy was that for you\? Reply/,
        /^You have been there for others for two hours\./,
        /^How heavy was that for you\? Reply/,
        /^How heavy was that for you\? Reply/,
        /^How heavy was that for you\? Reply/,
        /^You have been there for others for two hours\./,
      ],
    },
  });
});
