/** Puts due promises in line and takes back what must not be tried now: Postgres alone, so that an empty Redis loses nothing (C2, C3). */
import type pg from 'pg';
import { advance } from '../contacts/advance.ts';
import { lineOf, type ContactsRoom } from '../contacts/room.ts';
import { save, type EffectRow } from '../contacts/save.ts';
import type { Directory } from '../organisation/directory.ts';
import { unseal } from '../platform/sealing.ts';
import { inTransaction, isUniqueViolation } from '../platform/transaction.ts';
import { callbackContact } from '../calls/callback-call.ts';
import { isZone } from '../schedule/zone-clock.ts';
import { freeOrphans } from './follow.ts';
import { lockPromise, nextTry, promiseOf, settle, type StoredPromise } from './promises.ts';
import { optedOut } from './refusals.ts';
import { tellByText } from './tell-by-text.ts';

/** A paused line, or another attempt for the same number, is looked at again after this long. */
const lookAgainMs = 30_000;
const atOnce = 200;

/** A live call of the promise's caller, on which they may be given what was promised. */
const liveCallSql = `FROM contacts c WHERE c.state <> 'ended' AND c.callback_id IS NULL AND c.lasting_key IN (cb.lasting_key, cb.asker_key)`;

/** One look at all promises; gives how many were put in line or taken back. One that cannot be looked at keeps none of the others waiting. */
export async function lookAtPromises(room: ContactsRoom): Promise<number> {
  const { rows } = await room.pool.query<{ due: string[]; any: boolean; version: number | null }>({
    name: 'promises-to-look-at',
    text: `SELECT ARRAY(SELECT id FROM callbacks WHERE state = 'open' AND contact_id IS NULL AND next_at <= $1 ORDER BY last_in_line, rank_at, id LIMIT ${atOnce}) AS due,
      EXISTS (SELECT 1 FROM callbacks WHERE state = 'open' OR contact_id IS NOT NULL) AS any, (SELECT version FROM organisation) AS version`,
    values: [new Date(room.clock.nowMs())],
  });
  const row = rows[0];
  const directory = row?.any && row.version !== null ? await room.directories.at(row.version) : null;
  if (!row || !directory) return 0;
  await keepPlaces(room);
  let changed = await takeBack(room, directory);
  for (const id of row.due) {
    const started = await room.aside.attempt({ record: 'promise', id }, () => startOne(room, directory, id));
    if (started) changed += 1;
  }
  return changed;
}

/** Puts one due promise in line, by when its caller first arrived; false where it has to wait, is over, or another process was faster. */
async function startOne(room: ContactsRoom, directory: Directory, id: string): Promise<boolean> {
  try {
    const started = await inTransaction(
      room.pool,
      () => '',
      (client) => startLocked(room, client, directory, id),
    );
    if (started) room.afterCommit({ effects: started.effects, wakes: [], route: started.isInLine });
    return started?.isInLine ?? false;
  } catch (problem) {
    if (isUniqueViolation(problem)) return false;
    throw problem;
  }
}

type Started = { effects: EffectRow[]; isInLine: boolean };

async function startLocked(
  room: ContactsRoom,
  client: pg.ClientBase,
  directory: Directory,
  id: string,
): Promise<Started | null> {
  const nowMs = room.clock.nowMs();
  const promise = await lockPromise(client, id);
  if (promise?.state !== 'open' || promise.contactId !== null || promise.nextAtMs === null || promise.nextAtMs > nowMs)
    return null;
  if (promise.numberKey !== null && (await optedOut(client, promise.numberKey))) {
    await settle(client, promise, 'stopped', 'opt-out', nowMs);
    return null;
  }
  const { calling, paused, busy } = await circumstances(client, promise);
  // Whoever is on the phone with us gets what was promised there, if anybody comes.
  if (calling) return null;
  if (promise.untilAtMs <= nowMs) {
    const effects = await tellByText(client, promise, 'expired', 'expired', nowMs);
    await settle(client, promise, 'expired', 'expiry', nowMs);
    return { effects, isInLine: false };
  }
  const line = lineOf(directory, promise.lineId);
  // Nobody is asked to call a number that cannot be dialled.
  if (promise.numberSealed !== null) unseal(room.secrets.sealingKey, promise.numberSealed);
  if (promise.timeZone !== null && !isZone(promise.timeZone))
    room.aside.note({ record: 'promise', id, field: 'timeZone' });
  const tryAtMs =
    paused || busy ? Math.min(nowMs + lookAgainMs, promise.untilAtMs) : nextTry(promise, directory, line, nowMs);
  if (tryAtMs > nowMs) {
    await client.query({
      name: 'try-later',
      text: 'UPDATE callbacks SET next_at = $2 WHERE id = $1',
      values: [id, new Date(tryAtMs)],
    });
    return null;
  }
  const contact = callbackContact(promise, room.draw(), nowMs);
  await client.query({
    name: 'promise-in-line',
    text: 'UPDATE callbacks SET contact_id = $2, next_at = NULL WHERE id = $1',
    values: [id, contact.id],
  });
  await save(client, { contacts: [{ ...contact, nextAtMs: nowMs }] });
  return { effects: [], isInLine: true };
}

