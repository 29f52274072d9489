/** Whether callers get through: a routing pass has succeeded lately, in whichever process, or nobody has needed one. */
import { mostWaiting } from '../platform/database.ts';
import type { Store } from '../platform/store.ts';
import { isRoutingStuck, notePassSql } from './routing-sql.ts';

/** After somebody has waited for this long with every routing pass failing, the service counts as not ready. */
const withoutPassMs = 60_000;
/** A success is written down again only when the last one on record is older than this. */
const notedEveryMs = 15_000;

/** The statement that puts a success at `nowMs` on record; empty where the one on record (`lastPass`) is recent enough. */
export function notePassText(lastPass: Date | null, nowMs: number): string {
  const isRecent = lastPass !== null && Math.abs(nowMs - lastPass.getTime()) < notedEveryMs;
  return isRecent ? '' : notePassSql(nowMs);
}

/** Whether a call can be taken and routed; throws where Postgres does not answer. */
export async function canTakeCalls({ pool, clock }: Pick<Store, 'pool' | 'clock'>): Promise<boolean> {
  return !(await isRoutingStuck(pool, clock.nowMs() - withoutPassMs));
}

/** Whether more wait for the database in this process than can be answered in time. */
export function isCrowded({ pool }: Pick<Store, 'pool'>): boolean {
  return pool.waitingCount >= mostWaiting;
}
