/** What a caller has answered so far: kept between two keys, made into a promise once it is enough (C1). */
import type pg from 'pg';
import type { ContactsRoom } from '../contacts/room.ts';
import { fromRow, toRow } from '../platform/rows.ts';
import { unseal } from '../platform/sealing.ts';
import { sayToAsker } from '../calls/callback-asked.ts';
import { isEnough, type CallbackDraft } from '../promises/dialogue.ts';
import type { Contact } from '../calls/model.ts';
import type { Step } from './follow.ts';
import { promiseOn, type PromiseRequest } from './promises.ts';

/** A draft with the number that was typed, sealed. */
export type StoredDraft = CallbackDraft & { numberSealed: string | null };

const columns = 'contact_id, step, round, number, number_sealed, message_ok, text_ok, clock, chosen_at';

export async function readDraft(client: pg.ClientBase, contactId: string): Promise<StoredDraft | null> {
  const { rows } = await client.query<{ draft: Record<string, unknown> }>({
    name: 'read-callback-draft',
    text: 'SELECT to_jsonb(d) AS draft FROM callback_drafts d WHERE contact_id = $1',
    values: [contactId],
  });
  if (!rows[0]) return null;
  const { chosenAtMs, ...draft } = fromRow<Omit<StoredDraft, 'atMs'> & { chosenAtMs: number | null }>(rows[0].draft);
  return { ...draft, atMs: chosenAtMs };
}

export async function writeDraft(
  client: pg.ClientBase,
  contactId: string,
  { atMs, ...draft }: StoredDraft,
): Promise<void> {
  await client.query({
    name: 'write-callback-draft',
    text: `INSERT INTO callback_drafts (${columns}) SELECT ${columns} FROM jsonb_populate_record(NULL::callback_drafts, $1::jsonb)
      ON CONFLICT (contact_id) DO UPDATE SET step = EXCLUDED.step, round = EXCLUDED.round, number = EXCLUDED.number, number_sealed = EXCLUDED.number_sealed,
        message_ok = EXCLUDED.message_ok, text_ok = EXCLUDED.text_ok, clock = EXCLUDED.clock, chosen_at = EXCLUDED.chosen_at`,
    values: [JSON.stringify(toRow({ ...draft, contactId, chosenAtMs: atMs }))],
  });
}

/**
 * The questions of a contact are over: what was promised is written down, and so is what somebody asked for who hung up
 * once their number was certain. The draft goes in any case.
 */
export async function promiseFromDraft(
  client: pg.ClientBase,
  secrets: ContactsRoom['secrets'],
  step: Step,
): Promise<void> {
  const { before, after, directory, line, nowMs } = step;
  const draft = await readDraft(client, before.id);
  if (!draft) return;
  await client.query({
    name: 'drop-callback-draft',
    text: 'DELETE FROM callback_drafts WHERE contact_id = $1',
    values: [before.id],
  });
  const isPromised = after.told === 'callback-promised';
  const hungUp = after.state === 'ended' && sayToAsker(before) !== null && isEnough(draft);
  const number = numberOf(secrets, draft, before);
  if ((!isPromised && !hungUp) || number === null) return;
  const promised = await promiseOn(client, secrets, directory, line, requestOf(draft, before, number), nowMs);
  if (hungUp && promised.kind === 'promised') after.outcome = 'callback';
}

/** The number a draft is about: the one the caller phones from, or the one they typed. */
export function numberOf(secrets: ContactsRoom['secrets'], draft: StoredDraft, contact: Contact): string | null {
  const sealed = draft.number === 'own' ? contact.numberSealed : draft.number === 'typed' ? draft.numberSealed : null;
  return sealed === null ? null : unseal(secrets.sealingKey, sealed);
}

/** What the answers ask for; the place in line is the one their caller had. */
function requestOf(draft: StoredDraft, contact: Contact, number: string): PromiseRequest {
  const isTyped = draft.number === 'typed';
  return {
    lineId: contact.lineId,
    number,
    via: 'key',
    keyedIn: isTyped,
    atMs: draft.atMs,
    messageOk: draft.messageOk,
    textOk: draft.textOk,
    language: contact.language,
    wish: contact.wish,
    lastInLine: contact.lastInLine,
    askedIn: contact.id,
    askerKey: isTyped ? contact.lastingKey : null,
    // Somebody sent to the head of the line (V6) still arrived when they arrived.
    rankAtMs: contact.rankAtMs > 0 ? contact.rankAtMs : contact.arrivedAtMs,
  };
}
