/** Which lines are routed together: those that share people at an instant, each group under locks of its own (ADR 0013). */
import pg from 'pg';
import { groupsOf, type Served } from '../matching/groups.ts';
import type { Directory } from '../organisation/directory.ts';
import { peopleOnShift } from '../people/facts.ts';
import { lockNumbers } from '../platform/advisory-locks.ts';

/** Lines that are routed together, in the order of their ids; null: all lines. */
export type Group = readonly string[] | null;

/** The lines in groups at `nowMs`. A reserve may be asked on every line, so while one has set themselves available all lines are one group. */
export function routedTogether(directory: Directory, nowMs: number, areReservesOn: boolean): Group[] {
  if (areReservesOn || directory.lines.size < 2) return [null];
  const served = [...directory.lines.values()].map((line) => ({
    lineId: line.id,
    people: peopleOnShift(directory, line, nowMs),
  }));
  const known = lastGroups.get(directory);
  if (known && served.every(({ people }, place) => people === known.served[place]?.people)) return known.groups;
  const groups = groupsOf(served);
  const together = groups.length < 2 ? [null] : groups;
  lastGroups.set(directory, { served, groups: together });
  return together;
}

/** Worked out again only when others are on shift somewhere: every pass asks for it. */
const lastGroups = new WeakMap<Directory, { served: Served[]; groups: Group[] }>();

/** The groups in which somebody waits on one of the lines; a line that is in none stands alone. */
export function groupsOfLines(groups: readonly Group[], lineIds: readonly string[]): Group[] {
  const found = groups.filter((group) => group === null || lineIds.some((lineId) => group.includes(lineId)));
  const alone = lineIds.filter((lineId) => !groups.some((group) => group === null || group.includes(lineId)));
  return [...found, ...alone.map((lineId) => [lineId])];
}

/** All that `group` has to have beside its own, where what holds now is `groups`: the group itself where it is whole. */
export function widened(group: Group, groups: readonly Group[]): Group {
  if (group === null) return null;
  const needed = groupsOfLines(groups, group);
  const missing = needed.flatMap((one) => one ?? []).filter((lineId) => !group.includes(lineId));
  if (needed.includes(null)) return null;
  return missing.length === 0 ? group : [...group, ...missing].sort();
}

/**
 * The locks of a pass: one for each of its lines, so that two processes that see the groups differently keep apart
 * wherever their lines meet; all lines together have one, which whoever gives conversations to people takes too.
 */
export function lockGroupSql(group: Group): string {
  if (group === null) return `SELECT pg_advisory_xact_lock(${lockNumbers.routing})`;
  const ids = group.map((lineId) => pg.escapeLiteral(lineId)).join(', ');
  return `SELECT pg_advisory_xact_lock_shared(${lockNumbers.routing});
    SELECT pg_advisory_xact_lock(${lockNumbers.routingOfLine}, lock) FROM (SELECT DISTINCT hashtext(id) AS lock FROM unnest(ARRAY[${ids}]) id ORDER BY 1) locks`;
}
