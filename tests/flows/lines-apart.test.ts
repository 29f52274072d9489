/** Lines that share nobody are routed apart (ADR 0013): one whose pass is held up keeps nobody of another line waiting. */
import { afterEach, expect, test } from '@jest/globals';
import type pg from 'pg';
import { lockNumbers } from '../../src/platform/advisory-locks.ts';
import { eventually } from '../support/patience.ts';
import { caller, line, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';

const evening = '2026-11-10T18:00:00-06:00';
const southLine = '+15550100002';
const westLine = '+15550100003';
const southCaller = '+15550900002';

let stage: Stage;
let other: pg.PoolClient | null = null;
afterEach(async () => {
  await other?.query('ROLLBACK');
  other?.release();
  other = null;
  await stage.close();
});

/** Three lines, each with a volunteer of its own; `shared` are on the second one too. */
function threeLines(shared: string[] = []) {
  const file = smallOrganisation({
    ana: {},
    ben: { as: null },
    cleo: { as: null, reserve: true },
    dev: { as: null },
  });
  const [main] = file.lines ?? [];
  const [evenings] = file.shifts ?? [];
  if (!main || !evenings) throw new Error('a small organisation has a line and a shift');
  const on = (id: string, people: string[]) => ({
    ...evenings,
    id,
    line: id,
    assigned: people.map((person) => ({ person, as: 'primary' as const })),
  });
  return {
    ...file,
    lines: [
      main,
      { ...main, id: 'south', name: 'Southside Warmline', phoneNumber: southLine },
      { ...main, id: 'west', name: 'Westside Warmline', phoneNumber: westLine },
    ],
    shifts: [evenings, on('south', ['ben', ...shared]), on('west', ['dev'])],
  };
}

/** What another process does in a transaction that it has not committed yet. */
async function beganElsewhere(sql: string): Promise<pg.PoolClient> {
  other = await stage.service.deps.room.pool.connect();
  await other.query(`BEGIN; ${sql}`);
  return other;
}

const ranFor = async () => {
  const rows = await stage.rows<{ line_id: string; person_id: string }>(
    `SELECT line_id, person_id FROM legs WHERE state <> 'ended' ORDER BY line_id`,
  );
  return rows.map((row) => `${row.line_id} ${row.person_id}`);
};
/** A pass waits for what another process holds. */
const passIsHeldUp = () =>
  eventually('a pass is held up', async () => {
    const held = `SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`;
    return (await stage.rows(held)).length > 0;
  });
const lockOf = (lineId: string) => `SELECT pg_advisory_xact_lock(${lockNumbers.routingOfLine}, hashtext('${lineId}'))`;

test('while the pass over one line is held up, another line’s caller is offered to their volunteer', async () => {
  stage = await setStage({ organisation: threeLines(), at: evening, role: 'web' });
  const elsewhere = await beganElsewhere(lockOf('main'));
  stage.phone(caller).call(line);
  await passIsHeldUp();
  stage.phone(southCaller).call(southLine);
  await eventually('Ben is asked', async () => (await ranFor()).includes('south ben'));
  expect(await ranFor()).toEqual(['south ben']);
  await elsewhere.query('COMMIT');
  await stage.service.deps.router.idle();
  expect(await ranFor()).toEqual(['main ana', 'south ben']);
});

test('lines that share a volunteer wait for each other; so does everybody while a reserve is there for all', async () => {
  stage = await setStage({ organisation: threeLines(['ana']), at: evening, role: 'web' });
  const { router } = stage.service.deps;
  const elsewhere = await beganElsewhere(lockOf('main'));
  stage.phone(southCaller).call(southLine);
  await passIsHeldUp();
  expect(await ranFor()).toEqual([]);
  await elsewhere.query('COMMIT');
  await router.idle();
  expect(await ranFor()).toEqual([expect.stringMatching(/^south /)]);
  await stage.load(threeLines());
  await stage.rows(`INSERT INTO availability (person_id, setting, setting_at) VALUES ('cleo', 'on', $1)`, [
    new Date(stage.clock.nowMs()),
  ]);
  await elsewhere.query(`BEGIN; SELECT pg_advisory_xact_lock_shared(${lockNumbers.routing})`);
  stage.phone(caller).call(westLine);
  await passIsHeldUp();
  expect(await ranFor()).toHaveLength(1);
  await elsewhere.query('COMMIT');
  await router.idle();
  expect(await ranFor()).toHaveLength(2);
});

test('somebody taken in the same moment by what a pass could not see: it is made anew, and does not fail', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: evening, role: 'web' });
  const { router } = stage.service.deps;
  const elsewhere = await beganElsewhere(
    `INSERT INTO contacts (id, line_id, channel, state, language, script, arrived_at, rank_at) VALUES ('elsewhere', 'main', 'voice', 'told', 'en', 'hold', now(), now());
     INSERT INTO legs (id, contact_id, line_id, purpose, person_id, role, state, created_at) VALUES ('theirs', 'elsewhere', 'main', 'offer', 'ana', 'primary', 'planned', now())`,
  );
  stage.phone(caller).call(line);
  await passIsHeldUp();
  await elsewhere.query('COMMIT');
  await router.idle();
  expect(await ranFor()).toEqual(['main ana']);
  expect(stage.logged.filter((entry) => entry.includes('a routing pass failed'))).toEqual([]);
  await stage.rows(`UPDATE legs SET state = 'ended' WHERE id = 'theirs'`);
  router.poke();
  await router.idle();
  expect(await ranFor()).toEqual(['main ana']);
  expect(await stage.rows(`SELECT 1 FROM legs WHERE id <> 'theirs'`)).toHaveLength(1);
});
