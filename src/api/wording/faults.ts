/** Says what is wrong with a file or a cell in the language of whoever reads it. */
import { faultsEn } from '../../reading/faults/en.ts';
import { faultsEs } from '../../reading/faults/es.ts';
import { faultIn, type FaultWord } from '../../reading/fault-words.ts';
import type { ProblemLanguage } from './problem-words.ts';

const sentences = { en: faultsEn, es: faultsEs };

export function faultInWords(word: FaultWord, language: ProblemLanguage): string {
  return faultIn(sentences[language], word);
}
