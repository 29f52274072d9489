/** Lets a line put its own words or recordings in the place of ours, for voice and texts alike (V11). */

/** The part of a line that changes sentences; a sentence of its own without a language is in the line's first one. */
export type LineWording = {
  languages: readonly string[];
  greeting?: string | undefined;
  wording: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
};

/** Values that fill a sentence's `{placeholders}`. */
export type Values = Readonly<Record<string, string | number>>;

/** What `line` says instead of our sentence `key` to somebody who speaks `language`; undefined where it has nothing of its own. */
export function overrideOf(line: LineWording, language: string, key: string): string | undefined {
  const own = line.wording[key] ?? (key === 'greeting' ? line.greeting : undefined);
  const inLanguage = typeof own === 'object' ? (own[language] ?? own[baseOf(language)]) : undefined;
  const found =
    inLanguage ?? sentenceOf(line.wording[language], key) ?? sentenceOf(line.wording[baseOf(language)], key);
  if (found !== undefined || typeof own === 'object') return found;
  return baseOf(line.languages[0] ?? language) === baseOf(language) ? own : undefined;
}

/** A line may write its wording by language and sentence too. */
function sentenceOf(
  ofLanguage: string | Readonly<Record<string, string>> | undefined,
  key: string,
): string | undefined {
  return typeof ofLanguage === 'object' ? ofLanguage[key] : undefined;
}

/** The `{placeholders}` that `sentence` is filled with: the values it looks at. */
export function placeholdersOf(sentence: (values: never) => string): string[] {
  const names = new Set<string>();
  const values = new Proxy({}, { get: (_values, name) => (names.add(String(name)), '') });
  sentence(values as never);
  return [...names];
}

/** `text` with every `{placeholder}` filled; one that has no value is left out rather than read aloud. */
export function fill(text: string, values: Values): string {
  return text.replace(/\s?\{(\w+)\}/g, (found, name: string) => {
    const value = values[name];
    if (value === undefined) return '';
    return `${/^\s/.test(found) ? ' ' : ''}${value}`;
  });
}

/** Whether an override is a recording to play rather than a text. */
export function isRecording(override: string): boolean {
  return /^https:\/\//i.test(override);
}

/** `es` of `es-MX`. */
export function baseOf(language: string): string {
  return (language.split('-')[0] ?? language).toLowerCase();
}
