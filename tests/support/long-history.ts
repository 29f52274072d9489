/** Years of calls and texts that are over, written at once by the database itself; and which tables are read from end to end. */
import type pg from 'pg';

/** `people` and `lines` are ids; whatever happened, happened before `nowMs`. */
export type History = { contacts: number; people: readonly string[]; lines: readonly string[]; nowMs: number };

const person = '($2::text[])[1 + n % cardinality($2::text[])]';
const line = '($3::text[])[1 + n % cardinality($3::text[])]';
/** `n` of `$1` contacts, spread over three years back from `$4`. */
const at = `($4::timestamptz - n::float8 / $1::int * interval '1095 days' - interval '20 minutes')`;
const within = (days: number) => `n <= $1::bigint * ${days} / 1095`;

/** What the retention leaves of so many contacts: numbers for minutes, keys for 90 days, decisions and loads for 180, effects for a week. */
const writing: Readonly<Record<string, string>> = {
  contacts: `INSERT INTO contacts (id, line_id, channel, state, outcome, call_sid, caller_key, language, script, arrived_at, waiting_since, rank_at, person_id,
      talking_since, talked_seconds, decided, ended_at)
    SELECT 'old-' || n, ${line}, 'voice', 'ended', 'talked', 'CAold' || n, CASE WHEN ${within(90)} THEN 'key-' || n % 5000 END, 'en', 'hold', ${at}, ${at}, ${at}, ${person},
      ${at} + interval '20 seconds', 600, true, ${at} + interval '11 minutes' FROM generate_series(1, $1::int) n`,
  legs: `INSERT INTO legs (id, contact_id, line_id, purpose, person_id, role, state, outcome, call_sid, created_at, dialled_at, answered_at, accepted_at, ended_at)
    SELECT 'leg-' || n, 'old-' || n, ${line}, 'offer', ${person}, 'volunteer', 'ended', 'talked', 'CAleg' || n, ${at}, ${at}, ${at} + interval '10 seconds', ${at} + interval '20 seconds',
      ${at} + interval '11 minutes' FROM generate_series(1, $1::int) n`,
  load_events: `INSERT INTO load_events (id, person_id, kind, contact_id, start_at, end_at, heavy)
    SELECT 'load-' || n, ${person}, 'contact', 'old-' || n, ${at} + interval '20 seconds', ${at} + interval '11 minutes', n % 9 = 0 FROM generate_series(1, $1::int) n WHERE ${within(180)}`,
  decisions: `INSERT INTO decisions (id, at, contact_ids, world, answer)
    SELECT 'decision-' || n, ${at}, ARRAY['old-' || n], '{}', '[]' FROM generate_series(1, $1::int) n WHERE ${within(180)}`,
  effects: `INSERT INTO effects (id, contact_id, leg_id, kind, queue, state, attempts, due_at, claimed_at, done_at)
    SELECT 'effect-' || n || '-' || k, 'old-' || n, 'leg-' || n, 'LookAtLeg', 'offers', 'done', 1, ${at}, ${at}, ${at}
    FROM generate_series(1, $1::int) n, generate_series(1, 12) k WHERE ${within(7)}`,
  conversations: `INSERT INTO conversations (id, line_id, channel, state, outcome, language, caller_key, opened_at, last_at, assigned_at, answered_at, person_id, via, not_with, closed_at, erase_after)
    SELECT 'text-' || n, ${line}, 'sms', 'closed', 'done', 'en', CASE WHEN ${within(90)} THEN 'key-' || n % 5000 END, ${at}, ${at}, ${at}, ${at}, ${person}, 'phone', '{}', ${at}, ${at}
    FROM generate_series(1, $1::int) n WHERE n % 5 = 0`,
  texts: `INSERT INTO texts (id, direction, lane, line_id, channel, conversation_id, person_id, words, passes_on, part, state, created_at, due_at, done_at)
    SELECT 'text-' || n || '-' || k, CASE WHEN k % 2 = 0 THEN 'out' ELSE 'in' END, 'lane-' || n, ${line}, 'sms', 'text-' || n, CASE WHEN k % 4 > 1 THEN ${person} END, k % 2 = 1,
      CASE WHEN k % 2 = 0 THEN 'text-' || n || '-' || k - 1 END, 1, CASE WHEN k % 2 = 0 THEN 'delivered' ELSE 'done' END, ${at}, ${at}, ${at}
    FROM generate_series(1, $1::int) n, generate_series(1, 16) k WHERE n % 5 = 0 AND ${within(90)}`,
  callbacks: `INSERT INTO callbacks (id, line_id, state, via, timed, keyed_in, message_ok, text_ok, language, caller_key, rank_at, last_in_line, promised_at, due_at, until_at, attempts, settled_at, settled_by, kept_at)
    SELECT 'promise-' || n, ${line}, 'kept', 'key', false, false, true, true, 'en', CASE WHEN ${within(90)} THEN 'key-' || n % 5000 ELSE '' END, ${at}, false, ${at}, ${at}, ${at}, 1, ${at}, 'talk', ${at}
    FROM generate_series(1, $1::int) n WHERE n % 20 = 0`,
  callback_attempts: `INSERT INTO callback_attempts (id, callback_id, contact_id, started_at, ended_at, outcome)
    SELECT 'attempt-' || n, 'promise-' || n, 'old-' || n, ${at}, ${at}, 'talked' FROM generate_series(1, $1::int) n WHERE n % 20 = 0`,
  voicemails: `INSERT INTO voicemails (id, line_id, contact_id, language, seconds, left_at, heard_at, erase_at, erased_at)
    SELECT 'voicemail-' || n, ${line}, 'old-' || n, 'en', 30, ${at}, ${at}, ${at}, ${at} FROM generate_series(1, $1::int) n WHERE n % 50 = 0`,
  attention: `INSERT INTO attention (id, kind, at, line_id, subject, done_at, done_by)
    SELECT 'attention-' || n, 'voicemail', ${at}, ${line}, 'old-' || n, ${at}, 'bench' FROM generate_series(1, $1::int) n WHERE n % 50 = 0`,
  audit: `INSERT INTO audit (at, by_whom, action, subject)
    SELECT ${at}, 'person:' || ${person}, 'line.paused', ${line} FROM generate_series(1, $1::int) n WHERE n % 5 = 0 AND ${within(730)}`,
};

