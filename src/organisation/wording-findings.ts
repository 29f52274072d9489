/** Finds own words of a line that nobody would hear as they are written: misspelt sentences, unknown places to fill, languages it has not. */
import type { Line } from './organisation-file.ts';

/** The sentences a line can replace, each with the `{places}` that are filled in it. */
export type Sentences = ReadonlyMap<string, readonly string[]>;

export type WordingFinding = {
  kind: 'unknown-sentence' | 'unknown-place' | 'unheard-words';
  line: string;
  sentenceKey: string;
  sentence: string;
};

type Own = { key: string; language: string | null; words: string };

/** Wording is by sentence, by sentence and language, or by language and sentence. */
export function wordingFindings(line: Line, sentences: Sentences): WordingFinding[] {
  const find = (kind: WordingFinding['kind'], sentenceKey: string, problem: string): WordingFinding => ({
    kind,
    line: line.id,
    sentenceKey,
    sentence: `${line.id}: its wording "${sentenceKey}" ${problem}`,
  });
  const found = ownWords(line, sentences).flatMap(({ key, language, words }): WordingFinding[] => {
    const places = sentences.get(key);
    if (places === undefined) return [find('unknown-sentence', key, 'is the name of no sentence')];
    if (language !== null && !line.languages.some((own) => own === language || own.split('-')[0] === language))
      return [find('unheard-words', key, `is also in "${language}", which is no language of the line`)];
    if (/^https:/i.test(words))
      return key.startsWith('text.') ? [find('unheard-words', key, 'is a recording, and a text cannot be one')] : [];
    const unknown = [...words.matchAll(/\{(\w+)\}/g)]
      .map(([, name = '']) => name)
      .filter((name) => !places.includes(name));
    return unknown.map((name) => find('unknown-place', key, `has a {${name}}, which nothing fills${ofPlaces(places)}`));
  });
  return distinctSentences(found);
}

function ofPlaces(places: readonly string[]): string {
  return places.length === 0 ? '' : ` (there is ${places.map((name) => `{${name}}`).join(', ')})`;
}

function ownWords(line: Line, sentences: Sentences): Own[] {
  return [
    ...(line.greeting === undefined ? [] : [{ key: 'greeting', language: null, words: line.greeting }]),
    ...Object.entries(line.wording).flatMap(([key, own]): Own[] => {
      if (typeof own === 'string') return [{ key, language: null, words: own }];
      const isLanguage = !sentences.has(key) && line.languages.includes(key);
      return isLanguage
        ? Object.entries(own).map(([sentence, words]) => ({ key: sentence, language: null, words }))
        : Object.entries(own).map(([language, words]) => ({ key, language, words }));
    }),
  ];
}

function distinctSentences(found: readonly WordingFinding[]): WordingFinding[] {
  return [...new Map(found.map((finding) => [finding.sentence, finding])).values()];
}
