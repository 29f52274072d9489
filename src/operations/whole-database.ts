/** A database taken as a whole: whether it holds anything, who else uses it, and how another one takes its place in one step. */
import pg from 'pg';
import { StartProblem } from '../platform/start-problem.ts';
import { BackupProblem } from './backup-problem.ts';
import { quoted } from './backup-sql.ts';

/** What the service writes down about itself as soon as it runs, and what migrations begin with: a database with nothing else is empty. */
const ownNotes = [
  '_prisma_migrations',
  'carrier_gate',
  'routing_passes',
  'gap_looks',
  'number_checks',
  'service_looks',
];

/** Connects where nobody else does. Throws `BackupProblem` where somebody is connected already. */
export async function connectAlone(databaseUrl: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'warmline restore' });
  client.on('error', () => {});
  try {
    await client.connect();
  } catch (problem) {
    await client.end().catch(() => {});
    const { message, code } = problem as Error & { code?: string };
    throw new StartProblem(`The database does not take connections: ${message || code}.`);
  }
  try {
    await checkAlone(client);
    return client;
  } catch (problem) {
    await client.end();
    throw problem;
  }
}

async function checkAlone(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query(
    `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND usename = current_user
      AND backend_type = 'client backend' AND pid <> pg_backend_pid() LIMIT 1`,
  );
  if (rows.length > 0)
    throw new BackupProblem('the database is in use: stop every process of the service first, then restore');
}

/** The schema whose tables the service uses. */
export async function schemaOf(client: pg.ClientBase): Promise<string> {
  const { rows } = await client.query<{ schema: string }>('SELECT current_schema() AS schema');
  return rows[0]?.schema ?? 'public';
}

/** Whether any table has rows that are more than the service's notes about itself. */
export async function isHeld(client: pg.ClientBase): Promise<boolean> {
  for (const table of await tablesIn(client, await schemaOf(client))) {
    if (ownNotes.includes(table)) continue;
    const { rowCount } = await client.query(`SELECT 1 FROM ${quoted(table)} LIMIT 1`);
    if (rowCount !== 0) return true;
  }
  return false;
}

/** The same database, with names looked up in `schema`. */
export function searching(databaseUrl: string, schema: string): string {
  const url = new URL(databaseUrl);
  const options = url.searchParams.get('options');
  url.searchParams.set('options', `${options ? `${options} ` : ''}-c search_path=${schema}`);
  return url.href;
}

/**
 * Puts the tables of one schema in the place of those of another, in one transaction with `also`; what was there goes.
 * Throws `BackupProblem` where somebody came meanwhile, or wrote what may not be thrown away.
 */
export async function moveInto(
  client: pg.Client,
  { from, into, mayThrowAway }: { from: string; into: string; mayThrowAway: boolean },
  also: () => Promise<void>,
): Promise<void> {
  // A service that looks at its database every second is seen by now, had it nothing open at first.
  await checkAlone(client);
  await client.query('BEGIN');
  try {
    const before = await tablesIn(client, into);
    const named = before.map((table) => `${quoted(into)}.${quoted(table)}`).join(', ');
    if (named !== '') await client.query(`LOCK TABLE ${named} IN ACCESS EXCLUSIVE MODE`);
    if (!mayThrowAway && (await isHeld(client)))
      throw new BackupProblem('something was written into the database meanwhile: nothing was restored');
    if (named !== '') await client.query(`DROP TABLE ${named} CASCADE`);
    // Indexes, constraints and counters go along with their table.
    for (const table of await tablesIn(client, from))
      await client.query(`ALTER TABLE ${quoted(from)}.${quoted(table)} SET SCHEMA ${quoted(into)}`);
    for (const name of await functionsIn(client, from)) {
      // What the tables that went were watched by goes with them.
      await client.query(`DROP FUNCTION IF EXISTS ${quoted(into)}.${name}`);
      await client.query(`ALTER FUNCTION ${quoted(from)}.${name} SET SCHEMA ${quoted(into)}`);
    }
    await also();
    await client.query('COMMIT');
  } catch (problem) {
    await client.query('ROLLBACK').catch(() => {});
    throw problem;
  }
}

/** The functions of a schema, each with what it takes. */
async function functionsIn(client: pg.ClientBase, schema: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT quote_ident(proname) || '(' || pg_get_function_identity_arguments(oid) || ')' AS name
      FROM pg_proc WHERE pronamespace = $1::regnamespace ORDER BY 1`,
    [quoted(schema)],
  );
  return rows.map(({ name }) => name);
}

async function tablesIn(client: pg.ClientBase, schema: string): Promise<string[]> {
  const { rows } = await client.query<{ table: string }>(
    `SELECT relname AS table FROM pg_class WHERE relnamespace = $1::regnamespace AND relkind = 'r' ORDER BY relname`,
    [quoted(schema)],
  );
  return rows.map(({ table }) => table);
}
