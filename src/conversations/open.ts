/** Opens a conversation for somebody who writes to a line: what is remembered of them decides how it begins (T1, V9). */
import type pg from 'pg';
import { dayOfLineStartMs } from '../contacts/talks-today.ts';
import type { Records } from '../organisation/records.ts';
import type { DirectoryLine } from '../organisation/directory.ts';
import { callerKey, callerKeys, lastingKey, lastingKeys, pepperIdAt } from '../platform/caller-key.ts';
import { seal } from '../platform/sealing.ts';
import type { Conversation } from '../texts/model.ts';
import type { TexterMemory } from '../texts/texter.ts';
import { lockOpenConversation } from './conversations-sql.ts';
import type { TextChannel } from './stored-text.ts';
import { readMemory } from './writers-sql.ts';

export type Texter = { channel: TextChannel; number: string };

const tellOfBlockAgainMs = 3_600_000;

/** The open conversation of a texter on a line, locked; null where there is none. */
export async function openConversationOf(
  room: Records,
  client: pg.ClientBase,
  line: DirectoryLine,
  { channel, number }: Texter,
): Promise<Conversation | null> {
  const keys = lastingKeys(room.secrets, line.id, number);
  return lockOpenConversation(client, { lineId: line.id, channel, lastingKeys: keys });
}

/** What is remembered of a texter; the same keys as for a caller, so that a talk is a talk by whatever means. */
export async function memoryOf(
  room: Records,
  client: pg.ClientBase | pg.Pool,
  line: DirectoryLine,
  { number }: Pick<Texter, 'number'>,
): Promise<TexterMemory> {
  const nowMs = room.clock.nowMs();
  const keys = {
    lastingKeys: ['', line.id].flatMap((ofLine) => lastingKeys(room.secrets, ofLine, number)),
    callerKeys: callerKeys(room.secrets, nowMs, line.id, number),
  };
  const toldSinceMs = nowMs - tellOfBlockAgainMs;
  return readMemory(client, keys, { nowMs, toldSinceMs, dayStartMs: dayOfLineStartMs(line, nowMs) });
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
