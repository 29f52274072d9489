/** Pairs that never meet again (V5), of a number that was kept by another spelling before numbers had one form (T7). */
import type pg from 'pg';
import { lastingKeys } from '../platform/caller-key.ts';
import type { ContactsRoom } from './room.ts';

/** Has the pairs of every spelling of `number` hold for its canonical form; nothing to do for numbers with one spelling. */
export async function keepRefusedPairs(
  client: pg.ClientBase | pg.Pool,
  { secrets }: Pick<ContactsRoom, 'secrets'>,
  lineId: string,
  number: string,
): Promise<void> {
  const [key, ...others] = lastingKeys(secrets, lineId, number);
  if (others.length === 0) return;
  await client.query({
    name: 'keep-refused-pairs',
    text: `INSERT INTO refused_pairs (lasting_key, person_id, at) SELECT $1, person_id, max(at) FROM refused_pairs
      WHERE lasting_key = ANY($2) GROUP BY person_id ON CONFLICT DO NOTHING`,
    values: [key, others],
  });
}