/** The tables that grow with what happens. */
export const growing: readonly string[] = Object.keys(writing);

/** Writes the history, and has the database look at what it holds, as it does by itself from time to time. */
export async function writeHistory(pool: pg.Pool, { contacts, people, lines, nowMs }: History): Promise<void> {
  const client = await pool.connect();
  try {
    // What is written belongs together, and nobody else is there: the database need not look each row up, nor wait for the disk.
    await client.query(
      `SET synchronous_commit = off; SET session_replication_role = replica; SET maintenance_work_mem = '256MB'`,
    );
    for (const [table, sql] of Object.entries(writing)) {
      const indexes = await secondaryIndexes(client, table);
      for (const { name } of indexes) await client.query(`DROP INDEX "${name}"`);
      // Not every statement needs every value; the database wants to know what each is all the same.
      const values = [contacts, people, lines, new Date(nowMs)];
      await client.query(`WITH known AS (SELECT $1::int, $2::text[], $3::text[], $4::timestamptz) ${sql}`, values);
      for (const { definition } of indexes) await client.query(definition);
      await client.query(`VACUUM (ANALYZE) ${table}`);
    }
  } finally {
    await client.query('RESET ALL');
    client.release();
  }
}

/** Those that can be made anew at once when all rows are there. */
async function secondaryIndexes(client: pg.ClientBase, table: string): Promise<{ name: string; definition: string }[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `SELECT c.relname AS name, pg_get_indexdef(i.indexrelid) AS definition FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
      WHERE i.indrelid = $1::regclass AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid)`,
    [table],
  );
  return rows;
}

/** How often each growing table was read from end to end by whoever has disconnected since, or was idle for ten seconds. */
export async function walkedThrough(pool: pg.Pool): Promise<Record<string, number>> {
  const { rows } = await pool.query<{ name: string; times: number }>(
    'SELECT relname AS name, seq_scan::int AS times FROM pg_stat_user_tables WHERE relname = ANY($1)',
    [growing],
  );
  return Object.fromEntries(rows.map(({ name, times }) => [name, times]));
}

/** The growing tables that are tidied up only when a share of all their rows is dead, which with years of calls is never. */
export async function tidiedByShare(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE oid = ANY($1::text[]::regclass[]) AND NOT coalesce('autovacuum_vacuum_scale_factor=0' = ANY(reloptions), false)`,
    [growing],
  );
  return rows.map(({ name }) => name).toSorted();
}

/** From the next connection on the database writes the plan of each statement into its log. */
export async function tellPlans(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ name: string }>('SELECT current_database() AS name');
  for (const setting of [`session_preload_libraries = 'auto_explain'`, 'auto_explain.log_min_duration = 0'])
    await pool.query(`ALTER DATABASE "${rows[0]?.name}" SET ${setting}`);
}

/** The statements among told plans that read a growing table from end to end, each with the table. */
export function walksIn(log: string): string[] {
  const walks = log.split(/\n(?=\d{4}-\d\d-\d\d )/).flatMap((entry) => {
    const statement = /Query Text: ([^]*?)\n\t(?:Query Parameters:|\w[^\n]*\(cost=)/.exec(entry)?.[1] ?? '';
    const tables = [...entry.matchAll(/Seq Scan on (\w+)/g)].map(([, table = '']) => table);
    return tables
      .filter((table) => growing.includes(table))
      .map((table) => `${table}: ${statement.replaceAll(/\s+/g, ' ')}`);
  });
  return [...new Set(walks)];
}
