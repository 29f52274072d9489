/** Whether callers get through: a routing pass has succeeded lately, in whichever process, or nobody has needed one. */
import type { ContactsRoom } from './room.ts';

/** So long somebody may wait with every routing pass failing before the service counts as not ready. */
const withoutPassMs = 60_000;
/** A success is written down again only when the last one on record is older than this. */
const notedEveryMs = 15_000;

/** SQL that gives the success on record, for use inside a bigger question. */
export const lastPassSql = '(SELECT succeeded_at FROM routing_passes WHERE id = 1)';

/** The statement that puts a success at `nowMs` on record; empty where the one on record (`lastPass`) is recent enough. */
export function notePassText(lastPass: Date | null, nowMs: number): string {
  const isRecent = lastPass !== null && Math.abs(nowMs - lastPass.getTime()) < notedEveryMs;
  const at = `'${new Date(nowMs).toISOString()}'`;
  return isRecent
    ? ''
    : `INSERT INTO routing_passes (id, succeeded_at) VALUES (1, ${at}) ON CONFLICT (id) DO UPDATE SET succeeded_at = EXCLUDED.succeeded_at`;
}

/** Whether a call can be taken and led on; throws where Postgres does not answer. */
export async function canTakeCalls({ pool, clock }: Pick<ContactsRoom, 'pool' | 'clock'>): Promise<boolean> {
  const { rows } = await pool.query<{ stuck: boolean }>({
    name: 'can-take-calls',
    text: `SELECT coalesce(${lastPassSql} < $1, true) AND EXISTS
      (SELECT 1 FROM contacts WHERE state IN ('waiting', 'choosing-overflow') AND coalesce(waiting_since, arrived_at) < $1) AS stuck`,
    values: [new Date(clock.nowMs() - withoutPassMs)],
  });
  return rows[0]?.stuck === false;
}
