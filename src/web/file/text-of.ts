/** The text of a file that somebody chose, or why there is none. */

export type TextOf = { text: string } | { wrong: 'tooBig' | 'notText' | 'otherEncoding' | 'empty' | 'unreadable' };

const mostBytes = 20_000_000;
/** Pictures, documents and archives have such bytes soon. */
const lookedAt = 4_000;

/** Reads UTF-8, and UTF-16 that says so; of anything else it cannot be told what its letters are. */
export async function textOf(file: File): Promise<TextOf> {
  if (file.size > mostBytes) return { wrong: 'tooBig' };
  if (file.size === 0) return { wrong: 'empty' };
  const bytes = await file.arrayBuffer().then(
    (content) => new Uint8Array(content),
    () => null,
  );
  if (bytes === null) return { wrong: 'unreadable' };
  const [first = 0, second = 0] = bytes;
  const wide = first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : null;
  if (wide === null && bytes.subarray(0, lookedAt).some((byte) => byte < 9)) return { wrong: 'notText' };
  try {
    return { text: new TextDecoder(wide ?? 'utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { wrong: 'otherEncoding' };
  }
}
