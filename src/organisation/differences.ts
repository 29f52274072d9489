/** Finds what an organisation file changes: which lines, people and shifts are new, different or gone. */
import { isDeepStrictEqual } from 'node:util';
import type { Organisation } from './organisation-file.ts';

/** Ids of one kind of thing that are in the file only, in both but different, or in the store only; and whether those in both changed places. */
export type IdChanges = { added: string[]; changed: string[]; retired: string[]; reordered: boolean };

export type Differences = {
  organisation: boolean;
  policy: boolean;
  lines: IdChanges;
  people: IdChanges;
  shifts: IdChanges;
  timeOff: boolean;
  blocks: boolean;
};

/** What must happen to `before` (nothing at all, if null) to become `after`. */
export function differencesBetween(before: Organisation | null, after: Organisation): Differences {
  const differs = (old: unknown, next: unknown) => !isSame(old, next);
  return {
    organisation: differs(before?.organisation ?? null, after.organisation),
    policy: differs(before?.policy ?? null, after.policy),
    lines: idChanges(before?.lines ?? [], after.lines),
    people: idChanges(before?.people ?? [], after.people),
    shifts: idChanges(before?.shifts ?? [], after.shifts),
    timeOff: differs(before?.timeOff ?? [], after.timeOff),
    blocks: differs(before?.blocks ?? [], after.blocks),
  };
}

/** Whether there is any difference at all. */
export function anyDifference({ lines, people, shifts, ...whole }: Differences): boolean {
  return Object.values(whole).includes(true) || [lines, people, shifts].some(anyChange);
}

/** Whether things of one kind were added, changed, retired or put in another order. */
export function anyChange({ added, changed, retired, reordered }: IdChanges): boolean {
  return reordered || added.length + changed.length + retired.length > 0;
}

/** Whether a file says the same of both. */
export function isSame(one: unknown, other: unknown): boolean {
  // As JSON would carry it: a field that is undefined is a field that is absent. Most are written the same to the letter.
  const [written, otherwise] = [JSON.stringify(one), JSON.stringify(other)];
  return written === otherwise || isDeepStrictEqual(JSON.parse(written), JSON.parse(otherwise));
}

/** What must happen to `before` to become `after`, thing by thing. */
export function idChanges(before: readonly { id: string }[], after: readonly { id: string }[]): IdChanges {
  const old = new Map(before.map((thing) => [thing.id, thing]));
  const kept = new Set(after.map(({ id }) => id));
  const keptBefore = before.filter(({ id }) => kept.has(id)).map(({ id }) => id);
  const keptAfter = after.filter(({ id }) => old.has(id)).map(({ id }) => id);
  return {
    added: after.filter(({ id }) => !old.has(id)).map(({ id }) => id),
    changed: after.filter((thing) => old.has(thing.id) && !isSame(old.get(thing.id), thing)).map(({ id }) => id),
    retired: before.filter(({ id }) => !kept.has(id)).map(({ id }) => id),
    reordered: keptBefore.some((id, place) => keptAfter[place] !== id),
  };
}
