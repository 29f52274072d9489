/** What a caller has answered so far: kept between two keys, made into a promise once it is enough (C1). */
import type pg from 'pg';
import type { Store } from '../platform/store.ts';
import { z } from 'zod';
import { amount, flag, instant, json, maybe, oneOf, rowReader, text, toRow } from '../platform/rows.ts';
import { unseal } from '../platform/sealing.ts';
import type { Directory, DirectoryLine } from '../organisation/directory.ts';
import type { CallbackDraft } from '../promises/dialogue.ts';
import { requestOf, whatAnswersComeTo, type ContactStep } from '../promises/step.ts';
import type { Contact } from '../calls/model.ts';
import { promiseOn } from './promises.ts';

/** A draft with the number that was typed, sealed. */
export type StoredDraft = CallbackDraft & { numberSealed: string | null };

const draftOf = rowReader<Omit<StoredDraft, 'atMs'> & { chosenAtMs: number | null }>('callback_drafts', {
  step: oneOf<CallbackDraft['step']>({
    already: true,
    number: true,
    'type-number': true,
    message: true,
    text: true,
    when: true,
    'type-time': true,
    half: true,
  }),
  round: amount,
  number: maybe(oneOf<NonNullable<CallbackDraft['number']>>({ own: true, typed: true })),
  numberSealed: maybe(text),
  messageOk: flag,
  textOk: flag,
  clock: maybe(json(z.object({ hour: z.number(), minute: z.number() }))),
  chosenAtMs: maybe(instant),
});

const columns = 'contact_id, step, round, number, number_sealed, message_ok, text_ok, clock, chosen_at';

/** What the caller of a contact has answered so far; null where nothing is kept. */
export async function readDraft(client: pg.ClientBase, contactId: string): Promise<StoredDraft | null> {
  const { rows } = await client.query<{ draft: unknown }>({
    name: 'read-callback-draft',
    text: 'SELECT to_jsonb(d) AS draft FROM callback_drafts d WHERE contact_id = $1',
    values: [contactId],
  });
  if (!rows[0]) return null;
  const { chosenAtMs, ...draft } = draftOf(rows[0].draft);
  return { ...draft, atMs: chosenAtMs };
}

/** Keeps what the caller of a contact has answered so far, in the place of what was kept. */
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
 * once their number was certain; true where that came of hanging up. The draft goes in any case.
 */
export async function promiseFromDraft(
  client: pg.ClientBase,
  secrets: Store['secrets'],
  step: Pick<ContactStep, 'before' | 'after'> & { directory: Directory; line: DirectoryLine; nowMs: number },
): Promise<boolean> {
  const { before, directory, line, nowMs } = step;
  const draft = await readDraft(client, before.id);
  if (!draft) return false;
  await client.query({
    name: 'drop-callback-draft',
    text: 'DELETE FROM callback_drafts WHERE contact_id = $1',
    values: [before.id],
  });
  const comesTo = whatAnswersComeTo(draft, step);
  const number = numberOf(secrets, draft, before);
  if (comesTo === 'nothing' || number === null) return false;
  const request = requestOf(draft, before, number);
  const promised = await promiseOn(client, secrets, directory, line, request, nowMs);
  return comesTo === 'asked' && promised.kind === 'promised';
}

/** The number a draft is about: the one the caller phones from, or the one they typed. */
export function numberOf(secrets: Store['secrets'], draft: StoredDraft, contact: Contact): string | null {
  const sealed = draft.number === 'own' ? contact.numberSealed : draft.number === 'typed' ? draft.numberSealed : null;
  return sealed === null ? null : unseal(secrets.sealingKey, sealed);
}
