/** Days away that a coordinator writes down for somebody: they open what somebody's own would, and the person is told (O2, P4). */
import { randomUUID } from 'node:crypto';
import { isInUse } from '../organisation/directory.ts';
import type { Directory } from '../organisation/directory.ts';
import { versionOf } from '../organisation/edit-organisation.ts';
import type { Person } from '../organisation/organisation-file.ts';
import type { Records } from '../organisation/records.ts';
import {
  hasBegunOn,
  markToldMs,
  nextDate,
  whatMarkingDoes,
  type MarkStep,
  type MarkTold,
} from '../planning/marked-away.ts';
import { shiftsOnDays, withoutDaysAway, type DaysAway } from '../planning/time-off.ts';
import { nextShifts } from '../schedule/duties.ts';
import type { Occurrence } from '../schedule/model.ts';
import { undoMs } from './open-shifts.ts';
import {
  awayFacts,
  beAway,
  beBack,
  changeTimes,
  openedBy,
  ownTimes,
  type OwnTimes,
  type TimesScene,
} from './own-times.ts';
import { addPersonNotice, dropUnsaidOfDays } from './person-notices-sql.ts';
import { endAsk, ownDaysAsks } from './time-off-sql.ts';

/** `version` changes with the days away and with nothing else; those that are over are left out. */
export type TimeOff = Omit<OwnTimes, 'week'>;
type Asker = { by: string; seen: string | null };

/** When the person is away. */
export function timeOffOf(directory: Directory, person: Person, nowMs: number): TimeOff {
  const { today, daysAway, leavesOn } = ownTimes(directory, person, nowMs);
  return { version: versionOf([daysAway, leavesOn]), today, daysAway, leavesOn };
}

/** `changed`: it is not as whoever changes it has seen it. `unknown`: there is no such person. */
export type Marked = 'done' | 'changed' | 'unknown' | Exclude<MarkStep, { kind: 'go' }>;

/** The person is away on those dates, in the name of a coordinator: nobody is asked, and what they had asked for themselves within them is granted. */
export function addTimeOffFor(room: Records, personId: string, days: DaysAway, { by, seen }: Asker): Promise<Marked> {
  return changeTimes(room, personId, async (scene): Promise<Marked> => {
    const { client, directory, person, nowMs } = scene;
    if (!isAsSeen(scene, seen)) return 'changed';
    const { today, known } = awayFacts(directory, person, nowMs);
    const hasBegun = hasBegunOn(directory.schedule, person.id, person.timeZone, days.from, nowMs);
    const step = whatMarkingDoes(days, { today, known, hasBegun });
    if (step.kind !== 'go') return step;
    const opened = openedBy(directory, person, days, nowMs);
    await beAway(scene, days, opened, { by, action: 'person.time-off-added' });
    for (const ask of await ownDaysAsks(client, person.id, today))
      if (ask.state === 'waiting' && days.from <= ask.from && ask.to <= days.to)
        await endAsk(client, ask.id, 'approved', `person:${by}`, nowMs);
    const isKnown = await dropUnsaidOfDays(client, { personId: person.id, kind: 'time-off-ended', days });
    if (!isKnown) await tell(scene, 'time-off-set', days, opened, by);
    return 'done';
  });
}

/** `over`: nothing of it is still to come. */
export type Unmarked = 'done' | 'changed' | 'unknown' | 'over';

/** The person is there again, from today on or, where a shift of today has begun without them, from tomorrow. */
export function endTimeOffFor(room: Records, personId: string, days: DaysAway, { by, seen }: Asker): Promise<Unmarked> {
  return changeTimes(room, personId, async (scene): Promise<Unmarked> => {
    const { client, directory, person, nowMs } = scene;
    if (!isAsSeen(scene, seen)) return 'changed';
    const { today, daysAway } = timeOffOf(directory, person, nowMs);
    if (!daysAway.some(({ from, to }) => from === days.from && to === days.to)) return 'unknown';
    const schedule = withoutDaysAway(directory.schedule, person.id, days);
    const hasBegun = hasBegunOn(schedule, person.id, person.timeZone, today, nowMs);
    const back = hasBegun ? nextDate(today) : today;
    const ended = await beBack(scene, days, back, { by, action: 'person.time-off-ended' });
    if (ended === null) return 'over';
    const isUnheard = await dropUnsaidOfDays(client, { personId: person.id, kind: 'time-off-set', days });
    const again = shiftsOnDays(schedule, person.id, person.timeZone, ended, nowMs);
    if (!isUnheard) await tell(scene, 'time-off-ended', ended, again, by);
    return 'done';
  });
}

function isAsSeen({ directory, person, nowMs }: TimesScene, seen: string | null): boolean {
  return seen === null || seen === timeOffOf(directory, person, nowMs).version;
}

/** By the line of a shift of theirs, else the first in use. Whoever does it to themselves knows. */
async function tell(
  { client, directory, person, nowMs }: TimesScene,
  kind: MarkTold,
  days: DaysAway,
  shifts: readonly Occurrence[],
  by: string,
): Promise<void> {
  const shift = shifts[0] ?? nextShifts(directory.schedule, person.id, nowMs, 1)[0];
  const lineId = shift?.line ?? [...directory.lines.values()].find((line) => isInUse(directory, line))?.id;
  if (by === person.id || lineId === undefined) return;
  const dueMs = markToldMs(shifts, person.timeZone, undoMs, nowMs);
  await addPersonNotice(client, { personId: person.id, kind, aboutId: randomUUID(), lineId, days, dueMs });
}
