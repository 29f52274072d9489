/** Puts due promises in line and takes back what must not be tried now: Postgres alone, so that an empty Redis loses nothing (C2, C3). */
import { takePromisedPlaces } from '../contacts/contacts-sql.ts';
import type pg from 'pg';
import { advance } from '../contacts/advance.ts';
import type { Records } from '../organisation/records.ts';
import { save } from '../contacts/save.ts';
import type { EffectRow } from '../effects/write.ts';
import { lineOf, type Directory } from '../organisation/directory.ts';
import { unseal } from '../platform/sealing.ts';
import { inTransaction, isUniqueViolation } from '../platform/transaction.ts';
import { callbackContact } from '../calls/callback-start.ts';
import { textAfter } from '../promises/attempt.ts';
import { mustTakeBack, whenDue } from '../promises/due.ts';
import type { PromisedCall } from '../promises/model.ts';
import { isZone } from '../schedule/zone-clock.ts';
import {
  attemptsUnderWay,
  dueFacts,
  duePromises,
  freeOrphans,
  lockPromise,
  promiseInLine,
  promiseOf,
  tryLater,
} from './callbacks-sql.ts';
import { settle, worldOf } from './promises.ts';
import { tellByText } from './tell-by-text.ts';

const atOnce = 200;

/** One look at all promises; gives how many were put in line or taken back. One that cannot be looked at keeps none of the others waiting. */
export async function lookAtPromises(room: Records): Promise<number> {
  const { due, any, version } = await duePromises(room.pool, room.clock.nowMs(), atOnce);
  const directory = any && version !== null ? await room.directories.at(version) : null;
  if (!directory) return 0;
  await keepPlaces(room);
  let changed = await takeBack(room, directory);
  for (const id of due) {
    const started = await room.aside.attempt({ record: 'promise', id }, () => startOne(room, directory, id));
    if (started) changed += 1;
  }
  return changed;
}

/** Puts one due promise in line, by when its caller first arrived; false where it has to wait, is over, or another process was faster. */
async function startOne(room: Records, directory: Directory, id: string): Promise<boolean> {
  try {
    const started = await inTransaction(
      room.pool,
      () => '',
      (client) => startLocked(room, client, directory, id),
    );
    if (started && (started.isInLine || started.effects.length > 0))
      room.afterCommit({ effects: started.effects, wakes: [], route: started.isInLine });
    return started?.isInLine ?? false;
  } catch (problem) {
    if (isUniqueViolation(problem)) return false;
    throw problem;
  }
}

type Started = { effects: EffectRow[]; isInLine: boolean };

async function startLocked(
  room: Records,
  client: pg.ClientBase,
  directory: Directory,
  id: string,
): Promise<Started | null> {
  const nowMs = room.clock.nowMs();
  const promise = await lockPromise(client, id);
  if (!promise) return null;
  const facts = await dueFacts(client, id);
  const line = () => worldOf(directory, lineOf(directory, promise.lineId));
  const step = whenDue(promise, facts, line, nowMs);
  switch (step.kind) {
    case 'let-be':
      return null;
    case 'settle': {
      const sentence = step.state === 'expired' ? textAfter(promise, 'expired', true) : null;
      const effects = await tellByText(client, promise, sentence, nowMs);
      await settle(client, promise, step.state, step.by, nowMs);
      return { effects, isInLine: false };
    }
    case 'try-later':
      checkReadable(room, promise);
      await tryLater(client, id, step.atMs);
      return null;
    case 'put-in-line': {
      checkReadable(room, promise);
      const contact = callbackContact(promise, room.draw(), nowMs);
      await promiseInLine(client, id, contact.id);
      await save(client, { contacts: [{ ...contact, nextAtMs: nowMs }] });
      return { effects: [], isInLine: true };
    }
  }
}

/** Nobody is asked to call a number that cannot be dialled: throws where it cannot be opened. A zone nobody knows is put before a coordinator. */
function checkReadable(room: Records, { id, numberSealed, timeZone }: PromisedCall): void {
  if (numberSealed !== null) unseal(room.secrets.sealingKey, numberSealed);
  if (timeZone !== null && !isZone(timeZone)) room.aside.note({ record: 'promise', id, field: 'timeZone' });
}

/** Takes back the attempts that must not go on. */
async function takeBack(room: Records, directory: Directory): Promise<number> {
  const nowMs = room.clock.nowMs();
  await freeOrphans(room.pool, nowMs);
  let taken = 0;
  for (const row of await attemptsUnderWay(room.pool)) {
    const stopped = await room.aside.attempt({ record: 'promise', id: row.id }, async () => {
      const promise = promiseOf(row.promise);
      if (!mustTakeBack(promise, row, worldOf(directory, lineOf(directory, promise.lineId)), nowMs)) return false;
      await advance(room, row.contactId, { kind: 'CallbackWithdrawn' });
      return true;
    });
    if (stopped) taken += 1;
  }
  return taken;
}

/** Whoever phones in while we owe them a call has the place in line that they were promised (C1). */
async function keepPlaces(room: Records): Promise<void> {
  if (await takePromisedPlaces(room.pool, room.clock.nowMs()))
    room.afterCommit({ effects: [], wakes: [], route: true });
}
