/** A volunteer leaves by their own word from a day on, after hearing which shifts that opens. A coordinator removes them; until then it can be taken back (P7). */
import type { Records } from '../organisation/records.ts';
import { farewell } from '../planning/time-off.ts';
import { goAway, stayAfterAll, type TimesChange } from '../roster/own-times.ts';
import { setAvailability } from './availability.ts';

/** The person is on no shift from that local date on; where it is today they are off at once. */
export async function leave(room: Records, personId: string, from: string, today: string): Promise<TimesChange> {
  const change = await goAway(room, personId, farewell(from), null);
  if (change === 'done' && from <= today) await setAvailability(room, personId, { kind: 'off' });
  return change;
}

/** They stay after all: what nobody has taken meanwhile is theirs again. */
export function stay(room: Records, personId: string, from: string): Promise<TimesChange> {
  return stayAfterAll(room, personId, farewell(from), null);
}
