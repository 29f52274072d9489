/** What of a draft nobody but a coordinator's own hand changes, and who of those on call auto-fill may plan (R5). */
import type { RosterModel, RosterOccurrence } from '../../planning/roster/model.ts';
import { withoutOnCall } from '../../planning/roster/on-call.ts';
import { lockKey } from './commands.ts';

/** What nobody moves: the `lockKey`s of a draft, and whatever has begun at `nowMs`. */
export type Fixed = { locks: ReadonlySet<string>; nowMs: number };

export function isFixed(one: RosterOccurrence, { locks, nowMs }: Fixed): boolean {
  return one.startMs <= nowMs || locks.has(lockKey(one, null));
}

/** The draft's model without those on call who may be planned instead: not who is locked there, or where nothing may be changed. */
export function onCallMayPlan(model: RosterModel, fixed: Fixed): RosterModel {
  return withoutOnCall(
    model,
    (one, person) => isFixed(one, fixed) || fixed.locks.has(lockKey(one, model.people[person]?.id ?? '')),
  );
}
