/** A move waits for a coordinator's yes: both hear so, and whoever holds the shift answers for it until then (R6). */
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { addTexts } from '../conversations/texts.ts';
import type { EffectRow } from '../effects/write.ts';
import type { Directory } from '../organisation/directory.ts';
import { noteStep } from '../organisation/occurrence-people.ts';
import { decidedSays, type Move } from '../planning/moves.ts';
import { movesHolderHears, noticeOf, tellsHolder } from '../planning/notices.ts';
import type { OpenShift, TakeStep } from '../planning/open-shifts.ts';
import type { Occurrence } from '../schedule/model.ts';
import { occurrenceNamed } from '../schedule/named-occurrence.ts';
import { endWaiting, insertMove } from './moves-sql.ts';
import { forgetNotices, forgetNoticeTo } from './notices-sql.ts';
import { addNotices, textTo } from './notices.ts';
import { undoMs } from './open-shifts.ts';
import { setOpenShift } from './open-shifts-sql.ts';

/** The shift is kept for the person until a coordinator has said yes or no. */
export async function askForYes(
  client: pg.ClientBase,
  directory: Directory,
  up: OpenShift,
  personId: string,
  { occurrence, overCap }: Extract<TakeStep, { kind: 'ask' }>,
  nowMs: number,
): Promise<void> {
  await setOpenShift(client, up.id, 'waiting', nowMs, personId);
  await insertMove(client, { id: randomUUID(), personId, overCap }, up, nowMs);
  const broken = overCap ? ` over ${overCap.cap}` : '';
  await noteStep(client, personId, 'move.asked', `${up.shift} ${up.occurrence}${broken}`, nowMs);
  const zone = directory.people.get(up.holderId)?.timeZone;
  if (zone === undefined) return;
  await forgetNotices(client, up, ['move-asked']);
  await addNotices(client, movesHolderHears(occurrence, { id: up.holderId, timeZone: zone }, undoMs, nowMs));
}

/** Nobody waits for the shift any more, since `by` has it back: whoever would have taken it hears so. */
export async function callOffMove(
  client: pg.ClientBase,
  directory: Directory,
  up: OpenShift,
  by: string,
  nowMs: number,
): Promise<EffectRow[]> {
  const move = await endWaiting(client, up, 'withdrawn', `person:${by}`, nowMs);
  const occurrence = occurrenceNamed(directory.schedule, up);
  return move && occurrence ? tellDecided(client, directory, occurrence, up, move, move.personId, nowMs) : [];
}

/** One of both hears what became of the move: at once, or after their night. */
export async function tellDecided(
  client: pg.ClientBase,
  directory: Directory,
  occurrence: Occurrence,
  up: OpenShift,
  move: Move,
  personId: string,
  nowMs: number,
): Promise<EffectRow[]> {
  const zone = directory.people.get(personId)?.timeZone;
  const said = decidedSays(move, up.inExchange, personId);
  if (zone === undefined || !said) return [];
  const when = tellsHolder(occurrence.startMs, zone, nowMs);
  if (when === 'at-once')
    return addTexts(client, [textTo({ ...occurrence, personId }, said.sentence, said.slots)], nowMs);
  await forgetNoticeTo(client, occurrence, personId, 'move-decided');
  await addNotices(client, [noticeOf(occurrence, personId, 'move-decided', when.dueMs)]);
  return [];
}
