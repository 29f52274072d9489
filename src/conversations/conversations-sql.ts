/** Every statement about conversations and who is there for them; what is read is checked. */
import type pg from 'pg';
import { presentSql, presentSqlSince, type PresentRow, type PresentSinceRow } from '../contacts/present.ts';
import type { AskedSince } from '../people/said.ts';
import type { Prepared } from '../platform/prepared.ts';
import { amount, flag, instant, list, maybe, oneOf, rowReader, text, toRow, type Shape } from '../platform/rows.ts';
import type { Conversation } from '../texts/model.ts';
import type { OpenConversation } from '../texts/tending.ts';
import type { TextChannel } from './stored-text.ts';

type Client = pg.ClientBase | pg.Pool;

const columns =
  `id line_id channel state outcome language caller_key lasting_key number_sealed last_in_line opened_at waiting_since assigned_at answered_at
  last_at person_id via not_with peers peer_wrote_at crisis_at silence told told_at closed_at erase_after`.split(/\s+/);
const columnList = columns.join(', ');

const shape: Shape<Conversation> = {
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
};

/** A conversation from its row as JSON. Throws `NewerThanThis` where only a newer release knows what it is in. */
export const conversationOf = rowReader<Conversation>('conversations', shape);

/** The id in a row of which the rest cannot be read. */
export const idOfRow = (row: unknown) => String((row as { id?: unknown }).id);

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

/** Locks a conversation; to be put before a transaction's own statements. */
export function lockConversationSql(client: pg.ClientBase, id: string): string {
  return `SELECT 1 FROM conversations WHERE id = ${client.escapeLiteral(id)} FOR UPDATE`;
}

/** Locks every open conversation, always in the same order. */
export const lockOpenConversationsSql = `SELECT id FROM conversations WHERE state <> 'closed' ORDER BY id FOR UPDATE`;

/** A conversation as it stands; null where there is none. */
export async function readConversation(client: Client, id: string): Promise<Conversation | null> {
  const { rows } = await client.query<{ conversation: unknown }>({
    name: 'conversation',
    text: 'SELECT to_json(c) AS conversation FROM conversations c WHERE id = $1',
    values: [id],
  });
  return rows[0] ? conversationOf(rows[0].conversation) : null;
}

/** The open conversation of a texter on a line, by the lasting keys of their number, locked; null where there is none. */
export async function lockOpenConversation(
  client: pg.ClientBase,
  { lineId, channel, lastingKeys }: { lineId: string; channel: TextChannel; lastingKeys: string[] },
): Promise<Conversation | null> {
  const { rows } = await client.query<{ conversation: unknown }>({
    name: 'open-conversation-of',
    text: `SELECT to_json(c) AS conversation FROM conversations c WHERE line_id = $1 AND channel = $2 AND lasting_key = ANY($3) AND state <> 'closed' FOR UPDATE`,
    values: [lineId, channel, lastingKeys],
  });
  return rows[0] ? conversationOf(rows[0].conversation) : null;
}

/** The rows of the conversations that a person has now, the latest words first: read each alone, so that a damaged one keeps none of the others back. */
export async function conversationRowsOf(client: Client, personId: string): Promise<unknown[]> {
  const { rows } = await client.query<{ conversation: unknown }>({
    name: 'conversations-of',
    text: `SELECT to_json(c) AS conversation FROM conversations c WHERE person_id = $1 AND state = 'active' ORDER BY last_at DESC, id`,
    values: [personId],
  });
  return rows.map((row) => row.conversation);
}

/** A conversation that is a person's now, in SQL; `$1` is the conversation and `$2` the person. */
export const ownConversationSql = `SELECT 1 FROM conversations WHERE id = $1 AND person_id = $2 AND state = 'active'`;

/** A conversation that is the person's at this moment, with the id of the latest of a peer's words in it; null where it is not theirs. */
export async function ownConversation(
  client: Client,
  id: string,
  personId: string,
): Promise<{ lastOwn: string | null } | null> {
  const { rows } = await client.query<{ lastOwn: string | null }>({
    name: 'own-conversation-read',
    text: `SELECT (SELECT t.id FROM texts t WHERE t.conversation_id = c.id AND t.direction = 'in' AND t.words AND t.person_id IS NOT NULL
        ORDER BY t.seq DESC LIMIT 1) AS "lastOwn" FROM conversations c WHERE c.id = $1 AND c.person_id = $2 AND c.state = 'active'`,
    values: [id, personId],
  });
  return rows[0] ?? null;
}

/** Whether a conversation is the person's at this moment. */
export async function isTheirConversation(client: Client, id: string, personId: string): Promise<boolean> {
  const { rowCount } = await client.query({
    name: 'own-conversation',
    text: ownConversationSql,
    values: [id, personId],
  });
  return rowCount === 1;
}

/** The conversation somebody has by phone now; there is never more than one (T5). */
export async function conversationByPhoneOf(
  client: Client,
  personId: string,
): Promise<{ id: string; lineId: string } | null> {
  const { rows } = await client.query<{ id: string; lineId: string }>({
    name: 'conversation-by-phone',
    text: `SELECT id, line_id AS "lineId" FROM conversations WHERE person_id = $1 AND state = 'active' AND via = 'phone'`,
    values: [personId],
  });
  return rows[0] ?? null;
}

