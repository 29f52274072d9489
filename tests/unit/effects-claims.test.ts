/** Claims are compared by the database's clock: a host whose own clock is wrong neither loses an effect nor takes another's. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { claimEffect } from '../../src/contacts/claims.ts';
import { overdueEffects, renewClaim } from '../../src/effects/claims.ts';
import { newEffect, writeEffects } from '../../src/effects/write.ts';
import { openDatabase, type Database } from '../../src/platform/database.ts';
import { systemClock, type Clock } from '../../src/platform/clock.ts';
import { createManualClock } from '../support/manual-clock.ts';
import { freshDatabase } from '../support/servers.ts';

const hour = 3_600_000;
let database: Database;
let drop: () => Promise<void>;

beforeAll(async () => {
  const fresh = await freshDatabase();
  drop = fresh.drop;
  database = openDatabase(fresh.databaseUrl);
});
afterAll(async () => (await database.close(), await drop()));

/** A host whose clock is wrong by so much, and does not know it. */
const hostWrongBy = (ms: number) => ({
  pool: database.pool,
  clock: { ...systemClock, nowMs: () => Date.now() + ms } satisfies Clock,
});

async function dueEffect(dueAtMs: number): Promise<string> {
  const effect = newEffect('SendTexts', { textId: 'a' }, { dueAtMs });
  await writeEffects(database.pool, [effect]);
  return effect.id;
}

test.each([
  ['slow', -hour],
  ['fast', hour],
])('what a host with a %s clock has claimed is left to it', async (_how, wrongByMs) => {
  const id = await dueEffect(Date.now() - 2 * hour);
  const wrong = hostWrongBy(wrongByMs);
  const claimed = await claimEffect(wrong, id);
  expect(claimed).toMatchObject({ effect: { id, attempts: 1 }, stored: null });
  for (const other of [hostWrongBy(0), hostWrongBy(-wrongByMs)]) {
    expect(await claimEffect(other, id)).toBeNull();
    expect(await overdueEffects(other, 0)).not.toContainEqual(expect.objectContaining({ id }));
  }
  await expect(renewClaim(wrong, { id, attempts: 1 })).resolves.toBeUndefined();
});

test('a claim of a process that is gone is taken over, also where a story moves the clock by hand', async () => {
  const clock = createManualClock(Date.parse('2026-11-10T18:00:00-06:00'));
  const host = { pool: database.pool, clock };
  const id = await dueEffect(clock.nowMs());
  expect(await claimEffect(host, id)).toMatchObject({ effect: { attempts: 1 } });
  expect(await claimEffect(host, id)).toBeNull();
  clock.jump(11_000);
  expect(await overdueEffects(host, 0)).toContainEqual({ id, kind: 'SendTexts', state: 'running' });
  expect(await claimEffect(host, id)).toMatchObject({ effect: { attempts: 2 } });
  await expect(renewClaim(host, { id, attempts: 1 })).rejects.toThrow('another process has the effect');
});
