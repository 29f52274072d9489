/** What is wrong with something that was given to us: a key with what its sentence names, so that it is said in whichever language is read. */
import { faultsEn, type FaultSentences } from './faults/en.ts';

export type FaultKey = keyof FaultSentences;
/** What the sentence names: nothing, or one object of values. */
export type FaultSlots<Key extends FaultKey> = Parameters<FaultSentences[Key]>;

export type FaultWord = { key: FaultKey; slots?: object };

/** What is wrong, by the key of its sentence and the slots of that. */
export function faultWord<Key extends FaultKey>(key: Key, ...[slots]: FaultSlots<Key>): FaultWord {
  return slots === undefined ? { key } : { key, slots };
}

/** `word` as one of the languages has it. */
export function faultIn(sentences: FaultSentences, { key, slots }: FaultWord): string {
  return (sentences[key] as (slots?: object) => string)(slots);
}

/** In English, as commands and programs read it. */
export function inEnglish(word: FaultWord): string {
  return faultIn(faultsEn, word);
}

/** For the message of a schema, which is a text. */
export function faultMessage<Key extends FaultKey>(key: Key, ...slots: FaultSlots<Key>): string {
  return JSON.stringify(faultWord(key, ...slots));
}

/** What `faultMessage` was made from; what another wrote is a word for itself. */
export function wordOfMessage(message: string): FaultWord {
  if (message.startsWith('{"key":')) {
    const word = JSON.parse(message) as FaultWord;
    if (Object.hasOwn(faultsEn, word.key)) return word;
  }
  return faultWord('misshapen', { said: message });
}
