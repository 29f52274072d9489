/** The keypad PIN that whoever changes a shift by phone types: kept as a scrypt hash, locked for an hour after five wrong ones. */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { writeAudit } from '../audit/write-audit.ts';
import type { Store } from '../platform/store.ts';
import { inTransaction } from '../platform/transaction.ts';

export type PinState = 'none' | 'locked' | 'set';
export type PinAnswer = 'right' | 'wrong' | 'locked' | 'none';

type Room = Pick<Store, 'pool' | 'clock'>;
type PinRow = { hash: string; wrong: number; locked_until: Date | null };

const hashOf = promisify(scrypt) as (pin: string, salt: Buffer, bytes: number) => Promise<Buffer>;
const hashBytes = 32;
const wrongAtMost = 5;
const lockedMs = 60 * 60_000;

/** Whether a PIN can be typed and is not guessed at once: four to eight digits. */
export function isPin(text: string): boolean {
  return /^\d{4,8}$/.test(text);
}

/** Gives the person a PIN, or takes it away (null), noted under the name `by`; false where there is no such person. */
export async function setPin(
  { pool, clock }: Room,
  personId: string,
  pin: string | null,
  by: string,
): Promise<boolean> {
  const nowMs = clock.nowMs();
  const salt = randomBytes(16);
  const hash = pin === null ? null : `${salt.toString('hex')}:${(await hashOf(pin, salt, hashBytes)).toString('hex')}`;
  return inTransaction(
    pool,
    () => '',
    async (client) => {
      const person = await client.query('SELECT 1 FROM people WHERE id = $1 AND retired_at IS NULL', [personId]);
      if (person.rowCount === 0) return false;
      await client.query('DELETE FROM person_pins WHERE person_id = $1', [personId]);
      if (hash !== null)
        await client.query('INSERT INTO person_pins (person_id, hash, set_at) VALUES ($1, $2, $3)', [
          personId,
          hash,
          new Date(nowMs),
        ]);
      await writeAudit(client, {
        atMs: nowMs,
        by,
        action: hash === null ? 'pin.cleared' : 'pin.set',
        subject: personId,
      });
      return true;
    },
  );
}

/** Whether the person has a PIN that may be typed now. */
export async function pinState(room: Room, personId: string): Promise<PinState> {
  const { rows } = await room.pool.query<{ locked: boolean }>({
    name: 'pin-state',
    text: 'SELECT coalesce(locked_until > $2, false) AS locked FROM person_pins WHERE person_id = $1',
    values: [personId, new Date(room.clock.nowMs())],
  });
  return rows[0] ? (rows[0].locked ? 'locked' : 'set') : 'none';
}

/** Whether `pin` is the person's; one try after the other, however many come at once. */
export async function checkPin(room: Room, personId: string, pin: string): Promise<PinAnswer> {
  const nowMs = room.clock.nowMs();
  return inTransaction(
    room.pool,
    () => '',
    async (client): Promise<PinAnswer> => {
      const { rows } = await client.query<PinRow>(
        'SELECT hash, wrong_in_row AS wrong, locked_until FROM person_pins WHERE person_id = $1 FOR UPDATE',
        [personId],
      );
      const row = rows[0];
      if (!row) return 'none';
      if (row.locked_until && row.locked_until.getTime() > nowMs) return 'locked';
      const isRight = await matches(pin, row.hash);
      const wrong = isRight ? 0 : row.wrong + 1;
      const isLocked = wrong >= wrongAtMost;
      await client.query('UPDATE person_pins SET wrong_in_row = $2, locked_until = $3 WHERE person_id = $1', [
        personId,
        isLocked ? 0 : wrong,
        isLocked ? new Date(nowMs + lockedMs) : null,
      ]);
      return isRight ? 'right' : isLocked ? 'locked' : 'wrong';
    },
  );
}

async function matches(pin: string, stored: string): Promise<boolean> {
  const [salt = '', hash = ''] = stored.split(':');
  return timingSafeEqual(await hashOf(pin, Buffer.from(salt, 'hex'), hashBytes), Buffer.from(hash, 'hex'));
}
