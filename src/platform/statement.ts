/** One statement that writes rows of several tables at once: each room gives the part that writes its own. */
import type pg from 'pg';
import type { Prepared } from './prepared.ts';

/** `sql` are parts of a WITH that read their rows from `$1::jsonb->'<name>'`; `row` makes such a row of a value. */
export type Part<Name extends string = string> = { name: Name; sql: string; row: (value: never) => object };

type Statement = { name: string; text: string; rows: string };
type Changes = Readonly<Record<string, readonly unknown[] | undefined>>;

function statementOf(parts: readonly Part[], changes: Changes): Statement | null {
  const tables = parts.filter((part) => (changes[part.name]?.length ?? 0) > 0);
  if (tables.length === 0) return null;
  const rows = Object.fromEntries(
    tables.map((part) => [part.name, (changes[part.name] ?? []).map((row) => part.row(row as never))]),
  );
  return {
    name: `save-${tables.map((part) => part.name).join('-')}`,
    text: `WITH ${tables.map((part) => part.sql).join(', ')} SELECT 1`,
    rows: JSON.stringify(rows),
  };
}

/** Writes `changes` on `client`'s transaction (or as one of its own). */
export async function writeParts(
  client: pg.ClientBase | pg.Pool,
  parts: readonly Part[],
  changes: Changes,
): Promise<void> {
  const statement = statementOf(parts, changes);
  if (statement) await client.query({ name: statement.name, text: statement.text, values: [statement.rows] });
}

/** The statement that writes `changes`; none where nothing changed. */
export function partsWritten(parts: readonly Part[], changes: Changes): Prepared[] {
  const statement = statementOf(parts, changes);
  if (!statement) return [];
  const text = statement.text
    .replaceAll('$1::jsonb', '(SELECT rows FROM given)')
    .replace('WITH ', 'WITH given AS (SELECT $1 AS rows), ');
  return [{ text, types: ['jsonb'], values: [statement.rows] }];
}
