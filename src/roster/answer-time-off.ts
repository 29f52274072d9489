/** A coordinator's answer to somebody who asks for days away: what it opens is seen before, and both sides know (P4). */
import type { Directory } from '../organisation/directory.ts';
import { noteStep } from '../organisation/occurrence-people.ts';
import type { Person } from '../organisation/organisation-file.ts';
import type { Records } from '../organisation/records.ts';
import { whatGoingAwayDoes } from '../planning/time-off.ts';
import type { Decided } from '../planning/moves.ts';
import type { Store } from '../platform/store.ts';
import type { Occurrence } from '../schedule/model.ts';
import { afterNight } from '../schedule/reminder-times.ts';
import { lockedDirectory, withRoster } from './open-shifts.ts';
import { awayFacts, beAway, openedBy } from './own-times.ts';
import { addPersonNotice } from './person-notices-sql.ts';
import { daysAskWithId, daysAsksWaiting, endAsk, type DaysAsk } from './time-off-sql.ts';

/** Days that somebody asks for, with the shifts that would be open. */
export type WaitingDays = { ask: DaysAsk; person: Person; opens: Occurrence[] };

/** What waits for an answer, oldest first. */
export async function waitingDays(
  { pool, clock }: Pick<Store, 'pool' | 'clock'>,
  directory: Directory,
): Promise<WaitingDays[]> {
  const asks = await daysAsksWaiting(pool);
  return asks.flatMap((ask) => {
    const person = directory.people.get(ask.personId);
    return person ? [{ ask, person, opens: openedBy(directory, person, ask, clock.nowMs()) }] : [];
  });
}

/** A yes or no in the name of `by`, with a word for the one who asked; a yes holds at once. */
export async function answerDays(
  room: Records,
  id: string,
  { yes, by, word }: { yes: boolean; by: string; word: string | null },
): Promise<Decided> {
  const nowMs = room.clock.nowMs();
  const decided = await withRoster(room, async (client): Promise<Decided> => {
    const directory = await lockedDirectory(client, room);
    const ask = await daysAskWithId(client, id);
    const person = ask && directory?.people.get(ask.personId);
    if (!directory || !ask || !person) return { kind: 'unknown' };
    if (ask.state !== 'waiting') return { kind: 'decided-already' };
    const step = whatGoingAwayDoes(ask, { ...awayFacts(directory, person, nowMs), answersOn: null });
    if (yes && step.kind === 'past') {
      await endAsk(client, id, 'withdrawn', `person:${by}`, nowMs);
      return { kind: 'gone' };
    }
    await endAsk(client, id, yes ? 'approved' : 'refused', `person:${by}`, nowMs, word);
    await noteStep(client, by, yes ? 'time-off.approved' : 'time-off.refused', person.id, nowMs);
    if (yes && step.kind === 'go')
      await beAway({ client, directory, person, nowMs }, ask, openedBy(directory, person, ask, nowMs));
    const dueMs = afterNight(nowMs, person.timeZone);
    const notice = { personId: person.id, kind: 'time-off-answered' as const, aboutId: id, lineId: ask.lineId, dueMs };
    await addPersonNotice(client, notice);
    return { kind: 'done' };
  });
  room.afterCommit({ effects: [], wakes: [], route: true });
  return decided;
}
