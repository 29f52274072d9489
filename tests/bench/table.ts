/** Tables of figures for the terminal. */

/** Prints `rows` under `head`; the first column reads from the left, figures from the right. */
export function printTable(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = head.map((title, index) => Math.max(title.length, ...rows.map((row) => (row[index] ?? '').length)));
  const lineOf = (row: readonly string[]) =>
    row
      .map((cell, index) => (index === 0 ? cell.padEnd(widths[index] ?? 0) : cell.padStart(widths[index] ?? 0)))
      .join('  ');
  for (const row of [head, ...rows]) process.stdout.write(`${lineOf(row)}\n`);
  process.stdout.write('\n');
}

/** A figure with `digits` behind the point; a dash where there is none. */
export const figure = (value: number | undefined, digits = 1): string =>
  value === undefined ? '–' : value.toFixed(digits);
