/** Keeps the ledger in step with a contact, in the transaction that changes the contact: attempts, talks that keep a promise, calls that end (C4, C5). */
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Contact } from '../calls/model.ts';
import type { EffectRow } from '../effects/write.ts';
import type { Directory, DirectoryLine } from '../organisation/directory.ts';
import type { Store } from '../platform/store.ts';
import { whatAttemptLeaves } from '../promises/attempt.ts';
import type { PromisedCall } from '../promises/model.ts';
import { meaningOfStep, type ContactStep, type Kept, type StepMeaning } from '../promises/step.ts';
import { lockPromise, promiseOf } from './callbacks-sql.ts';
import { promiseFromDraft } from './drafts.ts';
import { settle, worldOf } from './promises.ts';
import { optOutOfCalls } from './refusals.ts';
import { tellByText } from './tell-by-text.ts';

/** A contact before and after a decision, as the ledger of promises is told of it. */
export type Step = ContactStep & { directory: Directory; line: DirectoryLine; nowMs: number };

/** What follows from a step for promises: effects, and the contact as it is then. */
export type Followed = { effects: EffectRow[]; contact: Contact };

/** Writes what the step means for promises, before the contact itself is written; most steps mean nothing and ask nothing. */
export async function followCallbacks(
  client: pg.ClientBase,
  room: Pick<Store, 'secrets'>,
  step: Step,
): Promise<Followed> {
  const { after, nowMs } = step;
  const meaning = meaningOfStep(step, nowMs);
  if (meaning === null) return { effects: [], contact: after };
  if (meaning.begins !== null) await beginAttempt(client, meaning.begins, after.id, nowMs);
  const isPromised = meaning.areQuestionsOver && (await promiseFromDraft(client, room.secrets, step));
  if (meaning.keeps) await keep(client, meaning.keeps, nowMs);
  const effects = meaning.ends ? await endAttempt(client, step, meaning.ends) : [];
  return { effects, contact: isPromised ? { ...after, outcome: 'callback' } : after };
}

async function keep(client: pg.ClientBase, { whose, keptAtMs }: Kept, nowMs: number): Promise<void> {
  const { rows } = await client.query<{ promise: unknown }>({
    name: 'promises-of-caller',
    text: `SELECT to_json(c) AS promise FROM callbacks c WHERE state = 'open' AND (id = $1 OR ($2::text IS NOT NULL AND (lasting_key = $2 OR asker_key = $2))) FOR UPDATE`,
    values: 'callbackId' in whose ? [whose.callbackId, null] : [null, whose.lastingKey],
  });
  for (const row of rows) await settle(client, promiseOf(row.promise), 'kept', 'talk', nowMs, keptAtMs);
}

async function beginAttempt(
  client: pg.ClientBase,
  callbackId: string,
  contactId: string,
  nowMs: number,
): Promise<void> {
  await client.query({
    name: 'begin-attempt',
    text: `INSERT INTO callback_attempts (id, callback_id, contact_id, started_at) VALUES ($1, $2, $3, $4) ON CONFLICT (contact_id) WHERE ended_at IS NULL DO NOTHING`,
    values: [randomUUID(), callbackId, contactId, new Date(nowMs)],
  });
}

/** An attempt is over: the ledger says how, and the promise goes on or is settled. */
async function endAttempt(
  client: pg.ClientBase,
  { after, directory, line, nowMs }: Step,
  { callbackId, outcome, dialledAtMs }: NonNullable<StepMeaning['ends']>,
): Promise<EffectRow[]> {
  await client.query({
    name: 'end-attempt',
    text: 'UPDATE callback_attempts SET ended_at = $2, outcome = $3 WHERE contact_id = $1 AND ended_at IS NULL',
    values: [after.id, new Date(nowMs), outcome],
  });
  const promise = await lockPromise(client, callbackId);
  if (!promise || promise.contactId !== after.id) return [];
  const left = whatAttemptLeaves(promise, outcome, dialledAtMs, worldOf(directory, line), nowMs);
  await client.query({
    name: 'count-attempt',
    text: 'UPDATE callbacks SET contact_id = NULL, attempts = $2, next_at = $3 WHERE id = $1',
    values: [promise.id, left.attempts, left.nextAtMs === null ? null : new Date(left.nextAtMs)],
  });
  if (left.optsOut && promise.numberKey !== null) await optOutOfCalls(client, promise.numberKey, nowMs);
  const texts = await tellByText(client, promise, left.text, nowMs);
  if (left.settled) await settle(client, promise, left.settled.state, left.settled.by, nowMs);
  return texts;
}

/** The promise of a caller who says themselves that they need no call any more (C4). */
export async function settleByWord(
  client: pg.ClientBase,
  promise: Pick<PromisedCall, 'id' | 'lineId'>,
  nowMs: number,
): Promise<void> {
  await settle(client, promise, 'kept', 'word', nowMs, nowMs);
}
