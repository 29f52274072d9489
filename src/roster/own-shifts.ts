/** One person's shifts to come, each with what they have said about it. */
import type { Directory } from '../organisation/directory.ts';
import type { Store } from '../platform/store.ts';
import type { ShiftName } from '../planning/open-shifts.ts';
import { nextReachMs, nextShifts, type PersonShift } from '../schedule/duties.ts';
import { resolvePerson } from '../schedule/resolve.ts';
import { askedShifts } from './notices-sql.ts';
import { openShiftsOfHolder } from './open-shifts-sql.ts';

/**
 * `asked`: we asked whether they will be there; `said`: they will. `up`: they look for somebody else to take it; `waits`:
 * somebody would, once a coordinator says yes.
 */
export type OwnShift = PersonShift & {
  running: boolean;
  up: boolean;
  waits: boolean;
  coming: 'not-asked' | 'asked' | 'said';
};

/**
 * The shift that runs and the next `count` that follow, soonest first; with `fromMs`, an instant to come, those that begin
 * then and the next `count` after it. What is further than two years away is not looked for.
 */
export async function ownShifts(
  { pool, clock }: Pick<Store, 'pool' | 'clock'>,
  { schedule }: Directory,
  personId: string,
  count: number,
  fromMs?: number,
): Promise<OwnShift[]> {
  const nowMs = clock.nowMs();
  const beginMs = Math.max(fromMs ?? nowMs, nowMs);
  if (beginMs >= nowMs + nextReachMs) return [];
  const first = resolvePerson(schedule, personId, beginMs, beginMs + 1).flatMap((occurrence): PersonShift[] => {
    const mine = occurrence.people.find(({ person }) => person === personId);
    const counts = beginMs === nowMs ? occurrence.startMs <= nowMs : occurrence.startMs === beginMs;
    return mine && counts ? [{ ...occurrence, as: mine.as }] : [];
  });
  const next = nextShifts(schedule, personId, beginMs, count).filter(({ startMs }) => startMs < nowMs + nextReachMs);
  const [up, asked] = await Promise.all([
    openShiftsOfHolder(pool, personId, nowMs),
    askedShifts(pool, personId, nowMs),
  ]);
  const isUp = new Set(up.filter(({ expiresAtMs }) => expiresAtMs === null).map(nameOf));
  const waits = new Set(up.filter(({ state }) => state === 'waiting').map(nameOf));
  const saidYes = new Map(asked.map((one) => [nameOf(one), one.confirmed]));
  return [...first, ...next].map((one) => {
    const confirmed = saidYes.get(nameOf(one));
    return {
      ...one,
      running: one.startMs <= nowMs,
      up: isUp.has(nameOf(one)),
      waits: waits.has(nameOf(one)),
      coming: confirmed === undefined ? 'not-asked' : confirmed ? 'said' : 'asked',
    };
  });
}

const nameOf = ({ shift, occurrence }: ShiftName): string => `${shift} ${occurrence}`;
