/** What is remembered of a number that writes to us, by a key and never the number, so that machines are answered a few times only (T7). */
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { needAttention } from '../attention/need-attention.ts';
import type { Records } from '../organisation/records.ts';
import { callerKey, pepperIdAt, senseKey } from '../platform/caller-key.ts';
import { unseal } from '../platform/sealing.ts';
import { hear, isRelayLoop, senseOf } from '../texts/exchange.ts';
import { opened } from './receive.ts';
import type { StoredText } from './stored-text.ts';
import { latestWords } from './words-sql.ts';
import { lockExchange, saveExchange } from './writers-sql.ts';

/**
 * Whether a text that came may be answered by ourselves, noted on `client`'s transaction; `wouldAnswer` where there is an
 * answer. Where silence begins, a coordinator sees it once.
 */
export async function mayAnswer(
  room: Records,
  client: pg.ClientBase,
  text: StoredText,
  { isWord, wouldAnswer, personId }: { isWord: boolean; wouldAnswer: boolean; personId: string | null },
): Promise<boolean> {
  const { body, number } = opened(room, text);
  // Once the number is erased there is nothing to remember it by.
  if (number === '') return true;
  const nowMs = room.clock.nowMs();
  const pepperId = pepperIdAt(nowMs);
  const key = callerKey(room.secrets, pepperId, `exchange ${text.channel}`, number);
  const known = await lockExchange(client, key);
  if (!known && !wouldAnswer) return true;
  const came = { atMs: nowMs, sense: senseKey(room.secrets, pepperId, senseOf(body, isWord)), isWord };
  const { exchange, mayAnswer: may, fellSilent } = hear(known, came, wouldAnswer);
  const id = known?.id ?? randomUUID();
  await saveExchange(client, key, { ...exchange, id });
  if (fellSilent)
    await needAttention(
      client,
      { kind: 'answering-machine', lineId: text.lineId, personId, key: `answering-machine ${personId ?? id}` },
      nowMs,
    );
  return may;
}

/** Whether the latest words of a conversation are two machines answering one another; a coordinator sees it once. */
export async function areMachines(
  room: Records,
  client: pg.ClientBase,
  conversation: { id: string; lineId: string; personId: string | null },
): Promise<boolean> {
  const { id, lineId, personId } = conversation;
  const latest = await latestWords(client, id);
  const words = latest.map(({ isPeers, bodySealed, atMs }) => ({
    byPeer: isPeers,
    sense: bodySealed === null ? '' : senseOf(unseal(room.secrets.sealingKey, bodySealed), false),
    atMs,
  }));
  if (!isRelayLoop(words)) return false;
  await needAttention(
    client,
    { kind: 'answering-machine', lineId, personId, subject: id, key: `answering-machine ${personId ?? id}` },
    room.clock.nowMs(),
  );
  return true;
}
