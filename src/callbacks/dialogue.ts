/** Takes a caller through the questions of a callback, one key at a time, and hands the door what to ask next (C1). */
import { noteSeen } from '../contacts/contacts-sql.ts';
import type pg from 'pg';
import { advance } from '../contacts/advance.ts';
import type { Records } from '../organisation/records.ts';
import { lineOf, type Directory, type DirectoryLine } from '../organisation/directory.ts';
import { contactOf } from '../contacts/rows.ts';
import { lastingKeys } from '../platform/caller-key.ts';
import { seal, unseal } from '../platform/sealing.ts';
import { inTransaction } from '../platform/transaction.ts';
import {
  answerToKeys,
  type CallbackStep,
  type DialogueAnswer,
  type DialogueFacts,
  type DialogueNote,
} from '../promises/dialogue.ts';
import type { PromisedCall } from '../promises/model.ts';
import { typedNumber } from '../promises/number.ts';
import { sayToAsker, sayToCaller } from '../calls/heard.ts';
import type { Say } from '../calls/answers.ts';
import type { Contact } from '../calls/model.ts';
import { isOpen, nextOpening } from '../schedule/opening.ts';
import { readDraft, writeDraft } from './drafts.ts';
import { settleByWord } from './follow.ts';
import { openPromise } from './callbacks-sql.ts';
import { untilOf } from './promises.ts';
import { refusalOf } from './refusals.ts';

export type Scene = { contact: Contact; line: DirectoryLine; directory: Directory };

/** What the caller is to hear: a question of ours with what comes before it, or what their call is about otherwise. */
export type DialogueTurn = Scene &
  (
    | {
        kind: 'ask';
        step: CallbackStep;
        round: number;
        note: DialogueNote | null;
        untilMs: number | null;
        opensAtMs: number | null;
      }
    | { kind: 'promised'; atMs: number | null; untilMs: number; keyedIn: boolean }
    | { kind: 'left'; why: 'declined' | 'settled' | null; say: Say }
    | { kind: 'elsewhere'; say: Say }
  );

type Row = { contact: unknown; version: number };

/** What was decided in the transaction; what it means for the contact is told to it afterwards. */
type Decided = Scene & { answer: DialogueAnswer | null; promise: PromisedCall | null; opensAtMs: number | null };

/**
 * The answer to `keys` (empty: silence) at the question `step` in its `round`; with `step` null, the question that
 * stands. A key that comes twice or late is answered by the question that stands now. Null for an unknown contact.
 */
export async function takeTurn(
  room: Records,
  contactId: string,
  asked: { step: string; round: number; keys: string } | null,
): Promise<DialogueTurn | null> {
  const decided = await inTransaction(
    room.pool,
    (client) => `SELECT 1 FROM contacts WHERE id = ${client.escapeLiteral(contactId)} FOR UPDATE`,
    (client) => turnLocked(room, client, contactId, asked),
  );
  if (!decided) return null;
  const { answer, promise, opensAtMs, ...scene } = decided;
  if (answer === null) return { kind: 'elsewhere', say: { to: 'caller', ...sayToCaller(scene.contact) }, ...scene };
  switch (answer.kind) {
    case 'ask': {
      const { step, round } = answer.draft;
      return { kind: 'ask', step, round, note: answer.note, untilMs: promise?.untilAtMs ?? null, opensAtMs, ...scene };
    }
    case 'promise': {
      const { atMs, number } = answer.draft;
      const untilMs = untilOf(scene.directory, scene.line, Math.max(room.clock.nowMs(), atMs ?? 0));
      const advanced = await advance(room, contactId, { kind: 'CallbackPromised', untilMs });
      if (advanced?.contact.told !== 'callback-promised')
        return advanced && { kind: 'elsewhere', say: advanced.answer.say, ...sceneOf(advanced) };
      return { kind: 'promised', atMs, untilMs, keyedIn: number === 'typed', ...sceneOf(advanced) };
    }
    case 'crisis': {
      const advanced = await advance(room, contactId, { kind: 'CallerKeyed', menu: 'hold', key: '9', round: 0 });
      return advanced && { kind: 'elsewhere', say: advanced.answer.say, ...sceneOf(advanced) };
    }
    case 'settle':
    case 'leave': {
      const advanced = await advance(room, contactId, {
        kind: answer.kind === 'settle' ? 'CallbackSettled' : 'CallbackLeft',
      });
      const why = answer.kind === 'settle' ? 'settled' : answer.declined ? 'declined' : null;
      return advanced && { kind: 'left', why, say: advanced.answer.say, ...sceneOf(advanced) };
    }
  }
}

function sceneOf({ contact, line, directory }: Scene): Scene {
  return { contact, line, directory };
}

async function turnLocked(
  room: Records,
  client: pg.ClientBase,
  contactId: string,
  asked: { step: string; round: number; keys: string } | null,
): Promise<Decided | null> {
  const { rows } = await client.query<Row>({
    name: 'callback-turn',
    text: 'SELECT to_jsonb(c) AS contact, (SELECT version FROM organisation) AS version FROM contacts c WHERE id = $1',
    values: [contactId],
  });
  const directory = rows[0] && (await room.directories.at(rows[0].version));
  if (!rows[0] || !directory) return null;
  const contact = contactOf(rows[0].contact);
  const line = lineOf(directory, contact.lineId);
  const nowMs = room.clock.nowMs();
  const scene = {
    contact,
    line,
    directory,
    opensAtMs: nextOpening(directory.schedule, line.id, nowMs)?.startMs ?? null,
  };
  if (sayToAsker(contact) === null) return { ...scene, answer: null, promise: null };
  const number = contact.numberSealed === null ? null : unseal(room.secrets.sealingKey, contact.numberSealed);
  const promise = number === null ? null : await openPromise(client, line.id, lastingKeys(room.secrets, '', number));
  const draft = await readDraft(client, contactId);
  const typed = typedNumber(asked?.keys ?? '', line.phoneNumber);
  const declines = async (one: string, keyedIn: boolean) =>
    (await refusalOf(client, room.secrets, directory, line, { number: one, via: 'key', keyedIn }, nowMs)) !== null;
  const facts: DialogueFacts = {
    nowMs,
    timeZone: line.timeZone,
    quietHours: line.policy.callback.quietHours,
    ownNumber: number === null ? 'hidden' : (await declines(number, false)) ? 'declined' : 'fine',
    isPromised: promise !== null,
    typed: typed === null ? 'unclear' : (await declines(typed, true)) ? 'declined' : 'fine',
    isOpenAt: (atMs) => isOpen(directory.schedule, line.id, atMs),
  };
  const answer = answerToKeys(draft, asked, facts);
  await noteSeen(client, contactId, nowMs);
  if (answer.kind === 'ask' || answer.kind === 'promise') {
    const isNew = answer.draft.number === 'typed' && draft?.number !== 'typed' && typed !== null;
    await writeDraft(client, contactId, {
      ...answer.draft,
      numberSealed: isNew ? seal(room.secrets.sealingKey, typed) : (draft?.numberSealed ?? null),
    });
  }
  if (answer.kind === 'settle' && promise) await settleByWord(client, promise, nowMs);
  return { ...scene, answer, promise };
}
