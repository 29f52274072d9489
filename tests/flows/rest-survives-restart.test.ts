/** A rest outlives the process it began in: after a restart nobody rings who rests, and the rest ends on time. */
import { afterEach, expect, test } from '@jest/globals';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { availabilityOf } from '../support/stored.ts';

let stage: Stage;
afterEach(() => stage.close());

test('Ana rests; the service restarts; her phone stays quiet until the rest is over', async () => {
  stage = await setStage({
    organisation: smallOrganisation({ ana: {} }, {}, { restAfterHeavyMinutes: 4 }),
    at: '2026-11-10T18:00:00-06:00',
  });
  const [ana, someone] = [stage.phone(numbers['ana']!), stage.phone(caller)];
  ana.sendText(line, '5');
  await stage.pass(2);
  const [row] = await availabilityOf(stage);
  await stage.restart();
  someone.call(line);
  await stage.until('Ana is asked', () => ana.texts().some((text) => /MORE/.test(text.body)), 240);
  ana.sendText(line, 'ON');
  await stage.until('Ana’s phone rings', () => ana.state() === 'ringing', 240);
  expect(stage.clock.nowMs()).toBeGreaterThanOrEqual(row!.restUntil!.getTime());
  expect(stage.clock.nowMs()).toBeLessThan(row!.restUntil!.getTime() + 10_000);
  expect(stage.carrier.control.calls({ to: ana.number })).toHaveLength(1);
  stage.expects({
    calls: { ana: 1 },
    texts: {
      ana: [
        /^Thank you for telling us\. You are resting/,
        /^Your rest lasts until today at/,
        /^Thank you\. You are resting until today at/,
      ],
    },
  });
});
