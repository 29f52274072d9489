/** Carries conversations between the thinking room and their table. */
import type pg from 'pg';
import { amount, flag, instant, list, maybe, oneOf, rowReader, text, toRow } from '../platform/rows.ts';
import type { Conversation } from '../texts/model.ts';

const columns =
  `id line_id channel state outcome language caller_key lasting_key number_sealed last_in_line opened_at waiting_since assigned_at answered_at
  last_at person_id via not_with peers peer_wrote_at crisis_at silence told told_at closed_at erase_after`.split(/\s+/);
const columnList = columns.join(', ');

/** A conversation from `to_jsonb(row)`. Throws `NewerThanThis` where only a newer release knows what it is in. */
export const conversationOf = rowReader<Conversation>('conversations', {
  id: text,
  lineId: text,
  channel: oneOf<Conversation['channel']>({ sms: true, whatsapp: true }),
  state: oneOf<Conversation['state']>({ waiting: true, active: true, closed: true }),
  outcome: maybe(
    oneOf<NonNullable<Conversation['outcome']>>({
      done: true,
      quiet: true,
      unanswered: true,
      'opted-out': true,
      abuse: true,
      blocked: true,
    }),
  ),
  language: text,
  callerKey: maybe(text),
  lastingKey: maybe(text),
  numberSealed: maybe(text),
  lastInLine: flag,
  openedAtMs: instant,
  waitingSinceMs: maybe(instant),
  assignedAtMs: maybe(instant),
  answeredAtMs: maybe(instant),
  lastAtMs: instant,
  personId: maybe(text),
  via: maybe(oneOf<NonNullable<Conversation['via']>>({ phone: true, inbox: true })),
  notWith: list(text),
  peers: amount,
  peerWroteAtMs: maybe(instant),
  crisisAtMs: maybe(instant),
  silence: maybe(oneOf<NonNullable<Conversation['silence']>>({ reminded: true, reported: true })),
  told: maybe(
    oneOf<NonNullable<Conversation['told']>>({
      help: true,
      hello: true,
      away: true,
      paused: true,
      language: true,
      'still-looking': true,
      here: true,
      blocked: true,
    }),
  ),
  toldAtMs: maybe(instant),
  closedAtMs: maybe(instant),
  eraseAfterMs: maybe(instant),
});

/** Writes conversations, new and changed ones. */
export async function saveConversations(client: pg.ClientBase, conversations: Conversation[]): Promise<void> {
  if (conversations.length === 0) return;
  const sets = columns.filter((column) => column !== 'id').map((column) => `${column} = EXCLUDED.${column}`);
  await client.query({
    name: 'save-conversations',
    text: `INSERT INTO conversations (${columnList}) SELECT ${columnList} FROM jsonb_populate_recordset(NULL::conversations, $1::jsonb)
      ON CONFLICT (id) DO UPDATE SET ${sets.join(', ')}`,
    values: [JSON.stringify(conversations.map(toRow))],
  });
}

/** Marks every text of conversations that are closed to be erased with them. */
export async function eraseWithConversations(client: pg.ClientBase, conversations: Conversation[]): Promise<void> {
  const closed = conversations.filter((conversation) => conversation.state === 'closed');
  if (closed.length === 0) return;
  await client.query({
    name: 'erase-with-conversations',
    text: 'UPDATE texts t SET erase_after = c.erase_after FROM conversations c WHERE c.id = ANY($1) AND t.conversation_id = c.id',
    values: [closed.map((conversation) => conversation.id)],
  });
}
