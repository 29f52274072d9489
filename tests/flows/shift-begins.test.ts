/** Where going on shift makes nobody available, whoever is on is asked to say ON, once a shift, and is rung only then (S5). */
import { afterEach, expect, test } from '@jest/globals';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';

let stage: Stage;
afterEach(() => stage.close());

test('the shift begins, Ana is asked once, and her phone rings after ON', async () => {
  stage = await setStage({
    organisation: smallOrganisation({ ana: {} }, { automaticAvailability: false }),
    at: '2026-11-10T16:59:40-06:00',
  });
  const [ana, someone] = [stage.phone(numbers['ana']!), stage.phone(caller)];
  await stage.pass(10);
  expect(ana.texts()).toEqual([]);
  await stage.pass(60);
  // At the same hour she is reminded of tomorrow's shift.
  expect(
    ana
      .texts()
      .map((text) => text.body)
      .toSorted(),
  ).toEqual([
    expect.stringMatching(/^Your next shift: Wed Nov 11, 5 PM - 11 PM/),
    expect.stringMatching(/has begun and lasts until today at 11 PM.*Text ON/),
  ]);
  someone.call(line);
  await stage.pass(10);
  expect(stage.carrier.control.calls({ to: ana.number })).toHaveLength(0);
  ana.sendText(line, 'ON');
  await stage.until('Ana’s phone rings', () => ana.state() === 'ringing', 20);
  stage.expects({
    calls: { ana: 1 },
    texts: {
      ana: [
        /^Your next shift: Wed Nov 11, 5 PM - 11 PM/,
        /has begun and lasts until today at 11 PM.*Text ON/,
        'You are set to take calls. Thank you.',
      ],
    },
  });
});
