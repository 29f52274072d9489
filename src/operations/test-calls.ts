/** A test call: rung at a coordinator's own phone by the way every call goes out, and good once they press a key there (O1). */
import { randomUUID } from 'node:crypto';
import { writeAudit } from '../audit/write-audit.ts';
import { newEffect, writeEffects } from '../effects/write.ts';
import { minuteMs } from '../platform/kept.ts';
import type { Store } from '../platform/store.ts';
import { inTransaction } from '../platform/transaction.ts';

/** `open`: it is on its way, or rings; `not-heard`: nobody picked up, or pressed the key; `refused`: the carrier did not make it. */
export type TestCallState = 'none' | 'open' | 'heard' | 'not-heard' | 'refused';

/** A call that nothing was heard of for so long came to nothing. */
const openMs = 2 * minuteMs;

type Room = Pick<Store, 'pool' | 'clock' | 'afterCommit'>;
type Row = { id: string; person_id: string; asked_at: Date; state: string };

/** Asks for a call to the phone of `personId`; false where one of theirs is under way. */
export async function askForTestCall(room: Room, personId: string): Promise<boolean> {
  const id = randomUUID();
  const nowMs = room.clock.nowMs();
  const effect = newEffect('TestCall', { testCallId: id }, { dueAtMs: nowMs });
  const isNew = await inTransaction(
    room.pool,
    () => '',
    async (client) => {
      const { rowCount } = await client.query(
        `INSERT INTO test_calls (person_id, id, asked_at, state) VALUES ($1, $2, $3, 'asked')
          ON CONFLICT (person_id) DO UPDATE SET id = EXCLUDED.id, asked_at = EXCLUDED.asked_at, state = EXCLUDED.state
          WHERE test_calls.state NOT IN ('asked', 'dialled') OR test_calls.asked_at < $4`,
        [personId, id, new Date(nowMs), new Date(nowMs - openMs)],
      );
      if (rowCount === 0) return false;
      await writeEffects(client, [effect]);
      const by = `person:${personId}`;
      await writeAudit(client, { atMs: nowMs, by, action: 'test-call.asked', subject: personId });
      return true;
    },
  );
  if (isNew) room.afterCommit({ effects: [effect], wakes: [], route: false });
  return isNew;
}

/** Whose phone a call that was asked for is to ring; null where it is over, or somebody rang there already. */
export async function takeTestCall({ pool, clock }: Room, id: string): Promise<string | null> {
  const { rows } = await pool.query<Row>(
    `UPDATE test_calls SET state = 'dialled' WHERE id = $1 AND state = 'asked' AND asked_at > $2 RETURNING person_id`,
    [id, new Date(clock.nowMs() - openMs)],
  );
  return rows[0]?.person_id ?? null;
}

/** Whose call this is, while it goes on. */
export async function testCallOf({ pool }: Pick<Room, 'pool'>, id: string): Promise<string | null> {
  const { rows } = await pool.query<Row>(`SELECT person_id FROM test_calls WHERE id = $1 AND state = 'dialled'`, [id]);
  return rows[0]?.person_id ?? null;
}

/** Settles a call that is under way; one that is settled stays so. */
export async function testCallSettled(
  { pool, clock }: Pick<Room, 'pool' | 'clock'>,
  id: string,
  how: 'heard' | 'not-heard' | 'refused',
): Promise<void> {
  await pool.query(
    `UPDATE test_calls SET state = $2, heard_at = CASE WHEN $2 = 'heard' THEN $3 ELSE heard_at END
      WHERE id = $1 AND state IN ('asked', 'dialled')`,
    [id, how, new Date(clock.nowMs())],
  );
}

/** How the latest call of somebody stands, and when any was last heard as it should be. */
export async function testCalls(
  { pool, clock }: Pick<Room, 'pool' | 'clock'>,
  personId: string | null,
): Promise<{ own: TestCallState; heardAtMs: number | null }> {
  const { rows } = await pool.query<Row & { heard_at: Date | null }>(
    'SELECT person_id, asked_at, state, heard_at FROM test_calls ORDER BY heard_at DESC NULLS LAST',
  );
  const own = rows.find((row) => row.person_id === personId);
  return { own: own ? stateOf(own, clock.nowMs()) : 'none', heardAtMs: rows[0]?.heard_at?.getTime() ?? null };
}

function stateOf({ state, asked_at: askedAt }: Row, nowMs: number): TestCallState {
  if (state === 'heard' || state === 'not-heard' || state === 'refused') return state;
  return nowMs - askedAt.getTime() < openMs ? 'open' : 'not-heard';
}
