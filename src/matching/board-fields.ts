/** Fields of the board, left out where they have nothing to say. */
import { DateTime } from 'luxon';
import type { BoardWorld } from './board-world.ts';

/** An instant as it is shown: an ISO text in UTC. */
export function iso(atMs: number): string {
  return DateTime.fromMillis(atMs, { zone: 'utc' }).toISO() ?? '';
}

/** An instant that may not be set. */
export function when<Name extends string>(name: Name, atMs: number | null): Partial<Record<Name, string>> {
  return atMs === null ? {} : ({ [name]: iso(atMs) } as Partial<Record<Name, string>>);
}

/** Something that holds or does not. */
export function flag<Name extends string>(name: Name, holds: boolean): Partial<Record<Name, true>> {
  return holds ? ({ [name]: true } as Partial<Record<Name, true>>) : {};
}

/** The name of a person that may not be known. */
export function nameOf(personId: string | null, names: BoardWorld['names']): { name?: string } {
  return personId === null ? {} : { name: names.get(personId) ?? personId };
}
