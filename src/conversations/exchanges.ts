/** What is remembered of a number that writes to us, by a key and never the number, so that machines are answered a few times only (T7). */
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { z } from 'zod';
import { needAttention } from '../attention/need-attention.ts';
import type { Records } from '../organisation/records.ts';
import { amount, instant, json, maybe, rowReader, text } from '../platform/rows.ts';
import { callerKey, pepperIdAt, senseKey } from '../platform/caller-key.ts';
import { unseal } from '../platform/sealing.ts';
import { hear, isRelayLoop, relayLooksAt, senseOf, type Exchange } from '../texts/exchange.ts';
import { opened } from './receive.ts';
import type { StoredText } from './texts.ts';

type StoredExchange = Omit<Exchange, 'answeredMs'> & { id: string; answered: Exchange['answeredMs'] };

const exchangeOf = rowReader<StoredExchange>('text_exchanges', {
  id: text,
  lastAtMs: instant,
  sense: text,
  repeats: amount,
  answered: json(z.object({ words: z.array(z.number()), others: z.array(z.number()) })),
  silentSinceMs: maybe(instant),
});

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
  // One whose number is erased already is answered nothing that could begin anew.
  if (number === '') return true;
  const nowMs = room.clock.nowMs();
  const pepperId = pepperIdAt(nowMs);
  const key = callerKey(room.secrets, pepperId, `exchange ${text.channel}`, number);
  const { rows } = await client.query<{ exchange: unknown }>({
    name: 'exchange-with',
    text: 'SELECT to_jsonb(e) AS exchange FROM text_exchanges e WHERE key = $1 FOR UPDATE',
    values: [key],
  });
  const stored = rows[0] ? exchangeOf(rows[0].exchange) : null;
  if (!stored && !wouldAnswer) return true;
  const came = { atMs: nowMs, sense: senseKey(room.secrets, pepperId, senseOf(body, isWord)), isWord };
  const known = stored && { ...stored, answeredMs: stored.answered };
  const { exchange, mayAnswer: may, fellSilent } = hear(known, came, wouldAnswer);
  const id = stored?.id ?? randomUUID();
  await client.query({
    name: 'keep-exchange',
    text: `INSERT INTO text_exchanges (id, key, last_at, sense, repeats, answered, silent_since) VALUES ($1, $2, $3, $4, $5, $6, $7)
      ON CONFLICT (key) DO UPDATE SET last_at = EXCLUDED.last_at, sense = EXCLUDED.sense, repeats = EXCLUDED.repeats,
        answered = EXCLUDED.answered, silent_since = EXCLUDED.silent_since`,
    values: [
      id,
      key,
      new Date(exchange.lastAtMs),
      exchange.sense,
      exchange.repeats,
      JSON.stringify(exchange.answeredMs),
      exchange.silentSinceMs === null ? null : new Date(exchange.silentSinceMs),
    ],
  });
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
  const { rows } = await client.query<{ by_peer: boolean; body_sealed: string | null; created_at: Date }>({
    name: 'latest-words',
    text: `SELECT person_id IS NOT NULL AS by_peer, body_sealed, created_at FROM texts
      WHERE conversation_id = $1 AND direction = 'in' AND words ORDER BY seq DESC LIMIT ${relayLooksAt}`,
    values: [id],
  });
  const words = rows.map((row) => ({
    byPeer: row.by_peer,
    sense: row.body_sealed === null ? '' : senseOf(unseal(room.secrets.sealingKey, row.body_sealed), false),
    atMs: row.created_at.getTime(),
  }));
  if (!isRelayLoop(words)) return false;
  await needAttention(
    client,
    { kind: 'answering-machine', lineId, personId, subject: id, key: `answering-machine ${personId ?? id}` },
    room.clock.nowMs(),
  );
  return true;
}
