/** A replay put in order from the records: the part of the organisation it plays on, and what is read for it. */
import { pausesOf } from '../contacts/line-pauses.ts';
import { pastCallsByDay } from '../contacts/past-days.ts';
import { isInUse, type Directory } from '../organisation/directory.ts';
import type { ReplayRoster } from '../planning/replay/model.ts';
import { isAhead, toRead, type PartRead, type ReplayOrder } from '../planning/replay/gathering.ts';
import { storedHistories } from '../people/load-history.ts';
import type { Store } from '../platform/store.ts';

/** So many people are looked up at once. */
const peopleAtOnce = 200;

/** What a replay knows of the organisation as it is now: no number, no name. */
export function rosterOf(directory: Directory): ReplayRoster {
  const { organisation, lines, people, shifts, timeOff } = directory;
  const inUse = [...lines.values()].filter((line) => isInUse(directory, line));
  const ids = new Set(inUse.map(({ id }) => id));
  return rosterFrom({
    organisation,
    lines: inUse,
    people: [...people.values()],
    shifts: shifts.filter(({ line }) => ids.has(line)),
    timeOff,
  });
}

/** The same of anything that has lines with policies, people and shifts: only what a replay needs of it. */
export function rosterFrom({ organisation, lines, people, shifts, timeOff }: ReplayRoster): ReplayRoster {
  return {
    organisation: { timeZone: organisation.timeZone },
    lines: lines.map(({ id, timeZone, languages, openingHours, closures, automaticAvailability, policy }) => ({
      ...{ id, timeZone, languages, openingHours, closures, automaticAvailability },
      policy,
    })),
    people: people.map(({ id, timeZone, languages, tags, roles, trainee, training }) => ({
      ...{ id, timeZone, languages, tags, roles, trainee, training },
    })),
    shifts,
    timeOff,
  };
}

/** Reads what an order needs of the past, in small parts, so that nothing else waits for it. */
export async function* readFor(store: Pick<Store, 'pool'>, order: ReplayOrder): AsyncGenerator<PartRead> {
  const { fromMs, untilMs } = toRead(order);
  yield* pastCallsByDay(store, order.lineIds, fromMs, untilMs);
  if (isAhead(order)) yield { pauses: [...(await pausesOf(store, order.lineIds, fromMs))] };
  const rosters = [order.roster, ...(order.change?.roster ? [order.change.roster] : [])];
  const ids = [...new Set(rosters.flatMap(({ people }) => people.map(({ id }) => id)))];
  for (let from = 0; from < ids.length; from += peopleAtOnce)
    yield { before: await storedHistories(store, ids.slice(from, from + peopleAtOnce), order.fromMs) };
}
