/** Opens a conversation for somebody who writes to a line: what is remembered of them decides how it begins (T1, V9). */
import type pg from 'pg';
import { dayOfLineStartMs, hadTodaySql, talksIn, type HadTodayRow } from '../contacts/talks-today.ts';
import type { Records } from '../organisation/records.ts';
import type { DirectoryLine } from '../organisation/directory.ts';
import { callerKey, callerKeys, lastingKey, lastingKeys, pepperIdAt } from '../platform/caller-key.ts';
import { seal } from '../platform/sealing.ts';
import type { Conversation } from '../texts/model.ts';
import type { TexterMemory } from '../texts/texter.ts';
import { conversationOf } from './rows.ts';
import type { TextChannel } from './texts.ts';

export type Texter = { channel: TextChannel; number: string };

const tellOfBlockAgainMs = 3_600_000;

/** The open conversation of a texter on a line, locked; null where there is none. */
export async function openConversationOf(
  room: Records,
  client: pg.ClientBase,
  line: DirectoryLine,
  { channel, number }: Texter,
): Promise<Conversation | null> {
  const { rows } = await client.query<{ conversation: unknown }>({
    name: 'open-conversation-of',
    text: `SELECT to_jsonb(c) AS conversation FROM conversations c WHERE line_id = $1 AND channel = $2 AND lasting_key = ANY($3) AND state <> 'closed' FOR UPDATE`,
    values: [line.id, channel, lastingKeys(room.secrets, line.id, number)],
  });
  return rows[0] ? conversationOf(rows[0].conversation) : null;
}

const memorySql = `SELECT
  (SELECT max(until_at) FROM blocks WHERE key = ANY($1) AND until_at > $2) AS blocked_until,
  EXISTS (SELECT 1 FROM conversations WHERE caller_key = ANY($3) AND outcome = 'blocked' AND opened_at > $4) AS told_of_block,
  ${hadTodaySql({ callerKeys: '$3', since: '$5' })} AS had_today,
  (SELECT language FROM (SELECT language, opened_at AS at FROM conversations WHERE caller_key = ANY($3)
    UNION ALL SELECT language, arrived_at FROM contacts WHERE caller_key = ANY($3)) l ORDER BY at DESC LIMIT 1) AS language`;

/** What is remembered of a texter; the same keys as for a caller, so that a talk is a talk by whatever means. */
export async function memoryOf(
  room: Records,
  client: pg.ClientBase | pg.Pool,
  line: DirectoryLine,
  { number }: Pick<Texter, 'number'>,
): Promise<TexterMemory> {
  const nowMs = room.clock.nowMs();
  const { rows } = await client.query<{
    blocked_until: Date | null;
    told_of_block: boolean;
    had_today: HadTodayRow;
    language: string | null;
  }>({
    name: 'memory-of-texter',
    text: memorySql,
    values: [
      ['', line.id].flatMap((ofLine) => lastingKeys(room.secrets, ofLine, number)),
      new Date(nowMs),
      callerKeys(room.secrets, nowMs, line.id, number),
      new Date(nowMs - tellOfBlockAgainMs),
      new Date(dayOfLineStartMs(line, nowMs)),
    ],
  });
  const [row] = rows;
  return {
    blockedUntilMs: row?.blocked_until?.getTime() ?? null,
    toldOfBlock: row?.told_of_block ?? false,
    talksToday: row ? talksIn(row.had_today) : 0,
    language: row?.language ?? null,
  };
}

/** The language a texter last used with us; null where that is not known. */
export async function languageOf(room: Records, line: DirectoryLine, number: string): Promise<string | null> {
  return (await memoryOf(room, room.pool, line, { number })).language;
}

/** A conversation nobody has been told anything in yet. */
export function newConversation(
  room: Records,
  line: DirectoryLine,
  { channel, number }: Texter,
  language: string,
  lastInLine: boolean,
): Conversation {
  const nowMs = room.clock.nowMs();
  return {
    id: room.draw(),
    lineId: line.id,
    channel,
    state: 'waiting',
    outcome: null,
    language,
    lastInLine,
    callerKey: callerKey(room.secrets, pepperIdAt(nowMs), line.id, number),
    lastingKey: lastingKey(room.secrets, line.id, number),
    numberSealed: seal(room.secrets.sealingKey, number),
    openedAtMs: nowMs,
    waitingSinceMs: nowMs,
    assignedAtMs: null,
    answeredAtMs: null,
    lastAtMs: nowMs,
    personId: null,
    via: null,
    notWith: [],
    peers: 0,
    peerWroteAtMs: null,
    crisisAtMs: null,
    silence: null,
    told: null,
    toldAtMs: null,
    closedAtMs: null,
    eraseAfterMs: null,
  };
}
