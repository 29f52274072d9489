/** After an outage hundreds of effects are overdue: the sweep does them a few at a time, so that routing and new calls find a connection of the database. */
import { afterEach, expect, test } from '@jest/globals';
import { newEffect, writeEffects } from '../../src/effects/write.ts';
import { smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { startSweep } from '../../workers/sweep.ts';

const overdue = 200;
let stage: Stage;
afterEach(() => stage.close());

test('all of them are begun, and no more at once than leave room for others', async () => {
  stage = await setStage({
    organisation: smallOrganisation({ ana: {} }),
    at: '2026-11-10T18:00:00-06:00',
    role: 'web',
  });
  const { deps } = stage.service;
  const dueAtMs = stage.clock.nowMs() - 60_000;
  await writeEffects(
    deps.room.pool,
    Array.from({ length: overdue }, (_, index) => newEffect('SendTexts', { textId: `text-${index}` }, { dueAtMs })),
  );
  const begun = new Set<string>();
  let [now, most] = [0, 0];
  const sweep = startSweep(deps, {
    async doEffect(id) {
      begun.add(id);
      most = Math.max(most, (now += 1));
      await new Promise((resolve) => setImmediate(resolve));
      now -= 1;
    },
    wake: async () => {},
    takeUpFills: async () => {},
    takeUpReplays: async () => {},
    dialler: { poke: () => {}, idle: async () => {}, stop: async () => {} },
  });
  await sweep.idle();
  await sweep.stop();
  expect(begun.size).toBe(overdue);
  expect(most).toBeLessThanOrEqual(40);
  expect(most).toBeGreaterThan(1);
});
