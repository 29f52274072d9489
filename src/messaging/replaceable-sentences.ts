/** Every sentence that a line may say in its own words, spoken or written (V11). */
import { sentenceKeys } from '../voice/wording.ts';
import { en as spokenEn } from '../voice/wording/en.ts';
import { es as spokenEs } from '../voice/wording/es.ts';
import { baseOf, overrideOf, placeholdersOf, type LineWording } from '../voice/wording/overrides.ts';
import { textKeys } from './wording.ts';
import { en as writtenEn } from './wording/en.ts';
import { es as writtenEs } from './wording/es.ts';

/** `key` as a line's wording names it; texts begin with `text.`. */
type Replaceable = { key: string; isText: boolean; places: string[] };
/** `ours` with its `{places}`; `own`: the line's own words or recording, null where it has none. */
export type SaidSentence = Replaceable & { said: { language: string; ours: string; own: string | null }[] };

type Sentence = (values: never) => string;
const spoken: Readonly<Record<string, Readonly<Record<string, Sentence>>>> = { en: spokenEn, es: spokenEs };
const written: Readonly<Record<string, Readonly<Record<string, Sentence>>>> = { en: writtenEn, es: writtenEs };

/** Those that are spoken, and under `text.` those that are written. */
export const replaceable: readonly Replaceable[] = [
  ...sentenceKeys.map((key) => ({ key, isText: false, places: placeholdersOf(spokenEn[key]) })),
  ...textKeys.map((key) => ({ key: `text.${key}`, isText: true, places: placeholdersOf(writtenEn[key]) })),
];

/** Each sentence in each language of the line. A language that the service does not speak has ours in English. */
export function sentencesOf(line: LineWording): SaidSentence[] {
  return replaceable.map((one) => ({
    ...one,
    said: line.languages.map((language) => ({
      language,
      ours: oursIn(one, language),
      own: overrideOf(line, language, one.key) ?? null,
    })),
  }));
}

function oursIn({ key, isText, places }: Replaceable, language: string): string {
  const wordings = isText ? written : spoken;
  const sentence = (wordings[baseOf(language)] ?? wordings['en'])?.[isText ? key.slice('text.'.length) : key];
  return sentence?.(Object.fromEntries(places.map((name) => [name, `{${name}}`])) as never) ?? '';
}
