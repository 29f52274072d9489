/** Finds what is said to somebody: the line's own text or recording, or our sentence in their language (V11). */
import type { Saying } from '../carrier/document.ts';
import { voiceTagOf } from '../organisation/languages.ts';
import { en, type Wording } from './wording/en.ts';
import { es } from './wording/es.ts';
import { baseOf, fill, isRecording, type LineWording, overrideOf } from './wording/overrides.ts';
import { languageInWords } from './wording/time-words.ts';

export type { LineWording } from './wording/overrides.ts';

export type SentenceKey = keyof Wording;
/** What a sentence needs to be said: nothing, or one object of values. */
export type SentenceValues<Key extends SentenceKey> = Parameters<Wording[Key]>;
/** `language` is the carrier's tag of the voice, such as `es-MX`. */
export type Spoken = Saying;

const wordings: Readonly<Record<string, Wording>> = { en, es };

/** Every key a line may give words of its own for. */
export const sentenceKeys = Object.keys(en) as SentenceKey[];

/** Whether our own sentences exist in `language`; others hear English unless their line has its own words. */
export function isSpoken(language: string): boolean {
  return baseOf(language) in wordings;
}

/** The sentence `key` as `line` says it to somebody who speaks `language` (V11). */
export function say<Key extends SentenceKey>(
  line: LineWording,
  language: string,
  key: Key,
  ...values: SentenceValues<Key>
): Spoken {
  const override = overrideOf(line, language, key);
  if (override === undefined) return ownSentence(language, key, ...values);
  if (isRecording(override)) return { kind: 'play', url: override };
  return { kind: 'say', text: fill(override, values[0] ?? {}), language: voiceOf(language) };
}

/** Our own sentence `key`, for where there is no line: a number that is none of ours, or a breakdown (V10). */
export function ownSentence<Key extends SentenceKey>(
  language: string,
  key: Key,
  ...values: SentenceValues<Key>
): Spoken {
  const spoken = isSpoken(language) ? language : 'en';
  const sentence = (wordings[baseOf(spoken)] ?? en)[key] as (...values: SentenceValues<Key>) => string;
  return { kind: 'say', text: sentence(...values), language: voiceOf(spoken) };
}

/** The carrier's tag for a voice that speaks `language`; US English where it has none. */
export function voiceOf(language: string): string {
  return voiceTagOf(language) ?? 'en-US';
}

/** The crisis line's name inside a sentence: the organisation's own, or "the crisis line". */
export function crisisNameIn(language: string, crisisName: string | undefined): string {
  return crisisName ?? (wordings[baseOf(language)] ?? en).crisisDefaultName();
}

/** The menu of languages of `line`, each spoken in its own language where we can; `keys[i]` chooses language i (V1). */
export function languageMenu(line: LineWording, keys: readonly string[]): Spoken[] {
  return line.languages.map((language, index) => {
    const inLanguage = isSpoken(language) || overrideOf(line, language, 'languageChoice') ? language : 'en';
    return say(line, language, 'languageChoice', {
      language: languageInWords(language, inLanguage),
      key: keys[index] ?? String(index + 1),
    });
  });
}

export type CallNature = {
  callerLanguage: string;
  wish?: string | undefined;
  isCallback: boolean;
  isReturning: boolean;
};

/** What a volunteer hears about a call before they meet the caller, never who it is (V3); `wish` is its spoken name. */
export function whisper(line: LineWording, language: string, call: CallNature): Spoken[] {
  const spoken = [say(line, language, 'whisperLanguage', { language: languageInWords(call.callerLanguage, language) })];
  if (call.wish !== undefined) spoken.push(say(line, language, 'whisperWish', { wish: call.wish }));
  if (call.isReturning) spoken.push(say(line, language, 'whisperReturning'));
  spoken.push(say(line, language, call.isCallback ? 'whisperCallback' : 'whisperConnecting'));
  return spoken;
}

const waitingSentences = [
  'waiting1',
  'waiting2',
  'waiting3',
  'waiting4',
  'waiting5',
  'waiting6',
  'waiting7',
  'waiting8',
] as const satisfies readonly SentenceKey[];

/** The human sentence of waiting round `round` (from 0, one every 30 s); they take turns (V2). */
export function waitingSentence(line: LineWording, language: string, round: number): Spoken {
  return say(line, language, waitingSentences[round % waitingSentences.length] ?? 'waiting1');
}
