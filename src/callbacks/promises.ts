/** How a promised call is written down, and how it ends (C1, C4). */
import { writeAudit } from '../audit/write-audit.ts';
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { needAttention } from '../attention/need-attention.ts';
import type { Records } from '../organisation/records.ts';
import type { Directory, DirectoryLine } from '../organisation/directory.ts';
import { callerKey, lastingKey, lastingKeys, pepperIdAt } from '../platform/caller-key.ts';
import { seal } from '../platform/sealing.ts';
import type { Secrets } from '../platform/secrets.ts';
import { inTransaction, isUniqueViolation } from '../platform/transaction.ts';
import type { PromiseLine } from '../promises/due.ts';
import type { EndOfPromise, PromisedCall, PromiseRequest, SettledBy } from '../promises/model.ts';
import type { PromiseRefusal } from '../promises/refusal.ts';
import { newPromise, promiseTold, type PromiseTold } from '../promises/request.ts';
import { promiseUntil } from '../promises/rules.ts';
import { closePromise, insertPromise, openPromise } from './callbacks-sql.ts';
import { refusalOf } from './refusals.ts';

/** `already`: the number has an open promise on this line, which stands as it is. */
export type Promised =
  | ({ kind: 'promised' } & PromiseTold)
  | { kind: 'already'; id: string; dueAtMs: number; untilMs: number }
  | { kind: 'declined'; why: PromiseRefusal };

/** Promises a call, or says why not; throws a RangeError where there is no such line. */
export async function promiseCallback(
  room: Pick<Records, 'pool' | 'clock' | 'directories' | 'secrets'>,
  request: PromiseRequest,
): Promise<Promised> {
  const directory = await room.directories.current();
  const line = directory?.lines.get(request.lineId);
  if (!directory || !line) throw new RangeError(`no such line "${request.lineId}"`);
  const attempt = () =>
    inTransaction(
      room.pool,
      () => '',
      (client) => promiseOn(client, room.secrets, directory, line, request, room.clock.nowMs()),
    );
  try {
    return await attempt();
  } catch (problem) {
    // Asked twice in the same moment: the other one's promise is there now.
    if (isUniqueViolation(problem)) return attempt();
    throw problem;
  }
}

/** `promiseCallback` on `client`'s transaction. */
export async function promiseOn(
  client: pg.ClientBase,
  secrets: Secrets,
  directory: Directory,
  line: DirectoryLine,
  request: PromiseRequest,
  nowMs: number,
): Promise<Promised> {
  const { number } = request;
  const why = await refusalOf(
    client,
    secrets,
    directory,
    line,
    { number, via: request.via, keyedIn: request.keyedIn ?? false },
    nowMs,
  );
  if (why) return { kind: 'declined', why };
  const known = await openPromise(client, line.id, lastingKeys(secrets, '', number));
  if (known) return { kind: 'already', id: known.id, dueAtMs: known.dueAtMs, untilMs: known.untilAtMs };
  const promise = newPromise(request, worldOf(directory, line), {
    id: randomUUID(),
    language: line.languages[0] ?? 'en',
    callerKey: callerKey(secrets, pepperIdAt(nowMs), line.id, number),
    lastingKey: lastingKey(secrets, line.id, number),
    numberKey: lastingKey(secrets, '', number),
    numberSealed: seal(secrets.sealingKey, number),
    nowMs,
  });
  await insertPromise(client, promise);
  if (request.by !== undefined)
    await writeAudit(client, { atMs: nowMs, by: request.by, action: 'callback.promised', subject: promise.id });
  return { kind: 'promised', ...promiseTold(promise, worldOf(directory, line)) };
}

/** Until when a promise made now would hold: what its caller is told before they hang up (C3). */
export function untilOf(directory: Directory, line: DirectoryLine, dueAtMs: number): number {
  return promiseUntil(worldOf(directory, line), dueAtMs);
}

/** What the rules are asked with for a promise on `line`. */
export function worldOf(directory: Directory, line: DirectoryLine): PromiseLine {
  return {
    policy: line.policy.callback,
    schedule: directory.schedule,
    lineId: line.id,
    timeZone: line.timeZone,
  };
}

/**
 * Closes an open promise: number and lasting keys are erased, and what was not kept waits for a coordinator (C4).
 * `keptAtMs` is when the talk that kept it began.
 */
export async function settle(
  client: pg.ClientBase,
  promise: Pick<PromisedCall, 'id' | 'lineId'>,
  state: EndOfPromise,
  by: SettledBy,
  nowMs: number,
  keptAtMs: number | null = null,
): Promise<boolean> {
  if (!(await closePromise(client, promise.id, { state, by, keptAtMs }, nowMs))) return false;
  if (state === 'failed' || state === 'expired') {
    await needAttention(
      client,
      { kind: `callback-${state}`, lineId: promise.lineId, subject: promise.id, key: `callback ${promise.id}` },
      nowMs,
    );
  }
  return true;
}
