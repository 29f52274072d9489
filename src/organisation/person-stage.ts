/** Where somebody is on their way with the line (O2): derived from what the organisation has of them, never written down. */
import { missingTraining } from '../wellbeing/guards.ts';
import type { Person } from './organisation-file.ts';
import type { Policy } from './policy.ts';

/**
 * `applicant`: nothing to do here yet. `training`: a course is missing or has run out. `shadow`: never alone on shift. `resting`:
 * away today. `active`: may be planned.
 */
export type Stage = 'applicant' | 'training' | 'shadow' | 'resting' | 'active';
export const stages = ['applicant', 'training', 'shadow', 'resting', 'active'] as const satisfies readonly Stage[];

/** The stage on the local date `today` of the person; only those who take contacts need the courses. */
export function stageOf(person: Person, policy: Policy, today: string, isAway: boolean): Stage {
  if (person.roles.length === 0) return 'applicant';
  const isPeer = person.roles.some((role) => role === 'volunteer' || role === 'shift-leader');
  if (isPeer && missingCourses(person, policy, today).length > 0) return 'training';
  if (person.trainee) return 'shadow';
  return isAway ? 'resting' : 'active';
}

/** The courses of the policy that somebody lacks on that date. */
export function missingCourses({ training }: Person, policy: Policy, today: string): string[] {
  return missingTraining(training, policy.training, today);
}

/** What of a person's training runs out next, from `today` on; null where nothing does. */
export function nextEnding({ training }: Person, today: string): { course: string; until: string } | null {
  const ending = training.flatMap(({ course, until }) =>
    until !== undefined && until >= today ? [{ course, until }] : [],
  );
  return ending.sort((a, b) => a.until.localeCompare(b.until) || a.course.localeCompare(b.course))[0] ?? null;
}

type Ending = { course: string; until: string };

/** Of what runs out of each one's training next: the three that run out soonest. */
export function endingNext(
  people: readonly { person: Pick<Person, 'id' | 'name'>; ending: Ending | null }[],
): ({ id: string; name: string } & Ending)[] {
  return people
    .flatMap(({ person: { id, name }, ending }) => (ending ? [{ id, name, ...ending }] : []))
    .sort((a, b) => a.until.localeCompare(b.until) || a.name.localeCompare(b.name))
    .slice(0, 3);
}
