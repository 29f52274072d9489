/** Prints what a command answers: exact JSON for programs, sentences for people. */

export type OutputOptions = { json?: boolean };

/** Prints `value` as JSON where `--json` was given, else `sentences()`; nothing else ever goes to stdout. */
export function printAnswer(options: OutputOptions, value: unknown, sentences: () => string): void {
  process.stdout.write(options.json ? `${JSON.stringify(value, null, 1)}\n` : endedWithNewline(sentences()));
}

function endedWithNewline(sentences: string): string {
  return sentences === '' || sentences.endsWith('\n') ? sentences : `${sentences}\n`;
}

/** Rows as aligned columns under `headings`. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return [headings, ...rows].map(line).join('\n');
}
