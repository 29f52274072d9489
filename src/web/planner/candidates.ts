/** Who could come to a place: those who may, best first, and those who may not, with the reason the service would give (R2). */
import { limitsFor, linesOf, serves } from '../../planning/roster/roster.ts';
import type { RosterPerson } from '../../planning/roster/model.ts';
import { brokenObstacles, standingObstacles, type Obstacle } from '../../planning/roster/why-not.ts';
import { isWithin } from '../../planning/roster/windows.ts';
import type { Planned } from './planned.ts';

/** How somebody takes to a time: as they said themselves; `none` where they said nothing. */
export type Taking = 'preferred' | 'fine' | 'reluctant' | 'none';

export type Candidate = {
  person: string;
  name: string;
  /** Of the places asked about, so many they may come to. */
  mayOn: number;
  taking: Taking;
  isReserve: boolean;
  isTrainee: boolean;
  textsOnly: boolean;
  /** At the first place. */
  onCall: boolean;
  /** What the place misses and they bring: languages and tags. */
  brings: readonly string[];
  /** In the week of the first place, before it. */
  hours: number;
  mostHours: number;
  /** What speaks against the first place where they may not. */
  obstacles: readonly Obstacle[];
};

export type Candidates = { may: Candidate[]; mayNot: Candidate[] };

/** For one place or several at once; nobody who is planned on all of them already. Whoever is on call there may be planned. */
export function candidatesFor(planned: Planned, keys: readonly string[]): Candidates {
  const { check, indexOf, view } = planned;
  const { model } = planned.free;
  const indexes = keys.flatMap((key) => indexOf.get(key) ?? []);
  const may: Candidate[] = [];
  const mayNot: Candidate[] = [];
  for (const [index, person] of model.people.entries()) {
    if (!person.isCandidate) continue;
    const asked = indexes
      .map((at) => ({ at, against: obstaclesOf(planned, index, at) }))
      .filter(({ against }) => against[0]?.why !== 'already-there');
    if (asked.length === 0) continue;
    const mayOn = asked.filter(({ against }) => against.length === 0).length;
    const first = asked[0]?.at ?? 0;
    const missing = check.needsMissed.filter(({ occurrence }) => asked.some(({ at }) => at === occurrence));
    const candidate: Candidate = {
      person: person.id,
      name: view.names.get(person.id) ?? person.id,
      mayOn,
      taking: takingOf(person, model.occurrences[first]),
      isReserve: person.isReserve,
      isTrainee: person.isTrainee,
      textsOnly: !person.takesCalls,
      onCall: planned.model.occurrences[first]?.backups.includes(index) ?? false,
      brings: [
        ...new Set(
          missing.flatMap(({ occurrence, missing: heads }) =>
            (model.occurrences[occurrence]?.requires ?? []).flatMap((one) => {
              const what = one.language ?? one.tag ?? '';
              return heads.includes(what) && serves(person, one) ? [what] : [];
            }),
          ),
        ),
      ],
      ...hoursOf(planned, index, first),
      obstacles: asked.find(({ against }) => against.length > 0)?.against ?? [],
    };
    (mayOn > 0 ? may : mayNot).push(candidate);
  }
  const rank = ({ isReserve, brings, taking, hours, mostHours, mayOn }: Candidate) =>
    (isReserve ? 1_000 : 0) -
    100 * brings.length -
    10 * mayOn +
    costs[taking] +
    (mostHours > 0 && Number.isFinite(mostHours) ? hours / mostHours : 0);
  const byName = (a: Candidate, b: Candidate) => a.name.localeCompare(b.name) || (a.person < b.person ? -1 : 1);
  return {
    may: may.sort((a, b) => rank(a) - rank(b) || byName(a, b)),
    mayNot: mayNot.sort((a, b) => a.obstacles.length - b.obstacles.length || byName(a, b)),
  };
}

/** Everything that speaks against somebody at a place, the first first; empty where they may come. */
export function obstaclesOf({ free: { model, people } }: Planned, person: number, occurrence: number): Obstacle[] {
  return [
    ...standingObstacles(model, people, person, occurrence),
    ...brokenObstacles(model, people, person, occurrence),
  ];
}

/** The places of the days shown to which somebody may come, and what speaks against the others. */
export function placesFor(planned: Planned, personId: string): ReadonlyMap<string, Obstacle | null> {
  const person = planned.personOf.get(personId);
  if (person === undefined) return new Map();
  return new Map(
    planned.view.places.flatMap(({ key, cancelled }) => {
      const at = planned.indexOf.get(key);
      if (at === undefined || cancelled) return [];
      return [[key, obstaclesOf(planned, person, at)[0] ?? null] as const];
    }),
  );
}

const costs: Readonly<Record<Taking, number>> = { preferred: 0, fine: 2, none: 3, reluctant: 8 };

function takingOf(person: RosterPerson, one: { startMs: number; endMs: number } | undefined): Taking {
  if (!one || !isWithin(person.canBe, one)) return 'none';
  const costsThere = person.wishes
    .filter(({ startMs, endMs }) => startMs < one.endMs && endMs > one.startMs)
    .map(({ cost }) => cost);
  const worst = Math.max(0, ...costsThere);
  return worst >= 4 ? 'reluctant' : worst >= 1 ? 'fine' : 'preferred';
}

/** Somebody's hours in the week of an occurrence, and the most they may have. */
function hoursOf({ model, people }: Planned, person: number, at: number): { hours: number; mostHours: number } {
  const who = model.people[person];
  const calendar = who && model.calendars.get(who.timeZone);
  if (!who || !calendar) return { hours: 0, mostHours: Infinity };
  const duties = people.duties[person] ?? [];
  const inWeek = duties.filter((index) => calendar.monday[index] === calendar.monday[at]);
  return {
    hours: inWeek.reduce((sum, index) => sum + (model.occurrences[index]?.hours ?? 0), 0),
    mostHours: limitsFor(model, who, linesOf(model, [...duties, at])).hoursPerWeek,
  };
}
