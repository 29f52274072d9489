/** Every statement about what is remembered of numbers that write to us, by keys alone: silences, talks, and how often we answered. */
import type pg from 'pg';
import { z } from 'zod';
import { hadTodaySql, talksIn, type HadTodayRow } from '../contacts/talks-today.ts';
import { amount, instant, json, maybe, rowReader, text } from '../platform/rows.ts';
import type { Exchange } from '../texts/exchange.ts';
import type { TexterMemory } from '../texts/texter.ts';
import type { TextChannel } from './stored-text.ts';

type Client = pg.ClientBase | pg.Pool;

/** Writes down that a number, by its keys, wants no texts of a line on a channel (T3); true where that is new. A silence that the carrier keeps stays one. */
export async function insertOptOut(
  client: Client,
  silence: { keys: string[]; channel: TextChannel; lineId: string; personId: string | null; byCarrier: boolean },
  nowMs: number,
): Promise<boolean> {
  const { rows } = await client.query<{ known: boolean }>({
    name: 'opt-out',
    text: `WITH known AS (SELECT 1 FROM text_opt_outs WHERE key = ANY($1) AND channel = $2)
      INSERT INTO text_opt_outs (key, channel, line_id, person_id, at, by_carrier) VALUES (($1::text[])[1], $2, $3, $4, $5, $6)
      ON CONFLICT (key, channel) DO UPDATE SET by_carrier = text_opt_outs.by_carrier OR EXCLUDED.by_carrier,
        person_id = coalesce(EXCLUDED.person_id, text_opt_outs.person_id)
      RETURNING EXISTS (SELECT 1 FROM known) AS known`,
    values: [silence.keys, silence.channel, silence.lineId, silence.personId, new Date(nowMs), silence.byCarrier],
  });
  return rows[0]?.known === false;
}

/** Forgets a silence; one of SMS that the carrier keeps as well is forgotten only at the carrier's word. */
export async function deleteOptOut(
  client: Client,
  keys: string[],
  channel: TextChannel,
  byCarrier: boolean,
): Promise<void> {
  await client.query({
    name: 'opt-in',
    text: `DELETE FROM text_opt_outs WHERE key = ANY($1) AND channel = $2 AND ($3 OR channel <> 'sms' OR NOT by_carrier)`,
    values: [keys, channel, byCarrier],
  });
}

/** Whether a number, by its keys, wants no texts on a channel. */
export async function isOptedOut(client: Client, keys: string[], channel: TextChannel): Promise<boolean> {
  const { rowCount } = await client.query({
    name: 'has-opted-out',
    text: 'SELECT 1 FROM text_opt_outs WHERE key = ANY($1) AND channel = $2',
    values: [keys, channel],
  });
  return (rowCount ?? 0) > 0;
}

const memorySql = `SELECT
  (SELECT max(until_at) FROM blocks WHERE key = ANY($1::text[] || $3::text[]) AND until_at > $2) AS blocked_until,
  EXISTS (SELECT 1 FROM conversations WHERE caller_key = ANY($3) AND outcome = 'blocked' AND opened_at > $4) AS told_of_block,
  ${hadTodaySql({ callerKeys: '$3', since: '$5' })} AS had_today,
  (SELECT language FROM (SELECT language, opened_at AS at FROM conversations WHERE caller_key = ANY($3)
    UNION ALL SELECT language, arrived_at FROM contacts WHERE caller_key = ANY($3)) l ORDER BY at DESC LIMIT 1) AS language`;

/** What is remembered of a texter by the keys of their number: told of a block since `toldSinceMs`, talks since the day of the line began. */
export async function readMemory(
  client: Client,
  { lastingKeys, callerKeys }: { lastingKeys: string[]; callerKeys: string[] },
  { nowMs, toldSinceMs, dayStartMs }: { nowMs: number; toldSinceMs: number; dayStartMs: number },
): Promise<TexterMemory> {
  const { rows } = await client.query<{
    blocked_until: Date | null;
    told_of_block: boolean;
    had_today: HadTodayRow;
    language: string | null;
  }>({
    name: 'memory-of-texter',
    text: memorySql,
    values: [lastingKeys, new Date(nowMs), callerKeys, new Date(toldSinceMs), new Date(dayStartMs)],
  });
  const [row] = rows;
  return {
    blockedUntilMs: row?.blocked_until?.getTime() ?? null,
    toldOfBlock: row?.told_of_block ?? false,
    talksToday: row ? talksIn(row.had_today) : 0,
    language: row?.language ?? null,
  };
}

type ExchangeRow = Omit<Exchange, 'answeredMs'> & { id: string; answered: Exchange['answeredMs'] };

const exchangeOf = rowReader<ExchangeRow>('text_exchanges', {
  id: text,
  lastAtMs: instant,
  sense: text,
  repeats: amount,
  answered: json(z.object({ words: z.array(z.number()), others: z.array(z.number()) })),
  silentSinceMs: maybe(instant),
});

/** What was said to and fro with a number, by its key; locked until the transaction ends. Null where nothing was. */
export async function lockExchange(client: pg.ClientBase, key: string): Promise<(Exchange & { id: string }) | null> {
  const { rows } = await client.query<{ exchange: unknown }>({
    name: 'exchange-with',
    text: 'SELECT to_jsonb(e) AS exchange FROM text_exchanges e WHERE key = $1 FOR UPDATE',
    values: [key],
  });
  if (!rows[0]) return null;
  const { answered, ...exchange } = exchangeOf(rows[0].exchange);
  return { ...exchange, answeredMs: answered };
}

/** Writes an exchange down in the place of what was known of it. */
export async function saveExchange(
  client: pg.ClientBase,
  key: string,
  { id, lastAtMs, sense, repeats, answeredMs, silentSinceMs }: Exchange & { id: string },
): Promise<void> {
  await client.query({
    name: 'keep-exchange',
    text: `INSERT INTO text_exchanges (id, key, last_at, sense, repeats, answered, silent_since) VALUES ($1, $2, $3, $4, $5, $6, $7)
      ON CONFLICT (key) DO UPDATE SET last_at = EXCLUDED.last_at, sense = EXCLUDED.sense, repeats = EXCLUDED.repeats,
        answered = EXCLUDED.answered, silent_since = EXCLUDED.silent_since`,
    values: [
      id,
      key,
      new Date(lastAtMs),
      sense,
      repeats,
      JSON.stringify(answeredMs),
      silentSinceMs === null ? null : new Date(silentSinceMs),
    ],
  });
}
