/** Ana rests and cover is thin: Ben, the backup, is told once and rung like a primary until she is back (W4). */
import { afterEach, expect, test } from '@jest/globals';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { talk } from '../support/talking.ts';

let stage: Stage;
afterEach(() => stage.close());

test('the backup steps up while Ana rests, and steps back when she is there again', async () => {
  stage = await setStage({
    organisation: smallOrganisation(
      { ana: {}, ben: { as: 'backup' } },
      {},
      { restAfterHeavyMinutes: 6, wrapUpMinutes: 1 },
    ),
    at: '2026-11-10T18:00:00-06:00',
  });
  const [ana, ben] = [stage.phone(numbers['ana']!), stage.phone(numbers['ben']!)];
  const read = () => ben.texts().map((text) => text.body);
  await stage.pass(20);
  expect(read()).toEqual([]);

  ana.sendText(line, '5');
  await stage.pass(15);
  expect(read()).toEqual([
    expect.stringMatching(
      /^You are a backup on Northside Warmline, and calls may come to you sooner now, until today at 11 PM/,
    ),
  ]);
  const first = stage.phone(caller);
  const calledMs = stage.clock.nowMs();
  stage.carrier.control.expectCall(ben.number);
  await talk(stage, first, ben, 30);
  expect(stage.clock.nowMs() - calledMs).toBeLessThan(45_000);
  first.hangUp();
  await stage.until('Ben has hung up', () => ben.state() === 'idle', 60);
  ben.sendText(line, 'MORE');
  await stage.pass(10);

  ana.sendText(line, 'MORE');
  await stage.until(
    'Ana’s rest is over',
    () => ana.texts().some((text) => text.body.startsWith('Your rest is over')),
    420,
  );
  await stage.pass(15);
  const second = stage.phone('+15550900002');
  second.call(line);
  await stage.until('Ana’s phone rings', () => ana.state() === 'ringing', 10);
  // While her phone rings a second one would, were Ben not a backup again.
  await stage.pass(18);
  expect(stage.carrier.control.calls({ to: ben.number })).toHaveLength(1);
  ana.answer();
  await stage.pass(2);
  ana.press('1');
  await stage.until('they talk', () => second.talkingWith().includes(ana.number));
  second.hangUp();
  await stage.until('Ana has hung up', () => ana.state() === 'idle', 60);

  // Thin again in the same duty: he knows by now.
  ana.sendText(line, '4');
  await stage.pass(30);
  expect(read().filter((body) => /backup/.test(body))).toHaveLength(1);
  const third = stage.phone('+15550900003');
  third.call(line);
  await stage.until('Ben’s phone rings', () => ben.state() === 'ringing', 10);
  stage.expects({
    calls: { ben: 1 },
    texts: {
      ana: [
        /^Thank you for telling us\. You are resting/,
        'You are set to take calls. Thank you.',
        /^Thank you for telling us\. You are resting/,
      ],
      ben: [
        /^You are a backup on Northside Warmline, and/,
        'You are set to take calls. Thank you.',
        /^How heavy was that for you\? Reply/,
      ],
    },
  });
});
