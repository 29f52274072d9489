/** Where rests make cover thin, from one look to the next, and which shift leader is there to hear of it (W4). */
import type pg from 'pg';
import type { PresentRow } from '../contacts/present.ts';
import type { Directory, DirectoryLine } from '../organisation/directory.ts';
import { whoIsOn } from '../schedule/resolve.ts';
import { coverOf, isResting, thinnessAt, type Thinness } from '../wellbeing/cover.ts';
import { isSetAvailable, type PersonFacts } from '../wellbeing/guards.ts';
import type { CareLine } from '../wellbeing/watch.ts';
import { factsOf, type Present } from './facts.ts';

/** How thin rests leave the line now; what has changed since the last look is kept, on `client`'s transaction. */
export async function keepThinness(
  client: pg.ClientBase,
  lineId: string,
  facts: PersonFacts[],
  need: number,
  rows: PresentRow['lines'],
  nowMs: number,
): Promise<Thinness | null> {
  const row = rows.find((one) => one.line_id === lineId);
  const was = row?.thin_since ? { sinceMs: Date.parse(row.thin_since), fewest: row.thin_have ?? 0 } : null;
  const is = thinnessAt(coverOf(facts, need, nowMs), need, was, nowMs);
  if (is?.sinceMs === was?.sinceMs && is?.fewest === was?.fewest) return is;
  await client.query({
    name: 'keep-thinness',
    text: `INSERT INTO line_states (line_id, thin_since, thin_have) VALUES ($1, $2, $3)
      ON CONFLICT (line_id) DO UPDATE SET thin_since = EXCLUDED.thin_since, thin_have = EXCLUDED.thin_have`,
    values: [lineId, is && new Date(is.sinceMs), is && is.fewest],
  });
  return is;
}

/**
 * The shift leader who hears how thin the line is: on shift, on whatever line, who takes its texts and has not said
 * `OFF`. Who rests is left in peace, and who is in a contact is told after it.
 */
export function leaderToTell(
  directory: Directory,
  line: DirectoryLine,
  present: Present,
  silenced: ReadonlySet<string>,
  nowMs: number,
): CareLine['leader'] {
  const on = new Set(whoIsOn(directory.schedule, nowMs).map(({ person }) => person));
  const leaders = [...on]
    .flatMap((personId) => {
      const person = directory.people.get(personId);
      const isReachable =
        person?.roles.includes('shift-leader') &&
        person.channels.includes('text') &&
        !silenced.has(`${personId} ${line.id}`);
      return person && isReachable ? [factsOf(directory, line, person, 'primary', present, nowMs)] : [];
    })
    .filter((facts) => isSetAvailable(facts, nowMs) && !isResting(facts, nowMs));
  const free = leaders.find((facts) => facts.busy !== 'in-contact');
  if (free) return { id: free.personId };
  return leaders.length > 0 ? 'busy' : null;
}
