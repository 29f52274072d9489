/** What JSON can carry and no table can: found before anything is done, so that it is a fault of the request and not ours. */

/** Half a character, or the one that PostgreSQL keeps in no text. */
const unstorable = /[\0]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/** Where in `value` there is text that cannot be kept, as a path below it; null where everything can be. */
export function unstorableAt(value: unknown): string[] | null {
  if (typeof value === 'string') return unstorable.test(value) ? [] : null;
  if (value === null || typeof value !== 'object') return null;
  for (const [key, part] of Object.entries(value)) {
    const found = unstorable.test(key) ? [] : unstorableAt(part);
    if (found) return [key.replaceAll('\0', ''), ...found];
  }
  return null;
}
