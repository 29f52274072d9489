/** What somebody does at places, as commands of a draft; one step each, whatever is marked together (R4). */
import type { DraftCommand } from '../../planning/draft/commands.ts';
import type { PlaceView } from './view.ts';

const atOf = ({ shift, occurrence }: PlaceView) => ({ shift, occurrence });

/** One command of several, itself where it is alone; null where there is none. */
export function together(commands: readonly DraftCommand[]): DraftCommand | null {
  return commands.length > 1 ? { kind: 'many', commands } : (commands[0] ?? null);
}

export function assignAt(places: readonly PlaceView[], person: string, as: 'primary' | 'backup'): DraftCommand | null {
  return together(assigning(places, person, as));
}

function assigning(places: readonly PlaceView[], person: string, as: 'primary' | 'backup'): DraftCommand[] {
  return places
    .filter(({ people, cancelled }) => !cancelled && !people.some((one) => one.person === person && one.as === as))
    .map((place) => ({ kind: 'assign', at: atOf(place), person, as }));
}

/** Plans somebody, who is on call no more at the same time, in whichever of `all` places: nobody is in two places at once. */
export function plannedAt(
  all: readonly PlaceView[],
  places: readonly PlaceView[],
  person: string,
): DraftCommand | null {
  const elsewhere = all.filter(
    (other) =>
      !places.includes(other) &&
      other.people.some((one) => one.person === person && one.as === 'backup') &&
      places.some(({ startMs, endMs }) => startMs < other.endMs && endMs > other.startMs),
  );
  return together([...assigning(places, person, 'primary'), ...unassigning(elsewhere, person)]);
}

export function unassignAt(places: readonly PlaceView[], person: string): DraftCommand | null {
  return together(unassigning(places, person));
}

function unassigning(places: readonly PlaceView[], person: string): DraftCommand[] {
  return places
    .filter(({ people }) => people.some((one) => one.person === person))
    .map((place) => ({ kind: 'unassign', at: atOf(place), person }));
}

/** Takes everybody off. */
export function cleared(places: readonly PlaceView[]): DraftCommand | null {
  return together(
    places.flatMap((place) =>
      place.people.map(({ person }): DraftCommand => ({ kind: 'unassign', at: atOf(place), person })),
    ),
  );
}

/** Locks all of them, or unlocks them where all are locked. */
export function lockTurned(places: readonly PlaceView[]): DraftCommand | null {
  const held = places.filter(({ cancelled }) => !cancelled);
  const isLocked = held.length > 0 && held.every(({ locked }) => locked);
  return together(
    held
      .filter(({ locked }) => locked === isLocked)
      .map((place) => ({ kind: isLocked ? 'unlock' : 'lock', at: atOf(place), person: null })),
  );
}

export function personLockTurned(place: PlaceView, person: string): DraftCommand {
  const isLocked = place.people.some((one) => one.person === person && one.locked);
  return { kind: isLocked ? 'unlock' : 'lock', at: atOf(place), person };
}

/** So many more, or fewer, are needed at each. */
export function needBy(places: readonly PlaceView[], more: number): DraftCommand | null {
  return together(
    places
      .filter(({ need, cancelled }) => !cancelled && need + more >= 0)
      .map((place) => ({ kind: 'set-need', at: atOf(place), need: place.need + more })),
  );
}

export function cancelledAt(places: readonly PlaceView[]): DraftCommand | null {
  return together(places.filter(({ cancelled }) => !cancelled).map((place) => ({ kind: 'cancel', at: atOf(place) })));
}

export function restoredAt(places: readonly PlaceView[]): DraftCommand | null {
  return together(places.filter(({ cancelled }) => cancelled).map((place) => ({ kind: 'restore', at: atOf(place) })));
}

/** Somebody goes from one place to another in one step; null where they are there already. */
export function moved(from: PlaceView, to: PlaceView, person: string): DraftCommand | null {
  const was = from.people.find((one) => one.person === person);
  if (!was || from.key === to.key || to.cancelled || to.people.some((one) => one.person === person)) return null;
  return together([
    { kind: 'unassign', at: atOf(from), person },
    { kind: 'assign', at: atOf(to), person, as: was.as },
  ]);
}
