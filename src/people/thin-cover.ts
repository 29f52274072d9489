/** Where rests make cover thin, from one look to the next, and which shift leader is there to hear of it (W4). */
import type { MomentRow } from '../contacts/present.ts';
import type { Directory, DirectoryLine } from '../organisation/directory.ts';
import { whereIsOn } from '../schedule/resolve.ts';
import { coverOf, thinnessAt, type Thinness } from '../wellbeing/cover.ts';
import type { PersonFacts } from '../wellbeing/guards.ts';
import { leaderToTell } from '../wellbeing/leaders.ts';
import type { CareLine } from '../wellbeing/watch.ts';
import { factsOf, type Present } from './facts.ts';

/** How thin rests leave the line now, and whether that is other than at the last look, so that it is to be kept. */
export function thinnessNow(
  lineId: string,
  facts: readonly PersonFacts[],
  need: number,
  rows: MomentRow['lines'],
  nowMs: number,
): { thin: Thinness | null; isNew: boolean } {
  const row = rows.find((one) => one.line_id === lineId);
  const was = row?.thin_since ? { sinceMs: Date.parse(row.thin_since), fewest: row.thin_have ?? 0 } : null;
  const thin = thinnessAt(coverOf(facts, need, nowMs), need, was, nowMs);
  return { thin, isNew: thin?.sinceMs !== was?.sinceMs || thin?.fewest !== was?.fewest };
}

/** The shift leader who hears how thin the line is: on shift, on whatever line, and one who takes its texts. */
export function leaderOnShiftToTell(
  directory: Directory,
  line: DirectoryLine,
  present: Present,
  silenced: ReadonlySet<string>,
  nowMs: number,
): CareLine['leader'] {
  const leaders = directory.leaders
    .filter(
      ({ id, channels }) =>
        channels.includes('text') &&
        !silenced.has(`${id} ${line.id}`) &&
        whereIsOn(directory.schedule, id, nowMs).length > 0,
    )
    .map((person) => factsOf(directory, line, person, 'primary', present, nowMs));
  return leaderToTell(leaders, nowMs);
}
