/** What publishing a draft changes for each person (R3): what they gain, lose, and what moves. */
import type { Assignment, Occurrence } from '../../schedule/model.ts';

/** One occurrence of a person: what they are on it, and when. */
export type OwnTurn = { shift: string; occurrence: string; as: Assignment['as']; startMs: number; endMs: number };

export type PersonChanges = {
  person: string;
  gained: OwnTurn[];
  lost: OwnTurn[];
  moved: { before: OwnTurn; after: OwnTurn }[];
};

/** For everybody concerned, in order of their ids; `before` and `after` are a line's occurrences over the same time. */
export function changesForPeople(before: readonly Occurrence[], after: readonly Occurrence[]): PersonChanges[] {
  const [old, next] = [turnsOf(before), turnsOf(after)];
  const changes = new Map<string, PersonChanges>();
  const of = (person: string) => {
    const known = changes.get(person) ?? { person, gained: [], lost: [], moved: [] };
    changes.set(person, known);
    return known;
  };
  for (const [key, { person, turn }] of next) {
    const was = old.get(key);
    if (!was) of(person).gained.push(turn);
    else if (was.turn.startMs !== turn.startMs || was.turn.endMs !== turn.endMs || was.turn.as !== turn.as)
      of(person).moved.push({ before: was.turn, after: turn });
  }
  for (const [key, { person, turn }] of old) if (!next.has(key)) of(person).lost.push(turn);
  return [...changes.values()]
    .map(settled)
    .filter(isAny)
    .sort((a, b) => (a.person < b.person ? -1 : 1));
}

type Turns = Map<string, { person: string; turn: OwnTurn }>;

function turnsOf(occurrences: readonly Occurrence[]): Turns {
  return new Map(
    occurrences.flatMap(({ shift, occurrence, startMs, endMs, people }) =>
      people.map(({ person, as }) => [
        JSON.stringify([person, shift, occurrence]),
        { person, turn: { shift, occurrence, as, startMs, endMs } },
      ]),
    ),
  );
}

/** A series that goes on under another id is the same to its people: what is lost and gained at the same time is neither. */
function settled({ person, gained, lost, moved }: PersonChanges): PersonChanges {
  const same = (one: OwnTurn, other: OwnTurn) =>
    one.startMs === other.startMs && one.endMs === other.endMs && one.as === other.as;
  return {
    person,
    gained: gained.filter((one) => !lost.some((other) => same(one, other))),
    lost: lost.filter((one) => !gained.some((other) => same(one, other))),
    moved,
  };
}

function isAny({ gained, lost, moved }: PersonChanges): boolean {
  return gained.length + lost.length + moved.length > 0;
}
