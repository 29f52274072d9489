/** Two missed rings in a row are a break, kindly said; ON ends it early (guards). */
import { afterEach, expect, test } from '@jest/globals';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { loadEventsOf } from '../support/stored.ts';

let stage: Stage;
afterEach(() => stage.close());

test('the phone rings twice in vain: a break of 30 minutes and a text; ON brings the next call at once', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: '2026-11-10T18:00:00-06:00' });
  const [ana, someone] = [stage.phone(numbers['ana']!), stage.phone(caller)];
  someone.call(line);
  await stage.until('Ana has a break', () => ana.texts().length === 1, 120);
  expect(ana.texts()[0]?.body).toMatch(/Two of our calls did not reach you, so you have a break until/);
  const rung = stage.carrier.control.calls({ to: ana.number }).length;
  expect(rung).toBe(2);
  await stage.pass(60);
  expect(stage.carrier.control.calls({ to: ana.number })).toHaveLength(rung);
  ana.sendText(line, 'ON');
  await stage.until('Ana’s phone rings again', () => ana.state() === 'ringing', 20);
  const pause = (await loadEventsOf(stage)).find((one) => one.kind === 'break')!;
  const seconds = (pause.endAt!.getTime() - pause.startAt.getTime()) / 1000;
  expect(seconds).toBeGreaterThanOrEqual(60);
  expect(seconds).toBeLessThan(120);
});