/** Where a conversation's texts go: to its texter, and to its peer while it `isActive`. */
export type Addressees = Pick<Conversation, 'numberSealed' | 'channel' | 'language' | 'personId'> & {
  isActive: boolean;
};
const addresseesOf = rowReader<Addressees>('conversations', {
  numberSealed: shape.numberSealed,
  channel: shape.channel,
  language: shape.language,
  personId: shape.personId,
  isActive: flag,
});

/** Where a conversation's texts go now; null where there is no such conversation. */
export async function addresseesIn(client: Client, conversationId: string | null): Promise<Addressees | null> {
  const { rows } = await client.query({
    name: 'recipient-of-text',
    text: `SELECT number_sealed, channel, language, person_id, state = 'active' AS is_active FROM conversations WHERE id = $1`,
    values: [conversationId],
  });
  return rows[0] ? addresseesOf(rows[0]) : null;
}

/** Of what a new peer has not seen, the latest texts are passed on. */
const unreadShown = 30;

const openSql = `SELECT to_json(c) AS conversation,
  (SELECT coalesce(json_agg(p.person_id), '[]') FROM refused_pairs p WHERE p.lasting_key = c.lasting_key) AS refused,
  (SELECT coalesce(json_agg(u ORDER BY u.seq), '[]') FROM (SELECT t.seq, t.id AS "textId", CASE WHEN t.words THEN t.part ELSE 0 END AS parts, t.media > 0 AS media,
      (extract(epoch FROM t.created_at) * 1000)::float8 AS "atMs"
    FROM texts t WHERE t.conversation_id = c.id AND t.direction = 'in' AND t.person_id IS NULL AND (t.words OR t.media > 0)
      AND t.seq > coalesce((SELECT max(p.seq) FROM texts p WHERE p.conversation_id = c.id AND p.direction = 'in' AND p.person_id IS NOT NULL AND p.words), 0)
    ORDER BY t.seq DESC LIMIT ${unreadShown}) u) AS unread
  FROM conversations c WHERE c.state <> 'closed'`;

/** An open conversation with whom its texter refused and what no peer has seen of it; `conversation` is its row. */
export type OpenRow = Omit<OpenConversation, 'conversation'> & { conversation: unknown };

/** Finds every open conversation, an `OpenRow` each, which is read alone, so that a damaged one keeps none of the others back. */
export const findOpenConversations: Prepared = { text: openSql, types: [], values: [] };

/** One open conversation; null where it is closed, or there is none. */
export async function openConversation(client: Client, id: string): Promise<OpenConversation | null> {
  const { rows } = await client.query<OpenRow>({
    name: 'open-conversation',
    text: `${openSql} AND c.id = $1`,
    values: [id],
  });
  const [row] = rows;
  return row ? { conversation: conversationOf(row.conversation), refused: row.refused, unread: row.unread } : null;
}

/** What the tables say of everybody who may be texted, at this moment; `silenced` are people and lines, as `person line`. */
export type TextingRow<OfPresent> = {
  version: number;
  present: OfPresent;
  open: { personId: string; count: number; byPhone: boolean }[];
  inInbox: string[];
  silenced: string[];
};

const textingSqlWith = (
  present: string,
) => `SELECT (SELECT version FROM organisation) AS version, ${present} AS present,
  (SELECT coalesce(json_agg(o), '[]') FROM (SELECT person_id AS "personId", count(*)::int AS count, bool_or(via = 'phone') AS "byPhone"
    FROM conversations WHERE state = 'active' GROUP BY person_id) o) AS open,
  (SELECT coalesce(json_agg(person_id), '[]') FROM text_inboxes WHERE seen_at > $1::timestamptz) AS "inInbox",
  (SELECT coalesce(json_agg(person_id || ' ' || line_id), '[]') FROM text_opt_outs WHERE channel = 'sms' AND person_id IS NOT NULL) AS silenced`;
const textingSql = textingSqlWith(presentSql);
const textingSqlSince = textingSqlWith(presentSqlSince('$2', '$3'));

/** Who is there for texts now; an inbox is open that was seen after `inboxSeenMs`. */
export async function readTexting(client: Client, inboxSeenMs: number): Promise<TextingRow<PresentRow>> {
  const { rows } = await client.query<TextingRow<PresentRow>>({
    name: 'texting-now',
    text: textingSql,
    values: [new Date(inboxSeenMs)],
  });
  const [row] = rows;
  if (!row) throw new Error('the database gave no answer about texting');
  return row;
}

/** Finds the same; of what people said, what was written since. For the opening of a transaction, which has written nothing yet that may come to nothing. */
export function findTexting(inboxSeenMs: number, { source, since }: AskedSince): Prepared {
  const values = [new Date(inboxSeenMs).toISOString(), source, since];
  return { text: textingSqlSince, types: ['text', 'text', 'text'], values };
}

/** Every open conversation with who is there for texts now, in one look that locks nothing. */
export async function lookAtTexting(
  client: Client,
  inboxSeenMs: number,
  asked: AskedSince,
): Promise<(TextingRow<PresentSinceRow> & { conversations: OpenRow[] }) | null> {
  const { text, values } = findTexting(inboxSeenMs, asked);
  const { rows } = await client.query<TextingRow<PresentSinceRow> & { conversations: OpenRow[] }>({
    name: 'look-at-texting',
    text: `SELECT now.*, (SELECT coalesce(json_agg(to_json(o)), '[]') FROM (${openSql}) o) AS conversations FROM (${text}) now`,
    values: [...values],
  });
  return rows[0] ?? null;
}
