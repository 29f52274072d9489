/** What the service said of the fields of a change, found for the field it belongs to. Pure. */

/** What is said of `field` or of anything inside it, such as `languages[0]` or `limits.hoursPerWeek`; null where nothing is. */
export function wrongOf(fields: ReadonlyMap<string, string> | undefined, field: string): string | null {
  if (!fields) return null;
  const own = fields.get(field);
  if (own !== undefined) return own;
  for (const [path, message] of fields)
    if (path.startsWith(`${field}[`) || path.startsWith(`${field}.`)) return message;
  return null;
}

/** Those that belong to none of the fields a form shows. */
export function elsewhere(fields: ReadonlyMap<string, string>, shown: readonly string[]): [string, string][] {
  const isShown = (path: string) =>
    shown.some((field) => path === field || path.startsWith(`${field}[`) || path.startsWith(`${field}.`));
  return [...fields].filter(([path]) => !isShown(path));
}

/** What differs between two records, field by field. */
export function differing<Fields extends object>(before: Fields, after: Fields): (keyof Fields)[] {
  const names = Object.keys(after) as (keyof Fields)[];
  return names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
}

/** The words of a field with commas between them. */
export function listed(text: string): string[] {
  return [...new Set(text.split(/[,;\n]/).map((word) => word.trim()))].filter((word) => word !== '');
}
