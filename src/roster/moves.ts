/** A coordinator's yes or no to a move that waits; a yes carries it out by the same rules as any taking (R6). */
import type pg from 'pg';
import type { EffectRow } from '../effects/write.ts';
import type { Directory } from '../organisation/directory.ts';
import { noteChange, noteStep } from '../organisation/occurrence-people.ts';
import type { Records } from '../organisation/records.ts';
import { whereNow } from '../planning/follow.ts';
import { isUpAgainAt, whatYesDoes, type Decided, type Move } from '../planning/moves.ts';
import { stateAgain, whatTakingDoes, type OpenShift } from '../planning/open-shifts.ts';
import { inTransaction } from '../platform/transaction.ts';
import type { Store } from '../platform/store.ts';
import type { Occurrence } from '../schedule/model.ts';
import { tellDecided } from './ask-move.ts';
import { endWaiting, movesAskedBy, movesWaiting, moveWithId, waitingInVain } from './moves-sql.ts';
import { dropUnsaid } from './notices-sql.ts';
import { lockedDirectory, withRoster } from './open-shifts.ts';
import { openShiftWithId, setOpenShift } from './open-shifts-sql.ts';
import { carryOut, takingFacts } from './take-shift.ts';

/** A move that waits, with the shift where it is now. */
export type WaitingMove = { move: Move; up: OpenShift; shift: Occurrence; inExchange: Occurrence | null };

/** What waits for a yes, oldest first. */
export async function waitingMoves({ pool }: Pick<Store, 'pool'>, { schedule }: Directory): Promise<WaitingMove[]> {
  const found: WaitingMove[] = [];
  for (const move of await movesWaiting(pool)) {
    const up = await openShiftWithId(pool, move.openShiftId, move.personId);
    const shift = up && whereNow(schedule, up, up.holderId);
    const inExchange = up?.inExchange ? whereNow(schedule, up.inExchange, move.personId) : null;
    if (up && shift) found.push({ move, up, shift, inExchange });
  }
  return found;
}

/** What the person has asked for and waits for a yes, soonest first. */
export async function ownMoves(
  { pool }: Pick<Store, 'pool'>,
  { schedule }: Directory,
  personId: string,
): Promise<{ shift: Occurrence; inExchange: Occurrence | null }[]> {
  const asked = await movesAskedBy(pool, personId);
  const ups = await Promise.all(asked.map(({ openShiftId }) => openShiftWithId(pool, openShiftId, personId)));
  return ups.flatMap((up) => {
    const shift = up && whereNow(schedule, up, up.holderId);
    return shift ? [{ shift, inExchange: up.inExchange && whereNow(schedule, up.inExchange, personId) }] : [];
  });
}

type Deciding = { result: Decided; effects: EffectRow[] };
type Scene = { client: pg.ClientBase; directory: Directory; move: Move; up: OpenShift; by: string; nowMs: number };

/** A yes in the name of `by`; with `allowsCap` also to a cap that it breaks, which the audit keeps. */
export function approveMove(room: Records, id: string, by: string, allowsCap: boolean): Promise<Decided> {
  return decide(room, id, by, async (scene) => {
    const { client, directory, move, up, nowMs } = scene;
    const consent = { of: 'coordinator' as const, allowsCap };
    const yes = whatYesDoes(whatTakingDoes(up, move.personId, takingFacts(directory, up, consent, nowMs)));
    if (yes.kind === 'answer') return { result: yes.decided, effects: [] };
    if (yes.kind === 'close') return close(scene, yes.isUpAgain);
    const done = await endWaiting(client, up, 'approved', `person:${by}`, nowMs);
    const { effects, subject } = await carryOut(client, directory, up, move.personId, yes.step, `move ${id}`, nowMs);
    const { overCap, occurrence } = yes.step;
    const action = overCap ? 'move.approved-over-cap' : 'move.approved';
    const broken = overCap ? ` over ${overCap.cap} ${overCap.value} of ${overCap.limit}` : '';
    await noteChange(client, by, action, `${subject} to ${move.personId}${broken}`, nowMs);
    if (done) effects.push(...(await tellDecided(client, directory, occurrence, up, done, move.personId, nowMs)));
    return { result: { kind: 'done' }, effects };
  });
}

