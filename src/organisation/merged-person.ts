/** Two records of one person become one: what it holds then, and who is on each shift. */
import type { Assignment, Person, Shift } from './organisation-file.ts';

/**
 * The one who stays, with what the other one has and they lack. Who they are, how they are reached, their roles, limits and
 * whether they are a trainee are their own; languages, tags and courses come together, each course with the later end.
 */
export function mergedPerson(stays: Person, goes: Person): Person {
  const email = stays.email ?? goes.email;
  const phoneName = stays.phoneName ?? goes.phoneName;
  return {
    ...stays,
    ...(email === undefined ? {} : { email }),
    ...(phoneName === undefined ? {} : { phoneName }),
    languages: [...new Set([...stays.languages, ...goes.languages])],
    tags: [...new Set([...stays.tags, ...goes.tags])],
    training: mergedTraining(stays.training, goes.training),
    availability: stays.availability.length > 0 ? stays.availability : goes.availability,
  };
}

/** The shift with the one who stays in the place of the other: once, and as a primary where either was. */
export function withMerged(shift: Shift, stays: string, goes: string): Shift {
  return {
    ...shift,
    assigned: mergedDuties(shift.assigned, stays, goes),
    changes: shift.changes.map((change) =>
      change.assigned === undefined ? change : { ...change, assigned: mergedDuties(change.assigned, stays, goes) },
    ),
  };
}

/** A course without an end is the one that ends last. */
function mergedTraining(own: Person['training'], other: Person['training']): Person['training'] {
  const merged = new Map(own.map((one) => [one.course, one]));
  for (const one of other) {
    const known = merged.get(one.course);
    const isLater = known?.until !== undefined && (one.until === undefined || one.until > known.until);
    if (!known || isLater) merged.set(one.course, one);
  }
  return [...merged.values()];
}

function mergedDuties(assigned: readonly Assignment[], stays: string, goes: string): Assignment[] {
  const both = assigned.filter(({ person }) => person === stays || person === goes);
  if (!both.some(({ person }) => person === goes)) return [...assigned];
  const [first] = both;
  const as = both.some((one) => one.as === 'primary') ? 'primary' : 'backup';
  return assigned.flatMap((one) => {
    if (one === first) return [{ person: stays, as }];
    return both.includes(one) ? [] : [one];
  });
}
