/** Pairs that never meet again (V5), of a number that was kept by another spelling before numbers had one form (T7). */
import type pg from 'pg';
import { lastingKeys } from '../platform/caller-key.ts';
import type { Store } from '../platform/store.ts';
import { copyRefusedPairs } from './arrival-sql.ts';

/** Has the pairs of every spelling of `number` hold for its canonical form; nothing to do for numbers with one spelling. */
export async function keepRefusedPairs(
  client: pg.ClientBase | pg.Pool,
  { secrets }: Pick<Store, 'secrets'>,
  lineId: string,
  number: string,
): Promise<void> {
  const [key, ...others] = lastingKeys(secrets, lineId, number);
  if (key === undefined || others.length === 0) return;
  await copyRefusedPairs(client, key, others);
}
