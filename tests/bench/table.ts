/** Tables of figures for the terminal. */
import { beside } from './history.ts';

/** Prints `rows` under `head`, and what was otherwise before; the first column reads from the left, figures from the right. */
export function printTable(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = head.map((title, index) => Math.max(title.length, ...rows.map((row) => (row[index] ?? '').length)));
  const lineOf = (row: readonly string[]) =>
    row
      .map((cell, index) => (index === 0 ? cell.padEnd(widths[index] ?? 0) : cell.padStart(widths[index] ?? 0)))
      .join('  ');
  for (const row of [head, ...rows]) process.stdout.write(`${lineOf(row)}\n`);
  process.stdout.write('\n');
  const otherwise = beside({ head, rows });
  if (otherwise.length > 0) process.stdout.write(`${otherwise.join('\n')}\n\n`);
}

/** A figure with `digits` behind the point; a dash where there is none. */
export const figure = (value: number | undefined, digits = 1): string =>
  value === undefined ? '–' : value.toFixed(digits);
