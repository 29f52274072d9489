/** Puts due promises in line and takes back what must not be tried now: Postgres alone, so that an empty Redis loses nothing (C2, C3). */
import { keepPromisedPlaces } from '../contacts/callers.ts';
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
import { mustTakeBack, whenDue, type DueFacts } from '../promises/due.ts';
import type { PromisedCall } from '../promises/model.ts';
import { isZone } from '../schedule/zone-clock.ts';
import { lockPromise, promiseOf } from './callbacks-sql.ts';
import { freeOrphans } from './follow.ts';
import { settle, worldOf } from './promises.ts';
import { tellByText } from './tell-by-text.ts';

const atOnce = 200;

/** A live call of the promise's caller, on which they may be given what was promised. */
const liveCallSql = `FROM contacts c WHERE c.state <> 'ended' AND c.callback_id IS NULL AND c.lasting_key IN (cb.lasting_key, cb.asker_key)`;
const pausedSql = 'EXISTS (SELECT 1 FROM line_states s WHERE s.line_id = cb.line_id AND s.paused_at IS NOT NULL)';

/** One look at all promises; gives how many were put in line or taken back. One that cannot be looked at keeps none of the others waiting. */
export async function lookAtPromises(room: Records): Promise<number> {
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
      await client.query({
        name: 'try-later',
        text: 'UPDATE callbacks SET next_at = $2 WHERE id = $1',
        values: [id, new Date(step.atMs)],
      });
      return null;
    case 'put-in-line': {
      checkReadable(room, promise);
      const contact = callbackContact(promise, room.draw(), nowMs);
      await client.query({
        name: 'promise-in-line',
        text: 'UPDATE callbacks SET contact_id = $2, next_at = NULL WHERE id = $1',
        values: [id, contact.id],
      });
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

async function dueFacts(client: pg.ClientBase, id: string): Promise<DueFacts> {
  const { rows } = await client.query<DueFacts>({
    name: 'promise-circumstances',
    text: `SELECT EXISTS (SELECT 1 ${liveCallSql}) AS calling, ${pausedSql} AS paused,
      EXISTS (SELECT 1 FROM call_opt_outs o WHERE o.key = cb.number_key) AS "optedOut",
      EXISTS (SELECT 1 FROM callbacks o WHERE o.number_key = cb.number_key AND o.id <> cb.id AND o.contact_id IS NOT NULL) AS busy
      FROM callbacks cb WHERE id = $1`,
    values: [id],
  });
  return rows[0] ?? { optedOut: false, calling: false, paused: false, busy: false };
}

type UnderWay = {
  id: string;
  promise: unknown;
  contact_id: string;
  calling: boolean;
  paused: boolean;
  ringing: boolean;
};

/** Takes back the attempts that must not go on. */
async function takeBack(room: Records, directory: Directory): Promise<number> {
  const nowMs = room.clock.nowMs();
  await freeOrphans(room.pool, nowMs);
  const { rows } = await room.pool.query<UnderWay>({
    name: 'attempts-under-way',
    text: `SELECT cb.id, to_jsonb(cb) AS promise, k.id AS contact_id, EXISTS (SELECT 1 ${liveCallSql}) AS calling,
        ${pausedSql} AS paused, EXISTS (SELECT 1 FROM legs l WHERE l.contact_id = k.id AND l.purpose = 'caller' AND l.state <> 'ended') AS ringing
      FROM callbacks cb JOIN contacts k ON k.id = cb.contact_id WHERE k.call_sid IS NULL AND k.state <> 'ended'`,
  });
  let taken = 0;
  for (const row of rows) {
    const stopped = await room.aside.attempt({ record: 'promise', id: row.id }, async () => {
      const promise = promiseOf(row.promise);
      if (!mustTakeBack(promise, row, worldOf(directory, lineOf(directory, promise.lineId)), nowMs)) return false;
      await advance(room, row.contact_id, { kind: 'CallbackWithdrawn' });
      return true;
    });
    if (stopped) taken += 1;
  }
  return taken;
}

/** Whoever phones in while we owe them a call has the place in line that they were promised (C1). */
async function keepPlaces(room: Records): Promise<void> {
  if (await keepPromisedPlaces(room.pool, room.clock.nowMs()))
    room.afterCommit({ effects: [], wakes: [], route: true });
}
