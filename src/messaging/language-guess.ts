/** Tells in which of a line's languages somebody writes, where a few common words make it plain. */
import { plainText } from '../reading/plain-text.ts';
import { baseOf } from '../voice/wording/overrides.ts';

/** Short words that people of the language use all the time and those of the others don't: "no" and "me" are in none, "help me" is English. */
const commonWords: Readonly<Record<string, readonly string[]>> = {
  en: `the and you i i'm im i've ive am my is are was it it's its to of at have has been feel feeling hi hello hey need want help what how who when with this that they there
    nobody anyone someone don't dont can't cant can just know do would could today please`.split(/\s+/),
  es: `el los las que y estoy está soy mi mis es un una del por para con se nada nadie más mas siento siente necesito alguien hola hoy muy pero como cómo ayuda ayúdame ayudame ayúdenme
    gracias buenas buenos quiero puedo hablar tengo porque favor sola solo sí`.split(/\s+/),
};

/** The language of `languages` that `text` is written in, or asks for by its name; null where that is not plain. */
export function languageOf(text: string, languages: readonly string[]): string | null {
  const words =
    plainText(text)
      .toLowerCase()
      .match(/[\p{L}’']+/gu) ?? [];
  const named =
    words.length === 1 ? languages.find((language) => namesOf(language).includes(words[0] ?? '')) : undefined;
  if (named) return named;
  const scores = languages
    .map((language) => ({
      language,
      score: words.filter((word) => commonWords[baseOf(language)]?.includes(word.replace('’', "'"))).length,
    }))
    .sort((a, b) => b.score - a.score);
  const [best, next] = scores;
  return best && best.score > 0 && best.score > (next?.score ?? 0) ? best.language : null;
}

/** What the language is called: in itself, with and without accents, and in English. */
function namesOf(language: string): string[] {
  const name = (inLanguage: string) =>
    new Intl.DisplayNames([inLanguage], { type: 'language' }).of(language)?.toLowerCase() ?? '';
  const own = name(language);
  return [own, own.normalize('NFD').replace(/\p{M}/gu, ''), name('en')];
}
