/** A roster as a page shows it, whether it is published or a draft (R1). */
import type { Assignment, Requirement } from '../../schedule/model.ts';

/** Somebody on an occurrence. `away`: they have time off then, so their place is open. */
export type OnPlace = { person: string; as: Assignment['as']; away: boolean; locked: boolean; textsOnly: boolean };

/** One occurrence of a shift. */
export type PlaceView = {
  key: string;
  shift: string;
  /** The rule's own wall-clock start, which names it. */
  occurrence: string;
  startMs: number;
  endMs: number;
  need: number;
  requires: readonly Requirement[];
  people: readonly OnPlace[];
  /** Primaries missing. */
  missing: number;
  /** A language or tag for each head that `requires` misses. */
  wants: readonly string[];
  /** Auto-fill leaves it as it is. */
  locked: boolean;
  cancelled: boolean;
  /** Rules that are broken here; nobody's own where the person is null. */
  broken: readonly { rule: string; person: string | null }[];
};

/** A rule that is broken, by names. */
export type Broken = {
  rule: string;
  person: string | null;
  /** Keys of places; those outside of the days shown are among them. */
  places: readonly string[];
  value: number | null;
  limit: number | null;
};

export type RosterView = {
  zone: string;
  /** Local dates of the line, both included. */
  from: string;
  to: string;
  /** In order of start. */
  places: readonly PlaceView[];
  broken: readonly Broken[];
  closures: readonly { from: string; to: string; reason: string }[];
  timeOff: readonly { person: string; from: string; to: string }[];
  /** Everybody there is, by id. */
  names: ReadonlyMap<string, string>;
};

export function placeKey({ shift, occurrence }: { shift: string; occurrence: string }): string {
  return `${occurrence} ${shift}`;
}

/** The places with the rules that are broken at each. */
export function withMarks(places: readonly Omit<PlaceView, 'broken'>[], broken: readonly Broken[]): PlaceView[] {
  const marks = new Map<string, { rule: string; person: string | null }[]>();
  for (const { rule, person, places: keys } of broken)
    for (const key of keys) marks.set(key, [...(marks.get(key) ?? []), { rule, person }]);
  return places.map((place) => ({ ...place, broken: marks.get(place.key) ?? [] }));
}

/** How much is still to do in the days shown. */
export function totalsOf({ places, broken }: Pick<RosterView, 'places' | 'broken'>): {
  need: number;
  missing: number;
  wants: number;
  broken: number;
} {
  const held = places.filter(({ cancelled }) => !cancelled);
  const sum = (value: (place: PlaceView) => number) => held.reduce((total, place) => total + value(place), 0);
  return {
    need: sum(({ need }) => need),
    missing: sum(({ missing }) => missing),
    wants: sum(({ wants }) => wants.length),
    broken: broken.length,
  };
}

/** Whether nothing of a place is other than it was. */
export function isSamePlace(one: PlaceView | null, other: PlaceView | null): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
