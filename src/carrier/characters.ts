/** The characters of a text as people see them (grapheme clusters): an emoji, or a letter with its accent, may be many UTF-16 units long. */

/** Missing in some browsers that are still in use: there a character is one code point. */
const segmenter = 'Segmenter' in Intl ? new Intl.Segmenter(undefined, { granularity: 'grapheme' }) : null;

export function* charactersIn(text: string): Generator<string> {
  if (segmenter === null) yield* text;
  else for (const { segment } of segmenter.segment(text)) yield segment;
}
