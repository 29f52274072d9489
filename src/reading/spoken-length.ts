/** How long a sentence takes to be said, so that whoever writes it hears in time that it is too long. Pure. */

/** The pace of plain, clear speech: narrators keep to about 150 words a minute, and so do the carrier's voices, near enough. */
const wordsPerMinute = 150;

/**
 * About how many seconds a voice needs for `sentence`, at least one where there is any word. Digits that stand together are a
 * number to dial and are said one by one; a `{place}` counts as one word.
 */
export function spokenSeconds(sentence: string): number {
  const words = sentence.match(/\{\w+\}|\d|[\p{L}\p{M}'’]+/gu)?.length ?? 0;
  return words === 0 ? 0 : Math.max(1, Math.round((words / wordsPerMinute) * 60));
}
