/** A person's own load at this moment, with everything behind it (W2). */
import type { Records } from '../organisation/records.ts';
import type { Directory } from '../organisation/directory.ts';
import type { Person } from '../organisation/organisation-file.ts';
import type { Store } from '../platform/store.ts';
import { loadAt, type Load, type LoadEvent } from '../wellbeing/load.ts';
import { loadHistories } from './load-history.ts';

/** The load of `person`, computed from what is kept of them alone: the same as routing goes by. */
export async function ownLoad(room: Records, directory: Directory, person: Person): Promise<Load> {
  const nowMs = room.clock.nowMs();
  const histories = await loadHistories(room.pool, directory, [person.id], nowMs);
  return loadAt(histories.get(person.id) ?? [], nowMs, person.timeZone);
}

/** What is kept of a person that weighs on their load, and their duties. */
export async function ownHistory(
  { pool, clock }: Pick<Store, 'pool' | 'clock'>,
  directory: Directory,
  personId: string,
): Promise<LoadEvent[]> {
  return (await loadHistories(pool, directory, [personId], clock.nowMs())).get(personId) ?? [];
}
