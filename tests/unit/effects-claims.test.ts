/** Claims are compared by the database's clock: a host whose own clock is wrong neither loses an effect nor takes another's. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { claimEffect, claimNextRings } from '../../src/contacts/claims.ts';
import { asItStands } from '../../src/contacts/contacts-sql.ts';
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

test('calls are taken most urgent first, as many as the account may make now, whichever process asks', async () => {
  const clock = createManualClock(Date.parse('2026-11-11T18:00:00-06:00'));
  const host = { pool: database.pool, clock };
  const another = { ...host };
  const legs = ['leader', 'first', 'second', 'crisis', 'third'];
  await database.pool.query(
    `INSERT INTO contacts (id, line_id, channel, state, language, script, arrived_at, waiting_since, rank_at) VALUES ('c', 'main', 'voice', 'waiting', 'en', 'hold', $1, $1, $1)`,
    [new Date(clock.nowMs())],
  );
  await database.pool.query(
    `INSERT INTO legs (id, contact_id, line_id, purpose, person_id, role, state, created_at) SELECT id, 'c', 'main', 'offer', id, 'primary', 'planned', $2 FROM unnest($1::text[]) id`,
    [legs, new Date(clock.nowMs())],
  );
  const onLeg = (legId: string) => ({ dueAtMs: clock.nowMs(), contactId: 'c', legId });
  for (const effect of [
    newEffect('RingLeader', {}, onLeg('leader')),
    newEffect('RingVolunteer', { dial: 'one pair' }, onLeg('first')),
    newEffect('RingVolunteer', { dial: 'one pair' }, onLeg('second')),
    newEffect('RingCrisisLine', {}, onLeg('crisis')),
    newEffect('RingVolunteer', { dial: 'another' }, onLeg('third')),
  ])
    await writeEffects(database.pool, [effect]);
  const take = async (by: typeof host, atMost: number) => {
    const { claimed, waitMs } = await claimNextRings(by, 2, atMost);
    return { took: claimed.map(({ effect, number }) => `${effect.legId} ${number}`), waitMs, claimed };
  };
  const burst = await take(host, 16);
  expect(burst).toMatchObject({ took: ['crisis null', 'first taken', 'second busy'], waitMs: 500 });
  const [crisis] = burst.claimed;
  const stateOf = (id: string) => crisis && asItStands(crisis.stored!).legs.find((leg) => leg.id === id)?.state;
  expect(legs.map(stateOf)).toEqual(['planned', 'dialling', 'dialling', 'dialling', 'planned']);
  expect(await take(another, 16)).toMatchObject({ took: [], waitMs: 500 });
  clock.jump(500);
  expect(await take(another, 16)).toMatchObject({ took: ['third taken'], waitMs: 500 });
  clock.jump(2_000);
  expect(await take(host, 1)).toMatchObject({ took: ['leader null'], waitMs: null });
});
