/** Whether a shift would do somebody good who offers to take it: within their caps, trained, and free. */
import type { CompiledSchedule } from '../schedule/compile.ts';
import { speaks } from '../schedule/languages.ts';
import type { Occurrence } from '../schedule/model.ts';
import { resolvePerson } from '../schedule/resolve.ts';
import { dayMs } from '../schedule/wall-clock.ts';
import { missingTraining } from '../wellbeing/guards.ts';
import { dateOfDay, localDay } from '../wellbeing/local-time.ts';
import { overCaps, type Caps, type OverCap } from './caps.ts';

/** Who offers, with what they have learned and what is good for them. */
export type Taker = {
  id: string;
  timeZone: string;
  roles: readonly string[];
  languages: readonly string[];
  training: { course: string; until?: string | null | undefined }[];
  limits: { hoursPerWeek?: number | undefined; shiftsPerWeek?: number | undefined; nightsPerWeek?: number | undefined };
};

/** The rules of the line the shift is on. */
export type TakingRules = {
  languages: readonly string[];
  training: string[];
  limits: Omit<Caps, 'shiftsPerWeek' | 'nightsPerWeek'>;
  timeZone: string;
};

/** Why somebody should not take a shift; the first that holds is told. */
export type NotTaken =
  | { kind: 'not-a-volunteer' }
  | { kind: 'away' }
  | { kind: 'already-on' }
  | { kind: 'language' }
  | { kind: 'untrained'; course: string }
  | ({ kind: 'over-cap' } & OverCap);

/** Two weeks on either side see every week and every row of days that the shift can touch. */
const aroundMs = 15 * dayMs;

/**
 * Why `taker` should not take `occurrence`; null where nothing speaks against it. A cap that is over already without it
 * does not count. `given`: what they would give away for it.
 */
export function whyNotTake(
  schedule: CompiledSchedule,
  taker: Taker,
  rules: TakingRules,
  occurrence: Occurrence,
  given?: Pick<Occurrence, 'shift' | 'occurrence'>,
): NotTaken | null {
  if (!taker.roles.includes('volunteer') && !taker.roles.includes('shift-leader')) return { kind: 'not-a-volunteer' };
  if (isAway(schedule, taker.id, occurrence.startMs)) return { kind: 'away' };
  const planned = resolvePerson(schedule, taker.id, occurrence.startMs - aroundMs, occurrence.endMs + aroundMs).filter(
    (one) =>
      one.people.some(({ person, as }) => person === taker.id && as === 'primary') &&
      !(one.shift === given?.shift && one.occurrence === given.occurrence),
  );
  if (planned.some((other) => other.startMs < occurrence.endMs && other.endMs > occurrence.startMs))
    return { kind: 'already-on' };
  if (!rules.languages.some((language) => speaks(taker.languages, language))) return { kind: 'language' };
  const day = dateOfDay(localDay(occurrence.startMs, rules.timeZone));
  const [course] = missingTraining(taker.training, rules.training, day);
  if (course !== undefined) return { kind: 'untrained', course };
  const { hoursPerWeek = Infinity, shiftsPerWeek, nightsPerWeek } = taker.limits;
  const caps: Caps = {
    ...rules.limits,
    hoursPerWeek: Math.min(rules.limits.hoursPerWeek, hoursPerWeek),
    shiftsPerWeek,
    nightsPerWeek,
  };
  const before = overCaps(planned, caps, taker.timeZone);
  const over = overCaps([...planned, occurrence], caps, taker.timeZone).find(
    (one) => !before.some((old) => isNoWorse(one, old)),
  );
  return over ? { kind: 'over-cap', ...over } : null;
}

function isNoWorse(now: OverCap, before: OverCap): boolean {
  if (now.cap !== before.cap || now.from !== before.from) return false;
  return now.cap === 'restHours' ? now.value >= before.value : now.value <= before.value;
}

function isAway(schedule: CompiledSchedule, personId: string, atMs: number): boolean {
  const absences = schedule.absences.get(personId);
  if (absences === undefined) return false;
  const day = absences.clock.localDay(atMs);
  return absences.days.some(({ fromDay, toDay }) => fromDay <= day && day <= toDay);
}
