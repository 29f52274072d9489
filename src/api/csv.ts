/** Tables as comma-separated values (RFC 4180), harmless in a spreadsheet. */
import type { Table, Value } from '../reports/figures.ts';

/** A line at a time, the names of the columns first. */
export function* csvOf({ columns, rows, total, by }: Table & { by: string }): Generator<string> {
  yield lineOf([by, ...columns.map(({ key }) => key)]);
  for (const { key, values } of total ? [...rows, total] : rows) yield lineOf([key, ...values.map(inWords)]);
}

const inWords = (value: Value): string =>
  value === null ? '' : typeof value === 'number' ? String(Math.round(value * 10_000) / 10_000) : value;

/** One line of cells as they are. */
export function lineOf(cells: readonly string[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}

/** What a spreadsheet would take for a formula is told to be text by the sign it has for that. */
export function cell(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n']/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
