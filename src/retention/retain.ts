/** Erases what has been kept long enough (rules.md, "Keeping what is private, private"): least data, never longer than promised. */
import { accessKept } from '../access/kept.ts';
import { auditKept } from '../audit/kept.ts';
import { bulletinsKept } from '../bulletins/kept.ts';
import { boardKept } from '../board/kept.ts';
import { callbacksKept } from '../callbacks/kept.ts';
import { contactsKept } from '../contacts/kept.ts';
import { conversationsKept } from '../conversations/kept.ts';
import { effectsKept } from '../effects/kept.ts';
import { organisationKept } from '../organisation/kept.ts';
import { operationsKept } from '../operations/kept.ts';
import { peopleKept } from '../people/kept.ts';
import { replaysKept } from '../replays/kept.ts';
import { rosterKept } from '../roster/kept.ts';
import type { Store } from '../platform/store.ts';

/** What each room says of its own tables. */
const rules = [
  ...contactsKept,
  ...conversationsKept,
  ...callbacksKept,
  ...peopleKept,
  ...accessKept,
  ...boardKept,
  ...bulletinsKept,
  ...auditKept,
  ...rosterKept,
  ...replaysKept,
  ...organisationKept,
  ...operationsKept,
  ...effectsKept,
];

/** Erases everything that is too old at the store's present instant; answers how many rows each rule touched. */
export async function retain({ pool, clock }: Pick<Store, 'pool' | 'clock'>): Promise<Record<string, number>> {
  const nowMs = clock.nowMs();
  const touched: Record<string, number> = {};
  for (const { what, keptMs, sql } of rules) {
    const { rowCount } = await pool.query(sql, [new Date(nowMs - keptMs)]);
    if (rowCount) touched[what] = rowCount;
  }
  return touched;
}
