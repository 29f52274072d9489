/** Whether a shift would do somebody good who offers to take it: the answer of the roster's rules to one person and one shift. */
import type { CompiledSchedule } from '../schedule/compile.ts';
import type { Occurrence } from '../schedule/model.ts';
import { resolvePerson } from '../schedule/resolve.ts';
import { dayMs } from '../schedule/wall-clock.ts';
import { modelOfOccurrences, reachDays } from './roster/build-model.ts';
import type { RosterSource } from './roster/model.ts';
import type { PersonRule } from './roster/person-rules.ts';
import { rosterOf } from './roster/roster.ts';
import { type Asker, brokenObstacles, type Obstacle, ownObstacles, type OwnObstacle } from './roster/why-not.ts';

/** What an organisation is to those who take shifts; a directory fits. */
export type TakingGround = Pick<RosterSource, 'organisation' | 'policy' | 'timeOff'> & {
  schedule: CompiledSchedule;
  lines: ReadonlyMap<string, RosterSource['lines'][number]>;
  people: ReadonlyMap<string, RosterSource['people'][number]>;
};

/** `given`: what they would give away for it; `insteadOf`: in whose place they would come. */
export type Taking = {
  given?: Pick<Occurrence, 'shift' | 'occurrence'> | undefined;
  insteadOf?: string | undefined;
  asker?: Exclude<Asker, 'auto-fill'>;
};

/** A rule about somebody's shifts together, under the name of its limit. */
export type Cap = Exclude<(typeof caps)[PersonRule], null>;

/** Why somebody should not take a shift; the first that holds is told. */
export type NotTaken =
  | { kind: 'not-a-volunteer' }
  | { kind: 'away' }
  | { kind: 'already-on' }
  | { kind: 'language' }
  | { kind: 'untrained'; course: string }
  | { kind: 'trainee-alone' }
  | { kind: 'over-cap'; cap: Cap; value: number; limit: number };

/** The limits that the rules go by. */
export const caps = {
  rest: 'restHours',
  'shift-hours': 'shiftHours',
  'hours-per-week': 'hoursPerWeek',
  'shifts-per-week': 'shiftsPerWeek',
  'nights-per-week': 'nightsPerWeek',
  'days-in-row': 'daysInRow',
  'nights-in-row': 'nightsInRow',
  overlap: null,
} as const satisfies Record<PersonRule, string | null>;

/**
 * Why the person should not take `wanted`; null where nothing speaks against it. Whoever is its backup may become its
 * primary. A cap that is over already without it does not count; what lies too far away to matter is not looked at.
 */
export function whyNotTake(
  ground: TakingGround,
  personId: string,
  wanted: Occurrence,
  { given, insteadOf, asker = 'taking' }: Taking = {},
): NotTaken | null {
  const { schedule } = ground;
  if (!ground.people.has(personId)) return { kind: 'not-a-volunteer' };
  const aroundMs = reachDays({ ...ground, lines: [...ground.lines.values()] }) * dayMs;
  const isNamed = (one: Occurrence, name: Taking['given']) =>
    one.shift === name?.shift && one.occurrence === name.occurrence;
  const own = resolvePerson(schedule, personId, wanted.startMs - aroundMs, wanted.endMs + aroundMs)
    .filter((one) => !isNamed(one, given) && !isNamed(one, wanted))
    .map((one) => ({ ...one, people: one.people.filter(({ person }) => person === personId), isInRange: false }));
  const beside = wanted.people.filter(
    ({ person, as }) => person !== insteadOf && (person !== personId || as === 'primary'),
  );
  const occurrences = [...own, { ...wanted, people: beside, isInRange: true }];
  const ids = new Set([personId, ...beside.map(({ person }) => person)]);
  // An organisation has thousands of people and of days off: only what concerns these is looked at.
  const source = {
    ...ground,
    lines: [...new Set(occurrences.map(({ line }) => line))].flatMap((id) => ground.lines.get(id) ?? []),
    people: [...ids].flatMap((id) => ground.people.get(id) ?? []),
    timeOff: ground.timeOff?.filter(({ person }) => ids.has(person)),
    shifts: [],
  };
  const model = modelOfOccurrences(source, occurrences);
  const roster = rosterOf(model, []);
  const person = model.people.findIndex(({ id }) => id === personId);
  const occurrence = model.occurrences.findIndex(({ isInRange }) => isInRange);
  const found = [
    ...ownObstacles(asker, model, roster, person, occurrence),
    ...brokenObstacles(model, roster, person, occurrence),
  ];
  const told = found.toSorted((a, b) => order.indexOf(groupOf(a)) - order.indexOf(groupOf(b)))[0];
  return told === undefined ? null : inOwnWords(told);
}

/** Two places at once are told before what they would come to in hours, and who they are before all. */
const order = ['not-a-volunteer', 'time-off', 'already-on', 'language', 'training', 'trainee-alone', 'cap'];

function groupOf(obstacle: Obstacle | OwnObstacle): string {
  if (obstacle.why === 'already-there' || obstacle.why === 'overlap') return 'already-on';
  return 'break' in obstacle ? 'cap' : obstacle.why;
}

function inOwnWords(obstacle: Obstacle | OwnObstacle): NotTaken {
  if ('courses' in obstacle) return { kind: 'untrained', course: obstacle.courses[0] ?? '' };
  if ('break' in obstacle) {
    const cap = caps[obstacle.why];
    if (cap === null) return { kind: 'already-on' };
    const { value, limit } = obstacle.break;
    return { kind: 'over-cap', cap, value: value ?? 0, limit: limit ?? 0 };
  }
  switch (obstacle.why) {
    case 'time-off':
      return { kind: 'away' };
    case 'not-a-volunteer':
    case 'language':
    case 'trainee-alone':
      return { kind: obstacle.why };
    // Whoever is there already: the other two are not asked of those who take a shift.
    case 'already-there':
    case 'no-times-given':
    case 'not-available':
      return { kind: 'already-on' };
  }
}
