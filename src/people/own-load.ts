/** A person's own load at this moment, with everything behind it (W2). */
import type { Records } from '../organisation/records.ts';
import type { Directory } from '../organisation/directory.ts';
import type { Person } from '../organisation/organisation-file.ts';
import type { Store } from '../platform/store.ts';
import type { Band } from '../wellbeing/bands.ts';
import { lighterAt, loadCourse, type LoadDay } from '../wellbeing/load-course.ts';
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

/** `lighter`: when rest alone makes the band lighter; null where it needs none, or it is too far ahead to say. */
export type OwnLoadCourse = { load: Load; days: LoadDay[]; lighter: { atMs: number; band: Band } | null };

/** The load of `person` now, on each of the last `days` days, and when it gets lighter. */
export async function ownLoadCourse(
  room: Pick<Store, 'pool' | 'clock'>,
  directory: Directory,
  person: Person,
  days: number,
): Promise<OwnLoadCourse> {
  const nowMs = room.clock.nowMs();
  const events = await ownHistory(room, directory, person.id);
  return {
    load: loadAt(events, nowMs, person.timeZone),
    days: loadCourse(events, nowMs, person.timeZone, days),
    lighter: lighterAt(events, nowMs, person.timeZone),
  };
}
