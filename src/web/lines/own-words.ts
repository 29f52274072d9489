/** A line's own words, put where they belong (V11). Pure. */

type Words = { greeting: string | null; wording: Record<string, string | Record<string, string>> };
/** Empty words mean ours again. */
export type OwnWords = { key: string; language: string; words: string };

const baseOf = (language: string) => (language.split('-')[0] ?? language).toLowerCase();

/**
 * `line` with these words for a sentence in a language. Where only the first language has words of its own they stand by
 * themselves, the greeting's in its own field; words by language and sentence are taken along.
 */
export function withOwnWords(line: Words, languages: readonly string[], { key, language, words }: OwnWords): Words {
  const first = languages[0] ?? language;
  const wording = { ...line.wording };
  const stored = wording[key] ?? (key === 'greeting' ? (line.greeting ?? undefined) : undefined);
  const byLanguage: Record<string, string> = typeof stored === 'string' ? {} : { ...stored };
  for (const tag of languages.flatMap((one) => [one, baseOf(one)])) {
    const sentences = wording[tag];
    if (typeof sentences !== 'object' || sentences[key] === undefined) continue;
    byLanguage[tag] ??= sentences[key];
    const { [key]: _taken, ...others } = sentences;
    if (Object.keys(others).length === 0) delete wording[tag];
    else wording[tag] = others;
  }
  if (typeof stored === 'string') byLanguage[first] ??= stored;
  delete byLanguage[baseOf(language)];
  delete byLanguage[language];
  if (words !== '') byLanguage[language] = words;
  const tags = Object.keys(byLanguage);
  delete wording[key];
  const alone = tags.length === 1 && baseOf(tags[0] ?? '') === baseOf(first) ? byLanguage[tags[0] ?? ''] : undefined;
  if (key === 'greeting') {
    if (tags.length > 0 && alone === undefined) wording[key] = byLanguage;
    return { greeting: alone ?? null, wording };
  }
  if (tags.length > 0) wording[key] = alone ?? byLanguage;
  return { greeting: line.greeting, wording };
}
