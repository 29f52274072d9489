/** Keeps the ledger in step with a contact, in the transaction that changes the contact: attempts, talks that keep a promise, calls that end (C4, C5). */
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { ContactsRoom } from '../contacts/room.ts';
import type { EffectRow } from '../contacts/save.ts';
import type { Directory, DirectoryLine } from '../organisation/directory.ts';
import { afterAttempt, type AttemptOutcome } from '../promises/rules.ts';
import type { Contact, Leg } from '../calls/model.ts';
import { promiseFromDraft } from './drafts.ts';
import { lockPromise, promiseOf, settle, termsOf, worldOf, type SettledBy, type StoredPromise } from './promises.ts';
import { optOutOfCalls } from './refusals.ts';
import { tellByText } from './tell-by-text.ts';

/** A contact before and after a decision, with the legs as they are now. */
export type Step = {
  before: Contact;
  after: Contact;
  legsBefore: Leg[];
  legs: Leg[];
  directory: Directory;
  line: DirectoryLine;
  nowMs: number;
};

/** So long a talk with a peer settles a promise (C4). */
const settlingTalkSeconds = 120;

/** Whether the step can mean anything for a promise: most don't, and cost no question. */
export function concernsCallbacks({ before, after }: Step): boolean {
  return before.callbackId !== null || before.script === 'callback' || (isKeeping(after) && !isKeeping(before));
}

/** Writes what the step means for promises, before the contact itself is written; gives the effects that follow from it. */
export async function followCallbacks(
  client: pg.ClientBase,
  room: Pick<ContactsRoom, 'secrets'>,
  step: Step,
): Promise<EffectRow[]> {
  const { before, after, legs, legsBefore, nowMs } = step;
  const isOver = after.state === 'ended' && before.state !== 'ended';
  const dialled = legs.find((leg) => leg.purpose === 'caller' && !legsBefore.some((known) => known.id === leg.id));
  if (after.callbackId !== null && dialled) await beginAttempt(client, after.callbackId, after.id, nowMs);
  if (before.script === 'callback' && (after.script !== 'callback' || isOver))
    await promiseFromDraft(client, room.secrets, step);
  if (isKeeping(after) && !isKeeping(before)) await keep(client, step);
  return after.callbackId !== null && isOver ? endAttempt(client, step, after.callbackId) : [];
}

/** Whether the caller has had what a promise is for: two minutes with a peer, or a hand-over to the crisis line. */
function isKeeping(contact: Contact): boolean {
  return contact.talkedSeconds >= settlingTalkSeconds || contact.outcome === 'crisis-hand-over';
}

/** The promise that this contact keeps, or the one its caller had when they phoned in themselves. */
async function keep(client: pg.ClientBase, { before, after, nowMs }: Step): Promise<void> {
  const { rows } = await client.query<{ promise: unknown }>({
    name: 'promises-of-caller',
    text: `SELECT to_jsonb(c) AS promise FROM callbacks c WHERE state = 'open' AND (id = $1 OR ($2::text IS NOT NULL AND (lasting_key = $2 OR asker_key = $2))) FOR UPDATE`,
    values: [after.callbackId, after.callbackId === null ? after.lastingKey : null],
  });
  for (const row of rows)
    await settle(client, promiseOf(row.promise), 'kept', 'talk', nowMs, before.talkingSinceMs ?? nowMs);
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

/** What the caller's leg, and the talk after it, say of how the attempt ended. */
export function outcomeOf(contact: Contact, leg: Leg | undefined): AttemptOutcome {
  if (!leg) return 'withdrawn';
  if (contact.callSid === null) return (leg.outcome as AttemptOutcome | null) ?? 'failed';
  if (contact.outcome === 'abuse') return 'abuse';
  if (isKeeping(contact)) return 'talked';
  return contact.personId === null ? 'volunteer-gone' : 'short';
}

/** An attempt is over: the ledger says how, and the promise goes on or is settled. */
async function endAttempt(
  client: pg.ClientBase,
  { after, legs, directory, line, nowMs }: Step,
  callbackId: string,
): Promise<EffectRow[]> {
  const leg = legs.findLast((one) => one.purpose === 'caller');
  const outcome = outcomeOf(after, leg);
  await client.query({
    name: 'end-attempt',
    text: 'UPDATE callback_attempts SET ended_at = $2, outcome = $3 WHERE contact_id = $1 AND ended_at IS NULL',
    values: [after.id, new Date(nowMs), outcome],
  });
  const promise = await lockPromise(client, callbackId);
  if (!promise || promise.contactId !== after.id) return [];
  const next = afterAttempt(
    termsOf(promise, line),
    worldOf(directory, line),
    promise.attempts,
    outcome,
    leg?.createdAtMs ?? nowMs,
    nowMs,
  );
  await client.query({
    name: 'count-attempt',
    text: 'UPDATE callbacks SET contact_id = NULL, attempts = $2, next_at = $3 WHERE id = $1',
    values: [
      promise.id,
      next.attempts,
      promise.state === 'open' && next.state === 'open' ? new Date(next.nextAtMs) : null,
    ],
  });
  if (promise.state !== 'open') return [];
  if (outcome === 'refused' && promise.numberKey !== null) await optOutOfCalls(client, promise.numberKey, nowMs);
  const texts = await tellByText(client, promise, next.state, outcome, nowMs);
  if (next.state !== 'open') await settle(client, promise, next.state, settledBy(outcome), nowMs);
  return texts;
}

function settledBy(outcome: AttemptOutcome): SettledBy {
  const reasons: Partial<Record<AttemptOutcome, SettledBy>> = {
    talked: 'talk',
    refused: 'opt-out',
    stranger: 'person',
    abuse: 'abuse',
  };
  return reasons[outcome] ?? 'attempts';
}

/** Heals promises whose contact is gone without a word, as after a restored backup. */
export async function freeOrphans(client: pg.ClientBase | pg.Pool, nowMs: number): Promise<void> {
  await client.query({
    name: 'free-orphans',
    text: `WITH freed AS (UPDATE callbacks cb SET contact_id = NULL, next_at = CASE WHEN state = 'open' THEN $1::timestamptz END
        WHERE contact_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM contacts c WHERE c.id = cb.contact_id AND c.state <> 'ended') RETURNING id)
      UPDATE callback_attempts SET ended_at = $1, outcome = 'withdrawn' WHERE ended_at IS NULL AND callback_id IN (SELECT id FROM freed)`,
    values: [new Date(nowMs)],
  });
}

/** The promise of a caller who says themselves that they need no call any more (C4). */
export async function settleByWord(
  client: pg.ClientBase,
  promise: Pick<StoredPromise, 'id' | 'lineId'>,
  nowMs: number,
): Promise<void> {
  await settle(client, promise, 'kept', 'word', nowMs, nowMs);
}
