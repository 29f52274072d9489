/** One person's shifts to come, each with what they have said about it. */
import type { ContactsRoom } from '../contacts/room.ts';
import type { Directory } from '../organisation/directory.ts';
import { nextShifts, type PersonShift } from '../schedule/duties.ts';
import { resolvePerson } from '../schedule/resolve.ts';

/** `asked`: we asked whether they will be there; `said`: they will. `up`: they look for somebody else to take it. */
export type OwnShift = PersonShift & { running: boolean; up: boolean; coming: 'not-asked' | 'asked' | 'said' };

/** The shift that runs and the next `count` that follow, soonest first. */
export async function ownShifts(
  room: Pick<ContactsRoom, 'pool' | 'clock'>,
  { schedule }: Directory,
  personId: string,
  count: number,
): Promise<OwnShift[]> {
  const nowMs = room.clock.nowMs();
  const running = resolvePerson(schedule, personId, nowMs, nowMs + 1).flatMap((occurrence): PersonShift[] => {
    const mine = occurrence.people.find(({ person }) => person === personId);
    return mine && occurrence.startMs <= nowMs ? [{ ...occurrence, as: mine.as }] : [];
  });
  const next = nextShifts(schedule, personId, nowMs, count);
  const { rows } = await room.pool.query<{ shift: string; occurrence: string; what: 'up' | 'asked' | 'said' }>({
    name: 'own-shifts',
    text: `SELECT shift_id AS shift, occurrence, 'up' AS what FROM open_shifts WHERE holder_id = $1 AND state = 'open' AND start_at > $2
      UNION ALL SELECT shift_id, occurrence, CASE WHEN confirmed_at IS NULL THEN 'asked' ELSE 'said' END FROM shift_notices
        WHERE person_id = $1 AND kind = 'day-before' AND done_at IS NOT NULL AND start_at > $2`,
    values: [personId, new Date(nowMs)],
  });
  const known = new Set(rows.map(({ shift, occurrence, what }) => `${what} ${shift} ${occurrence}`));
  return [...running, ...next].map((one) => {
    const is = (what: string) => known.has(`${what} ${one.shift} ${one.occurrence}`);
    return {
      ...one,
      running: one.startMs <= nowMs,
      up: is('up'),
      coming: is('said') ? 'said' : is('asked') ? 'asked' : 'not-asked',
    };
  });
}
