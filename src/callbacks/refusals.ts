/** What is known of a number that somebody wants called, and who is never to be called again (C1, C2). */
import type pg from 'pg';
import type { Directory, DirectoryLine } from '../organisation/directory.ts';
import { callerKeys, lastingKeys } from '../platform/caller-key.ts';
import { canonicalNumber } from '../platform/phone-number.ts';
import type { Secrets } from '../platform/secrets.ts';
import type { AskedVia } from '../promises/model.ts';
import { numberRefusal } from '../promises/number.ts';
import { whyDeclined, type PromiseRefusal, type RefusalFacts } from '../promises/refusal.ts';

const triedWithinMs = 24 * 3_600_000;

/** Why a number is declined on `line`, by what is known of it at `nowMs`; null where it may be called. */
export async function refusalOf(
  client: pg.ClientBase | pg.Pool,
  secrets: Secrets,
  directory: Directory,
  line: DirectoryLine,
  { number, via, keyedIn }: { number: string; via: AskedVia; keyedIn: boolean },
  nowMs: number,
): Promise<PromiseRefusal | null> {
  const { rows } = await client.query<Omit<RefusalFacts, 'number'>>({
    name: 'callback-refusal',
    text: `SELECT EXISTS (SELECT 1 FROM call_opt_outs WHERE key = ANY($1::text[])) AS "optedOut",
      EXISTS (SELECT 1 FROM blocks WHERE key = ANY($1::text[] || $2::text[] || $4::text[]) AND until_at > $3) AS blocked,
      EXISTS (SELECT 1 FROM callbacks WHERE caller_key = ANY($4) AND keyed_in AND state = 'failed' AND settled_at > $5) AS tried`,
    values: [
      lastingKeys(secrets, '', number),
      lastingKeys(secrets, line.id, number),
      new Date(nowMs),
      callerKeys(secrets, nowMs, line.id, number),
      new Date(nowMs - triedWithinMs),
    ],
  });
  const found = rows[0] ?? { optedOut: false, blocked: false, tried: false };
  const ours = ownNumbers(directory).map(canonicalNumber);
  return whyDeclined(
    { via, keyedIn },
    { ...found, number: numberRefusal(canonicalNumber(number), line.phoneNumber, ours) },
  );
}

/** Numbers that would ring ourselves, and the crisis line, which is reached by its key. */
function ownNumbers(directory: Directory): string[] {
  const lines = [...directory.lines.values()];
  return [
    directory.organisation.crisisNumber,
    ...lines.flatMap((line) => [line.phoneNumber, ...(line.callbackNumber ? [line.callbackNumber] : [])]),
  ];
}

/** Keeps that nobody calls this number again, from any line. */
export async function optOutOfCalls(client: pg.ClientBase, numberKey: string, nowMs: number): Promise<void> {
  await client.query({
    name: 'opt-out-of-calls',
    text: 'INSERT INTO call_opt_outs (key, at) VALUES ($1, $2) ON CONFLICT DO NOTHING',
    values: [numberKey, new Date(nowMs)],
  });
}
