/** Statements that are sent again and again: planned once on each connection, and several of them sent as one round trip. */
import { randomBytes } from 'node:crypto';
import type pg from 'pg';

type Value = string | readonly string[] | null;

/** A statement with its values, those of `$1`, `$2` … in their order. */
export type Prepared = { text: string; types: readonly ('text' | 'text[]' | 'jsonb')[]; values: readonly Value[] };

/** What is sent as one round trip: statements, one after the other. A text holds no values but escaped ones. */
export type Said = string | readonly (string | Prepared)[];

/** By connection, under which name each statement was prepared there; one that may be another server connection each time has none. */
let preparedOn = new WeakMap<pg.ClientBase, Map<string, string>>();
let names = 0;
/** Another process' statement may be met behind a pooler, and is never taken for one of this process. */
const processName = randomBytes(4).toString('hex');
const noSuchStatement = '26000';

/** From now on statements are kept on this connection. */
export function keepStatementsOn(client: pg.ClientBase): void {
  preparedOn.set(client, new Map());
}

/** Whether a statement was prepared on another connection than the one it was looked for on: a pooler gives each transaction another one. */
export function isStatementLost(problem: unknown): boolean {
  return (problem as { code?: string } | null)?.code === noSuchStatement;
}

/** From now on nothing is kept on any connection there is. */
export function forgetStatements(): void {
  preparedOn = new WeakMap();
}

/** The text of one round trip on `client`; once it was answered without an error, `wasDone` is to be called. */
export function inOneTrip(client: pg.ClientBase, said: Said): { text: string; wasDone(): void } {
  const kept = preparedOn.get(client);
  const fresh = new Map<string, string>();
  const textOf = (one: string | Prepared): string => {
    if (typeof one === 'string') return one;
    if (!kept) return inPlace(one);
    const known = kept.get(one.text) ?? fresh.get(one.text);
    // A trip that fails may have prepared it or not: the next one takes a name of its own.
    const name = known ?? `prepared_${processName}_${(names += 1)}`;
    if (!known) fresh.set(one.text, name);
    const prepare = known ? '' : `PREPARE ${name}${inBrackets(one.types)} AS ${one.text}; `;
    return `${prepare}EXECUTE ${name}${inBrackets(one.values.map(literal))}`;
  };
  const texts = (typeof said === 'string' ? [said] : said).map(textOf);
  return {
    text: texts.filter((text) => text !== '').join('; '),
    wasDone: () => fresh.forEach((name, text) => kept?.set(text, name)),
  };
}

/** Whether a result is that of preparing a statement, of which nobody asked. */
export function isOfPreparing({ command }: Pick<pg.QueryResult, 'command'>): boolean {
  return command === 'PREPARE';
}

function inPlace({ text, types, values }: Prepared): string {
  return text.replace(/\$(\d+)/g, (_whole, place: string) => {
    const index = Number(place) - 1;
    return `(${literal(values[index] ?? null)}::${types[index] ?? 'text'})`;
  });
}

function inBrackets(items: readonly string[]): string {
  return items.length === 0 ? '' : `(${items.join(', ')})`;
}

const inQuotes = (item: string) => `"${item.replace(/[\\"]/g, '\\$&')}"`;

/** A text as an escape string literal: what the driver's own function does letter by letter, on decisions of many kilobytes. */
function literal(value: Value): string {
  if (value === null) return 'NULL';
  if (typeof value !== 'string') return literal(`{${value.map(inQuotes).join(',')}}`);
  return ` E'${value.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}
