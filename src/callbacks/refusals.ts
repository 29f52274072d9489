/** Why a number is not called back: who pressed "never again", who is blocked, and numbers nobody should be charged for (C1, C2). */
import type pg from 'pg';
import type { Directory, DirectoryLine } from '../organisation/directory.ts';
import { callerKeys, lastingKeys } from '../platform/caller-key.ts';
import { canonicalNumber } from '../platform/phone-number.ts';
import type { Secrets } from '../platform/secrets.ts';
import { numberRefusal, type NumberRefusal } from '../promises/number.ts';

/** `tried`: a number that was typed in lately and called in vain is not called for whoever types it again. */
export type PromiseRefusal = NumberRefusal | 'opted-out' | 'blocked' | 'tried';

/** How a call was asked for; `text` is SMS. */
export type AskedVia = 'key' | 'text' | 'whatsapp' | 'coordinator';

const triedWithinMs = 24 * 3_600_000;

/** Why a number is declined on `line`; null where it may be called. A coordinator may have a number abroad called. */
export async function refusalOf(
  client: pg.ClientBase | pg.Pool,
  secrets: Secrets,
  directory: Directory,
  line: DirectoryLine,
  { number, via, keyedIn }: { number: string; via: AskedVia; keyedIn: boolean },
  nowMs: number,
): Promise<PromiseRefusal | null> {
  const plain = numberRefusal(canonicalNumber(number), line.phoneNumber, ownNumbers(directory).map(canonicalNumber));
  if (plain && !(plain === 'abroad' && via === 'coordinator')) return plain;
  const { rows } = await client.query<{ opted_out: boolean; blocked: boolean; tried: boolean }>({
    name: 'callback-refusal',
    text: `SELECT EXISTS (SELECT 1 FROM call_opt_outs WHERE key = ANY($1::text[])) AS opted_out,
      EXISTS (SELECT 1 FROM blocks WHERE key = ANY($1::text[] || $2::text[]) AND until_at > $3) AS blocked,
      EXISTS (SELECT 1 FROM callbacks WHERE caller_key = ANY($4) AND keyed_in AND state = 'failed' AND settled_at > $5) AS tried`,
    values: [
      lastingKeys(secrets, '', number),
      lastingKeys(secrets, line.id, number),
      new Date(nowMs),
      callerKeys(secrets, nowMs, line.id, number),
      new Date(nowMs - triedWithinMs),
    ],
  });
  const found = rows[0];
  if (found?.opted_out) return 'opted-out';
  if (found?.blocked) return 'blocked';
  return keyedIn && found?.tried ? 'tried' : null;
}

/** Numbers that would ring ourselves, and the crisis line, which is reached by its key. */
function ownNumbers(directory: Directory): string[] {
  const lines = [...directory.lines.values()];
  return [
    directory.organisation.crisisNumber,
    ...lines.flatMap((line) => [line.phoneNumber, ...(line.callbackNumber ? [line.callbackNumber] : [])]),
  ];
}

/** Whether the number with this key is never to be called again. */
export async function optedOut(client: pg.ClientBase, numberKey: string): Promise<boolean> {
  const { rows } = await client.query({
    name: 'opted-out-of-calls',
    text: 'SELECT 1 FROM call_opt_outs WHERE key = $1',
    values: [numberKey],
  });
  return rows.length > 0;
}

/** Keeps that nobody calls this number again, from any line. */
export async function optOutOfCalls(client: pg.ClientBase, numberKey: string, nowMs: number): Promise<void> {
  await client.query({
    name: 'opt-out-of-calls',
    text: 'INSERT INTO call_opt_outs (key, at) VALUES ($1, $2) ON CONFLICT DO NOTHING',
    values: [numberKey, new Date(nowMs)],
  });
}
