/** Whether a shift would do somebody good who offers to take it: the answer of the roster's rules to one person and one shift. */
import type { CompiledSchedule } from '../schedule/compile.ts';
import type { Occurrence } from '../schedule/model.ts';
import { lookingFor, resolvePerson } from '../schedule/resolve.ts';
import { dayMs } from '../schedule/wall-clock.ts';
import { inModelOrder, modelOfOccurrences, reachDays } from './roster/build-model.ts';
import type { RosterSource } from './roster/model.ts';
import type { PersonRule } from './roster/person-rules.ts';
import { type Roster, rosterOf } from './roster/roster.ts';
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
  { insteadOf, ...taking }: Taking = {},
): NotTaken | null {
  return whyNotTakeOf(ground, personId, [{ occurrence: wanted, insteadOf }], taking)(0);
}

/** A shift that somebody would take, and in whose place. */
export type Wanted = { occurrence: Occurrence; insteadOf: string | undefined };

/** So many shifts share one model: about as many as a page shows. */
const judgedTogether = 60;

/**
 * `whyNotTake` of many shifts, in order of start: what it says of each, by its place, when it is asked for. What is never
 * asked for costs next to nothing; shifts at the same time on lines with the same rules are judged once, and neighbours share
 * what has to be known of the person.
 */
export function whyNotTakeOf(
  ground: TakingGround,
  personId: string,
  wanted: readonly Wanted[],
  taking: Omit<Taking, 'insteadOf'> = {},
): (place: number) => NotTaken | null {
  const person = ground.people.get(personId);
  if (person === undefined) return () => ({ kind: 'not-a-volunteer' });
  const aroundMs = reachDays({ ...ground, lines: [...ground.lines.values()] }) * dayMs;
  const { apart, among } = alike(ground, person, wanted);
  const judges: ReturnType<typeof judgeOf>[] = [];
  const said: (NotTaken | null)[] = [];
  return (place) => {
    const which = among[place] ?? -1;
    const before = said[which];
    if (before !== undefined) return before;
    const group = Math.floor(which / judgedTogether);
    const first = group * judgedTogether;
    judges[group] ??= judgeOf(ground, person, apart.slice(first, first + judgedTogether), aroundMs, taking);
    return (said[which] = judges[group](which - first));
  };
}

/**
 * One of all that are the same to the person, in order (`apart`), and for each wanted shift which of them that is. A shift they
 * are on themselves is like no other, and to a trainee it matters who else is there.
 */
function alike(
  { lines }: TakingGround,
  { id, trainee }: RosterSource['people'][number],
  wanted: readonly Wanted[],
): { apart: Wanted[]; among: number[] } {
  const rules = new Map(
    [...lines.values()].map(({ id: line, timeZone, languages, training, limits }) => [
      line,
      JSON.stringify([timeZone, languages, training, limits]),
    ]),
  );
  const isOn = lookingFor(({ person }) => person === id);
  const apart: Wanted[] = [];
  const known = new Map<string, number>();
  const among = wanted.map((one) => {
    const { line, startMs, endMs, people } = one.occurrence;
    const rule = rules.get(line);
    const isOwn = rule === undefined || trainee === true || isOn(people);
    const key = isOwn ? String(apart.length) : `${startMs} ${endMs} ${rule}`;
    const same = known.get(key);
    if (same !== undefined) return same;
    known.set(key, apart.push(one) - 1);
    return apart.length - 1;
  });
  return { apart, among };
}

function judgeOf(
  ground: TakingGround,
  { id: personId, trainee }: RosterSource['people'][number],
  wanted: readonly Wanted[],
  aroundMs: number,
  { given, asker = 'taking' }: Omit<Taking, 'insteadOf'>,
): (place: number) => NotTaken | null {
  const fromMs = Math.min(...wanted.map(({ occurrence }) => occurrence.startMs)) - aroundMs;
  const toMs = Math.max(...wanted.map(({ occurrence }) => occurrence.endMs)) + aroundMs;
  const own = resolvePerson(ground.schedule, personId, fromMs, toMs).map((one) => ({
    ...one,
    people: one.people.filter(({ person }) => person === personId),
    isInRange: false,
  }));
  // Who else is there matters to a trainee alone.
  const isSeen = (id: string) => trainee === true || id === personId;
  const open = wanted.map(({ occurrence, insteadOf }) => ({
    ...occurrence,
    people: occurrence.people.filter(
      ({ person, as }) => isSeen(person) && person !== insteadOf && (person !== personId || as === 'primary'),
    ),
    isInRange: true,
  }));
  const model = modelOfOccurrences(sourceOf(ground, personId, [...own, ...open]), [...own, ...open]);
  const roster = rosterOf(model, []);
  const person = model.people.findIndex(({ id }) => id === personId);
  // The model has its own order; where two have put up the same occurrence it is there twice, in the order given.
  const indexes = [...model.occurrences.keys()].filter((index) => model.occurrences[index]?.isInRange);
  const placesInOrder = [...open.keys()].sort((a, b) => inModelOrder(open[a] as Occurrence, open[b] as Occurrence));
  const indexAt = new Map(placesInOrder.map((place, nth) => [place, indexes[nth] ?? -1]));
  return (place) => {
    const occurrence = indexAt.get(place) ?? -1;
    const one = model.occurrences[occurrence];
    if (one === undefined) throw new RangeError(`no shift at ${place}`);
    const isBeside = (index: number) => {
      const other = model.occurrences[index];
      if (other === undefined || other.isInRange) return index === occurrence;
      const isNear = other.startMs < one.endMs + aroundMs && other.endMs > one.startMs - aroundMs;
      return isNear && !isSame(other, one) && !(given && isSame(other, given));
    };
    const beside = (all: Roster['duties']) => all.with(person, (all[person] ?? []).filter(isBeside));
    const around = { ...roster, duties: beside(roster.duties), backups: beside(roster.backups) };
    const found = [
      ...ownObstacles(asker, model, around, person, occurrence),
      ...brokenObstacles(model, around, person, occurrence),
    ];
    const told = found.toSorted((a, b) => order.indexOf(groupOf(a)) - order.indexOf(groupOf(b)))[0];
    return told === undefined ? null : inOwnWords(told);
  };
}

type Name = Pick<Occurrence, 'shift' | 'occurrence'>;
const isSame = (a: Name, b: Name) => a.shift === b.shift && a.occurrence === b.occurrence;

/** An organisation has thousands of people and of days off: only what concerns these occurrences is looked at, and not when people can. */
function sourceOf(ground: TakingGround, personId: string, occurrences: readonly Occurrence[]): RosterSource {
  const ids = new Set([personId, ...occurrences.flatMap(({ people }) => people.map(({ person }) => person))]);
  return {
    ...ground,
    lines: [...new Set(occurrences.map(({ line }) => line))].flatMap((id) => ground.lines.get(id) ?? []),
    people: [...ids]
      .flatMap((id) => ground.people.get(id) ?? [])
      .map((person) => ({ ...person, availability: [], dates: [] })),
    timeOff: ground.timeOff?.filter(({ person }) => ids.has(person)),
    shifts: [],
  };
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
