/** Statements about arriving calls and what is remembered of their callers; what is read is checked. */
import type pg from 'pg';
import type { CallerMemory, Contact } from '../calls/model.ts';
import { toRow } from '../platform/rows.ts';
import { nobodySaidAnything, presentSql, type PresentRow } from './present.ts';
import { contactOf } from './rows.ts';
import { contactColumnList } from './save.ts';
import { hadNothing, hadTodaySql, talksIn, type HadTodayRow } from './talks-today.ts';

type Client = pg.ClientBase | pg.Pool;

/**
 * Remembers and inserts in one round trip: the contact is written as decided for a caller of whom nothing is remembered,
 * and only where that holds; otherwise it is decided again from what was remembered, and from who is there, which is
 * read only then.
 */
const arriveSql = `WITH memory AS (SELECT
    (SELECT version FROM organisation) AS version,
    (SELECT to_json(c) FROM contacts c WHERE c.call_sid = $2) AS known,
    (SELECT max(until_at) FROM blocks WHERE key = ANY($3::text[] || $4::text[]) AND until_at > $5) AS blocked_until,
    ${hadTodaySql({ callerKeys: '$4', since: '$6' })} AS had_today,
    (SELECT json_build_object('person_id', CASE WHEN outcome = 'talked' THEN person_id END, 'rank_at', rank_at)
      FROM (SELECT * FROM contacts WHERE caller_key = ANY($4) AND ended_at > $7 ORDER BY ended_at DESC LIMIT 1) latest
      WHERE outcome IN ('abandoned-in-queue', 'abandoned-in-greeting') OR (outcome = 'talked' AND told IS NULL)) AS dropped),
  inserted AS (INSERT INTO contacts (${contactColumnList}) SELECT ${contactColumnList} FROM jsonb_populate_record(NULL::contacts, $1::jsonb)
    WHERE $8 OR EXISTS (SELECT 1 FROM memory WHERE version = $9 AND known IS NULL AND blocked_until IS NULL AND had_today = ${hadNothing} AND dropped IS NULL
      AND NOT EXISTS (SELECT 1 FROM line_states WHERE line_id = $10 AND paused_at IS NOT NULL))
    ON CONFLICT (call_sid) DO NOTHING RETURNING id)
  SELECT memory.*, (SELECT count(*)::int FROM inserted) AS inserted, CASE WHEN NOT EXISTS (SELECT 1 FROM inserted) THEN ${presentSql} END AS present FROM memory`;

/** How a caller is remembered: the keys of their number, empty where it is hidden, and since when talks and cut-off calls count. */
export type RememberedBy = {
  callSid: string;
  lastingKeys: string[];
  callerKeys: string[];
  nowMs: number;
  dayStartMs: number;
  droppedSinceMs: number;
};

/** What was found when a call arrived; `known` is the contact it has already. */
export type ArrivalFound = {
  isInserted: boolean;
  version: number;
  known: Contact | null;
  memory: CallerMemory;
  present: PresentRow;
};

/**
 * Says what is remembered of a caller, and writes their contact: `always`, `never`, or with `version` only where nothing is
 * remembered and the organisation still has that version. A call that is known is not written again.
 */
export async function insertArrival(
  client: Client,
  contact: Contact,
  by: RememberedBy,
  insert: 'always' | 'never' | { version: number },
): Promise<ArrivalFound> {
  const { rows } = await client.query<{
    inserted: number;
    version: number;
    known: unknown;
    blocked_until: string | null;
    had_today: HadTodayRow;
    dropped: { person_id: string | null; rank_at: string } | null;
    present: PresentRow | null;
  }>({
    name: 'arrive',
    text: arriveSql,
    values: [
      JSON.stringify(toRow(contact)),
      by.callSid,
      by.lastingKeys,
      by.callerKeys,
      new Date(by.nowMs),
      new Date(by.dayStartMs),
      new Date(by.droppedSinceMs),
      insert === 'always',
      typeof insert === 'string' ? -1 : insert.version,
      contact.lineId,
    ],
  });
  const [row] = rows;
  if (!row) throw new Error('the database gave no answer to an arrival');
  return {
    isInserted: row.inserted === 1,
    version: row.version,
    known: row.known ? contactOf(row.known) : null,
    memory: {
      blockedUntilMs: row.blocked_until ? Date.parse(row.blocked_until) : null,
      talksToday: talksIn(row.had_today),
      dropped: row.dropped && { personId: row.dropped.person_id, rankAtMs: Date.parse(row.dropped.rank_at) },
    },
    present: row.present ?? nobodySaidAnything,
  };
}

/** Makes the pairs that never meet again under `otherKeys` hold under `key` too (V5). */
export async function copyRefusedPairs(client: Client, key: string, otherKeys: string[]): Promise<void> {
  await client.query({
    name: 'keep-refused-pairs',
    text: `INSERT INTO refused_pairs (lasting_key, person_id, at) SELECT $1, person_id, max(at) FROM refused_pairs
      WHERE lasting_key = ANY($2) GROUP BY person_id ON CONFLICT DO NOTHING`,
    values: [key, otherKeys],
  });
}
