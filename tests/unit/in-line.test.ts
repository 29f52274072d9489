/** Whoever waits, as the tables are asked for them: a caller's place in line, and whom a routing pass looks at in a crowd (V2, V3). */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type pg from 'pg';
import { countBefore, lockSomeWaitingSql } from '../../src/contacts/routing-sql.ts';
import { lookAtEverything } from '../../src/contacts/sweep.ts';
import { byPlaceInLine } from '../../src/matching/ranking.ts';
import { freshDatabase, openPool } from '../support/servers.ts';

type Waiting = Parameters<typeof byPlaceInLine>[0] & { lineId: string };
const atMs = Date.parse('2026-11-10T18:00:00Z');
const mostTaken = 64;
const taken = { byPlace: 48, byChance: 16 };
let pool: pg.Pool;
let drop: () => Promise<void>;

beforeAll(async () => {
  const database = await freshDatabase();
  pool = openPool(database.databaseUrl);
  drop = database.drop;
});
beforeEach(() => pool.query('TRUNCATE contacts CASCADE'));
afterAll(async () => {
  await pool.end();
  await drop();
});

async function wait(callers: readonly Waiting[]): Promise<void> {
  await pool.query(
    `INSERT INTO contacts (id, line_id, channel, state, language, script, last_in_line, arrived_at, waiting_since, rank_at)
     SELECT id, "lineId", 'voice', 'waiting', 'en', 'hold', "lastInLine", to_timestamp("arrivedAtMs" / 1000.0), to_timestamp("arrivedAtMs" / 1000.0), to_timestamp("rankAtMs" / 1000.0)
     FROM jsonb_to_recordset($1::jsonb) AS c(id text, "lineId" text, "lastInLine" boolean, "arrivedAtMs" float8, "rankAtMs" float8)`,
    [JSON.stringify(callers)],
  );
}
/** They come one second after the other. */
const crowd = (many: number, lineId = 'main', fromMs = atMs): Waiting[] =>
  Array.from({ length: many }, (_, index) => {
    const arrivedAtMs = fromMs + index * 1000;
    return { id: `${lineId}-${index}`, lineId, lastInLine: false, rankAtMs: arrivedAtMs, arrivedAtMs };
  });
const ring = (contactId: string) =>
  pool.query(
    `INSERT INTO legs (id, contact_id, line_id, purpose, person_id, role, state, created_at)
     SELECT id, id, line_id, 'offer', id, 'primary', 'ringing', now() FROM contacts WHERE id = $1`,
    [contactId],
  );
async function lookedAt(seed = 'a seed'): Promise<Set<string>> {
  const { rows } = await pool.query<{ id: string }>(lockSomeWaitingSql(null, seed));
  return new Set(rows.map(({ id }) => id));
}
const idsOf = (callers: readonly Waiting[]) => callers.map(({ id }) => id);

test('the place a caller hears is the one they are served at, whoever else arrived in the same moment', async () => {
  const moment = fc.integer({ min: 0, max: 3 }).map((ms) => atMs + ms);
  const inLine = fc.uniqueArray(
    fc.record({
      id: fc.stringMatching(/^[a-cA-C0-1_-]{1,3}$/),
      lineId: fc.constantFrom('main', 'main', 'other'),
      lastInLine: fc.boolean(),
      rankAtMs: moment,
      arrivedAtMs: moment,
    }),
    { selector: ({ id }) => id, minLength: 1, maxLength: 12 },
  );
  await fc.assert(
    fc.asyncProperty(inLine, fc.boolean(), async (callers, isFirstGone) => {
      await pool.query('TRUNCATE contacts CASCADE');
      await wait(isFirstGone ? callers.slice(1) : callers);
      for (const caller of callers) {
        const others = callers.slice(isFirstGone ? 1 : 0).filter(({ lineId }) => lineId === caller.lineId);
        const before = others.filter((other) => other !== caller && byPlaceInLine(other, caller) < 0).length;
        expect(await countBefore(pool, caller)).toBe(before);
      }
    }),
    { numRuns: 40 },
  );
});

test('in a crowd the first in line are looked at, and some others by chance, who differ from pass to pass', async () => {
  const callers = crowd(300);
  await wait(callers);
  const first = idsOf(callers.slice(0, taken.byPlace));
  const seen = new Set<string>();
  for (let pass = 0; pass < 40; pass += 1) {
    const some = await lookedAt(`seed ${pass}`);
    expect(first.filter((id) => !some.has(id))).toEqual([]);
    expect(some.size).toBeLessThanOrEqual(mostTaken);
    expect(some.size).toBeGreaterThan(taken.byPlace);
    for (const id of some) seen.add(id);
  }
  expect(seen.size).toBeGreaterThan(200);
});

test('whoever waits on a line where few do is not behind the crowd of another', async () => {
  const few = crowd(5, 'small', atMs + 3_600_000);
  await wait([...crowd(300), ...few]);
  const some = await lookedAt();
  expect(idsOf(few).filter((id) => !some.has(id))).toEqual([]);
});

test('those for whom a phone rings leave their turn to others', async () => {
  const callers = crowd(200);
  await wait(callers);
  for (const id of idsOf(callers.slice(0, 30))) await ring(id);
  const some = await lookedAt();
  expect(idsOf(callers.slice(30, 30 + taken.byPlace)).filter((id) => !some.has(id))).toEqual([]);
});

test('somebody who is written of this moment is left out, and waited for by nobody', async () => {
  const callers = crowd(100);
  await wait(callers);
  const writer = await pool.connect();
  try {
    await writer.query('BEGIN');
    await writer.query(`SELECT 1 FROM contacts WHERE id = 'main-3' FOR UPDATE`);
    const some = await lookedAt();
    expect(some.has('main-3')).toBe(false);
    expect(idsOf(callers.slice(0, taken.byPlace)).filter((id) => !some.has(id))).toEqual(['main-3']);
  } finally {
    await writer.query('ROLLBACK');
    writer.release();
  }
});

test('whoever starts has every call looked at once: those of volunteers at once, forty callers a second, the first in line first', async () => {
  const callers = crowd(90);
  await wait(callers.toReversed());
  await pool.query('UPDATE contacts SET call_sid = id');
  await ring('main-85');
  const looks = async () => {
    const { rows } = await pool.query<{ contact_id: string; kind: string; seconds: number }>(
      `SELECT contact_id, kind, extract(epoch FROM due_at - $1)::float8 AS seconds FROM effects ORDER BY kind, due_at, contact_id`,
      [new Date(atMs)],
    );
    return rows.map(({ contact_id, kind, seconds }) => `${kind} ${contact_id} ${seconds}`);
  };
  await lookAtEverything({ pool }, atMs);
  const expected = idsOf(callers).map((id, place) => `LookAtCaller ${id} ${Math.floor(place / 40)}`);
  expect((await looks()).toSorted()).toEqual([...expected, 'LookAtLeg main-85 0'].toSorted());
  await lookAtEverything({ pool }, atMs + 500);
  expect(await looks()).toHaveLength(91);
});
