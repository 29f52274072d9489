/** What the API says of a problem, in the language of whoever reads it. */
import { z } from 'zod';
import { problemsEn, type ProblemWords } from './en.ts';
import { problemsEs } from './es.ts';

export type ProblemLanguage = 'en' | 'es';
export const problemLanguages: readonly ProblemLanguage[] = ['en', 'es'];

/** A sentence, once it is known in which language. */
export type Says = (words: ProblemWords, language: ProblemLanguage) => string;

type Plain = { [Key in keyof ProblemWords['fields']]: ProblemWords['fields'][Key] extends string ? Key : never };
/** What is wrong with a field, where it needs no more to be said. */
export type FieldWord = Plain[keyof Plain];

const wordings: Readonly<Record<ProblemLanguage, ProblemWords>> = { en: problemsEn, es: problemsEs };
/** What the library of schemas says itself. */
const ofSchemas = { en: z.locales.en().localeError, es: z.locales.es().localeError };

export function problemWords(language: ProblemLanguage): ProblemWords {
  return wordings[language];
}

/** The one of our languages that a tag such as `es-MX` means; null where it is none of them. */
export function problemLanguage(tag: string | undefined): ProblemLanguage | null {
  const short = tag?.slice(0, 2).toLowerCase();
  return problemLanguages.find((language) => language === short) ?? null;
}

/** For a schema of the contract: what is said at the field when it does not fit. */
export function fieldWord(word: FieldWord): { error: FieldWord } {
  return { error: word };
}

/** What a schema refused, in words: our own where it names one, else the library's. `issue` has the `input` with it. */
export function refusedInWords(issue: z.core.$ZodIssue): Says {
  return ({ fields }, language) => {
    const own = Object.hasOwn(fields, issue.message) ? fields[issue.message as FieldWord] : undefined;
    if (own !== undefined) return own;
    const said = ofSchemas[language](issue as never);
    return (typeof said === 'string' ? said : said?.message) ?? issue.message;
  };
}
