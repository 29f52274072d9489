/** One statement that writes rows of several tables at once: each room gives the part that writes its own. */
import type pg from 'pg';

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

/** The statement that writes `changes`, with its values escaped in place; empty where nothing changed. */
export function partsText(parts: readonly Part[], changes: Changes): string {
  const statement = statementOf(parts, changes);
  return statement
    ? statement.text
        .replaceAll('$1::jsonb', () => '(SELECT rows FROM given)')
        .replace('WITH ', () => `WITH given AS (SELECT ${literal(statement.rows)}::jsonb AS rows), `)
    : '';
}

/** `text` as an escape string literal: what the driver's own function does letter by letter, on decisions of many kilobytes. */
function literal(text: string): string {
  return ` E'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}