async function circumstances(
  client: pg.ClientBase,
  promise: StoredPromise,
): Promise<{ calling: boolean; paused: boolean; busy: boolean }> {
  const { rows } = await client.query<{ calling: boolean; paused: boolean; busy: boolean }>({
    name: 'promise-circumstances',
    text: `SELECT EXISTS (SELECT 1 ${liveCallSql}) AS calling,
      EXISTS (SELECT 1 FROM line_states s WHERE s.line_id = cb.line_id AND s.paused_at IS NOT NULL) AS paused,
      EXISTS (SELECT 1 FROM callbacks o WHERE o.number_key = cb.number_key AND o.id <> cb.id AND o.contact_id IS NOT NULL) AS busy
      FROM callbacks cb WHERE id = $1`,
    values: [promise.id],
  });
  return rows[0] ?? { calling: false, paused: false, busy: false };
}

type UnderWay = {
  id: string;
  promise: unknown;
  contact_id: string;
  calling: boolean;
  paused: boolean;
  ringing: boolean;
};

/**
 * Takes back the attempts that must not go on: settled meanwhile, the line closed or paused, the promise over, a night
 * begun, or their caller on the phone with us. A phone that rings already is not stopped for the clock's sake.
 */
async function takeBack(room: ContactsRoom, directory: Directory): Promise<number> {
  const nowMs = room.clock.nowMs();
  await freeOrphans(room.pool, nowMs);
  const { rows } = await room.pool.query<UnderWay>({
    name: 'attempts-under-way',
    text: `SELECT cb.id, to_jsonb(cb) AS promise, k.id AS contact_id, EXISTS (SELECT 1 ${liveCallSql}) AS calling,
        EXISTS (SELECT 1 FROM line_states s WHERE s.line_id = cb.line_id AND s.paused_at IS NOT NULL) AS paused,
        EXISTS (SELECT 1 FROM legs l WHERE l.contact_id = k.id AND l.purpose = 'caller' AND l.state <> 'ended') AS ringing
      FROM callbacks cb JOIN contacts k ON k.id = cb.contact_id WHERE k.call_sid IS NULL AND k.state <> 'ended'`,
  });
  let taken = 0;
  for (const row of rows) {
    const stopped = await room.aside.attempt({ record: 'promise', id: row.id }, async () => {
      if (!mustStop(row, directory, nowMs)) return false;
      await advance(room, row.contact_id, { kind: 'CallbackWithdrawn' });
      return true;
    });
    if (stopped) taken += 1;
  }
  return taken;
}

function mustStop(row: UnderWay, directory: Directory, nowMs: number): boolean {
  const promise = promiseOf(row.promise);
  const isTooLate =
    promise.untilAtMs <= nowMs || nextTry(promise, directory, lineOf(directory, promise.lineId), nowMs) > nowMs;
  return promise.state !== 'open' || row.calling || (!row.ringing && (row.paused || isTooLate));
}

/** Whoever phones in while we owe them a call has the place in line that they were promised (C1). */
async function keepPlaces(room: ContactsRoom): Promise<void> {
  const { rowCount } = await room.pool.query({
    name: 'keep-places',
    text: `UPDATE contacts c SET rank_at = cb.rank_at, last_in_line = cb.last_in_line FROM callbacks cb
      WHERE cb.state = 'open' AND (NOT cb.timed OR cb.due_at <= $1) AND c.callback_id IS NULL AND c.rank_at > cb.rank_at
        AND c.state IN ('choosing-language', 'choosing-unstaffed', 'waiting', 'choosing-overflow') AND c.lasting_key IN (cb.lasting_key, cb.asker_key)`,
    values: [new Date(room.clock.nowMs())],
  });
  if ((rowCount ?? 0) > 0) room.afterCommit({ effects: [], wakes: [], route: true });
}
