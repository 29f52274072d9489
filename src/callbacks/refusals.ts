/** Why a number is not called back: who pressed "never again", who is blocked, and numbers nobody should be charged for (C1, C2). */
import type pg from 'pg';
import type { Directory, DirectoryLine } from '../organisation/directory.ts';
import { lastingKey } from '../platform/caller-key.ts';
import type { Secrets } from '../platform/secrets.ts';
import { numberRefusal, type NumberRefusal } from '../routing/callback-number.ts';

export type PromiseRefusal = NumberRefusal | 'opted-out' | 'blocked';

/** Why `number` is declined on `line`; null where it may be called. A coordinator may have a number abroad called. */
export async function refusalOf(
  client: pg.ClientBase | pg.Pool, secrets: Secrets, directory: Directory, line: DirectoryLine, number: string, via: 'key' | 'text' | 'coordinator', nowMs: number,
): Promise<PromiseRefusal | null> {
  const plain = numberRefusal(number, line.phoneNumber, ownNumbers(directory));
  if (plain && !(plain === 'abroad' && via === 'coordinator')) return plain;
  const everywhere = lastingKey(secrets, '', number);
  const { rows } = await client.query<{ opted_out: boolean; blocked: boolean }>({
    name: 'callback-refusal',
    text: `SELECT EXISTS (SELECT 1 FROM call_opt_outs WHERE key = $1) AS opted_out,
      EXISTS (SELECT 1 FROM blocks WHERE key IN ($1, $2) AND until_at > $3) AS blocked`,
    values: [everywhere, lastingKey(secrets, line.id, number), new Date(nowMs)],
  });
  return rows[0]?.opted_out ? 'opted-out' : rows[0]?.blocked ? 'blocked' : null;
}

/** Numbers that would ring ourselves, and the crisis line, which is reached by its key. */
function ownNumbers(directory: Directory): string[] {
  const lines = [...directory.lines.values()];
  return [directory.organisation.crisisNumber, ...lines.flatMap((line) => [line.phoneNumber, ...(line.callbackNumber ? [line.callbackNumber] : [])])];
}

/** Whether the number with this key is never to be called again. */
export async function optedOut(client: pg.ClientBase, numberKey: string): Promise<boolean> {
  const { rows } = await client.query({ name: 'opted-out-of-calls', text: 'SELECT 1 FROM call_opt_outs WHERE key = $1', values: [numberKey] });
  return rows.length > 0;
}

/** Keeps that nobody calls this number again, from any line. */
export async function optOutOfCalls(client: pg.ClientBase, numberKey: string, nowMs: number): Promise<void> {
  await client.query({ name: 'opt-out-of-calls', text: 'INSERT INTO call_opt_outs (key, at) VALUES ($1, $2) ON CONFLICT DO NOTHING', values: [numberKey, new Date(nowMs)] });
}
