/** One person's side of the schedule: the duty they are in and the shifts that come next. */
import type { CompiledSchedule } from './compile.ts';
import type { Assignment, Interval, Occurrence } from './model.ts';
import { joined } from './opening-hours.ts';
import { lookingFor, resolvePerson } from './resolve.ts';
import { dayMs } from './wall-clock.ts';

/** An occurrence with what one person is on it. */
export type PersonShift = Occurrence & { as: Assignment['as'] };

/** Further than this a chain of touching shifts is not followed, nor the next shift looked for. */
const dutyReachMs = 32 * dayMs;
export const nextReachMs = 732 * dayMs;

/**
 * The duty a person is in at `atMs`: their touching or overlapping shifts on all lines as one, or null. Only shifts on
 * which they are `primary` make a duty, unless `as` says otherwise.
 */
export function dutyOf(
  schedule: CompiledSchedule,
  personId: string,
  atMs: number,
  as: Assignment['as'] = 'primary',
): Interval | null {
  for (let reachMs = 2 * dayMs; ; reachMs *= 2) {
    const duty = dutiesOf(schedule, personId, atMs - reachMs, atMs + reachMs, as).find(
      ({ startMs, endMs }) => startMs <= atMs && atMs < endMs,
    );
    if (duty === undefined) return null;
    const isWhole = duty.startMs > atMs - reachMs && duty.endMs < atMs + reachMs;
    if (isWhole || reachMs >= dutyReachMs) return duty;
  }
}

/** The duty a person is in at `atMs` as primary or, where they are in none, as backup. */
export function anyDutyOf(schedule: CompiledSchedule, personId: string, atMs: number): Interval | null {
  return dutyOf(schedule, personId, atMs, 'primary') ?? dutyOf(schedule, personId, atMs, 'backup');
}

/** A person's duties that touch [fromMs, toMs): the shifts that do, with touching or overlapping ones as one. */
export function dutiesOf(
  schedule: CompiledSchedule,
  personId: string,
  fromMs: number,
  toMs: number,
  as: Assignment['as'] = 'primary',
): Interval[] {
  const isTheirs = lookingFor((one) => one.person === personId && one.as === as);
  return joined(resolvePerson(schedule, personId, fromMs, toMs).filter(({ people }) => isTheirs(people)));
}

/** The next `count` shifts of a person that start after `atMs`, as primary or backup, in order; fewer where no more come within two years. */
export function nextShifts(schedule: CompiledSchedule, personId: string, atMs: number, count: number): PersonShift[] {
  const found: PersonShift[] = [];
  let fromMs = atMs;
  for (let spanMs = 14 * dayMs; found.length < count && fromMs < atMs + nextReachMs; spanMs *= 2) {
    for (const occurrence of resolvePerson(schedule, personId, fromMs, fromMs + spanMs)) {
      const mine = occurrence.people.find(({ person }) => person === personId);
      const isNew = occurrence.startMs > atMs && occurrence.startMs >= fromMs;
      if (isNew && mine !== undefined) found.push({ ...occurrence, as: mine.as });
    }
    fromMs += spanMs;
  }
  return found.slice(0, count);
}