/** A no in the name of `by`, with a word for both; what was up is up again. */
export function refuseMove(room: Records, id: string, by: string, reason: string): Promise<Decided> {
  return decide(room, id, by, async ({ client, directory, move, up, nowMs }) => {
    const done = await endWaiting(client, up, 'refused', `person:${by}`, nowMs, reason);
    await setOpenShift(client, up.id, isUpAgainAt(up, nowMs) ? stateAgain(up) : 'over', nowMs);
    await dropUnsaid(client, up, ['move-asked']);
    await noteStep(client, by, 'move.refused', `${up.shift} ${up.occurrence} to ${move.personId}`, nowMs);
    const shift = whereNow(directory.schedule, up, up.holderId);
    const effects: EffectRow[] = [];
    if (done && shift)
      for (const personId of [move.personId, up.holderId])
        effects.push(...(await tellDecided(client, directory, shift, up, done, personId, nowMs)));
    return { result: { kind: 'done' }, effects };
  });
}

async function decide(
  room: Records,
  id: string,
  by: string,
  how: (scene: Scene) => Promise<Deciding>,
): Promise<Decided> {
  const nowMs = room.clock.nowMs();
  const { result, effects } = await withRoster<Deciding>(room, async (client) => {
    const directory = await lockedDirectory(client, room);
    const move = await moveWithId(client, id);
    const up = move && (await openShiftWithId(client, move.openShiftId, move.personId));
    if (!directory || !move || !up) return { result: { kind: 'unknown' }, effects: [] };
    if (move.state !== 'waiting') return { result: { kind: 'decided-already' }, effects: [] };
    return how({ client, directory, move, up, by, nowMs });
  });
  room.afterCommit({ effects, wakes: [], route: true });
  return result;
}

/** It is not possible any more: whoever would have taken it hears so. */
async function close({ client, directory, up, by, nowMs }: Scene, isUpAgain: boolean): Promise<Deciding> {
  const done = await endWaiting(client, up, 'over', `person:${by}`, nowMs);
  await setOpenShift(client, up.id, isUpAgain && isUpAgainAt(up, nowMs) ? stateAgain(up) : 'over', nowMs);
  await dropUnsaid(client, up, ['move-asked']);
  const shift = whereNow(directory.schedule, up, up.holderId);
  const effects = done && shift ? await tellDecided(client, directory, shift, up, done, done.personId, nowMs) : [];
  return { result: { kind: 'gone' }, effects };
}

/** Moves whose shift has begun, or is gone, before anybody looked: nobody waits for a yes any more, and hears so where it was still to come. */
export async function closeMovesInVain(room: Records, directory: Directory): Promise<void> {
  const nowMs = room.clock.nowMs();
  for (const id of await waitingInVain(room.pool)) {
    const effects = await inTransaction(
      room.pool,
      () => '',
      async (client) => {
        const up = await openShiftWithId(client, id);
        const move = await endWaiting(client, { id }, 'over', 'warmline', nowMs);
        if (!up || !move || up.startMs <= nowMs) return [];
        const shift = whereNow(directory.schedule, up, up.holderId) ?? asWritten(up);
        return tellDecided(client, directory, shift, up, move, move.personId, nowMs);
      },
    );
    if (effects.length > 0) room.afterCommit({ effects, wakes: [], route: false });
  }
}

/** A shift that is gone, as it was when it was up. */
function asWritten({ shift, occurrence, line, startMs, endMs }: OpenShift): Occurrence {
  return { shift, occurrence, line, startMs, endMs, need: 0, requires: [], people: [] };
}
