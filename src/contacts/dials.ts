/**
 * Between two numbers one leg at a time is dialled: the carrier tells of a call only who is called by whom, so of a call
 * whose making was not answered this alone says whose it is.
 */
import type { ContactsRoom } from './room.ts';

/** What nobody came to put away is forgotten after an hour. */
const forgetAfterMs = 3_600_000;

/**
 * Takes the pair of numbers behind `key` (`dialKey`) for a leg. False while another leg's dial is under way: not while
 * its call has a name, or nobody is going to ask the carrier for it any more.
 */
export async function takeNumber(
  room: Pick<ContactsRoom, 'pool'>,
  key: string,
  legId: string,
  nowMs: number,
): Promise<boolean> {
  const { rowCount } = await room.pool.query({
    name: 'take-number',
    text: `WITH forgotten AS (DELETE FROM dials WHERE at < $4 AND key <> $1)
      INSERT INTO dials (key, leg_id, at) VALUES ($1, $2, $3) ON CONFLICT (key) DO UPDATE SET leg_id = EXCLUDED.leg_id, at = EXCLUDED.at
      WHERE dials.leg_id = EXCLUDED.leg_id OR NOT EXISTS (SELECT 1 FROM legs l JOIN effects e ON e.leg_id = l.id
        WHERE l.id = dials.leg_id AND l.call_sid IS NULL AND e.kind LIKE 'Ring%' AND e.state IN ('pending', 'running'))`,
    values: [key, legId, new Date(nowMs), new Date(nowMs - forgetAfterMs)],
  });
  return rowCount === 1;
}

/** Gives the pair of numbers free again, where the leg still has it. */
export async function giveNumberBack(room: Pick<ContactsRoom, 'pool'>, key: string, legId: string): Promise<void> {
  await room.pool.query({
    name: 'give-number-back',
    text: 'DELETE FROM dials WHERE key = $1 AND leg_id = $2',
    values: [key, legId],
  });
}
