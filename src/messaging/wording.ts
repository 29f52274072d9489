/** Finds the text sent to somebody: the line's own words or our sentence in their language (V11). */
import { baseOf, fill, isRecording, type LineWording, overrideOf } from '../voice/wording/overrides.ts';
import { en, type TextWording } from './wording/en.ts';
import { es } from './wording/es.ts';

export type { LineWording } from '../voice/wording/overrides.ts';

export type TextKey = keyof TextWording;
/** What a text needs to be written: nothing, or one object of values. */
export type TextValues<Key extends TextKey> = Parameters<TextWording[Key]>;

const wordings: Readonly<Record<string, TextWording>> = { en, es };

/** Every key of a text; a line gives words of its own under `text.` and the key, since some sentences are spoken too. */
export const textKeys = Object.keys(en) as TextKey[];

/** The text `key` as `line` writes it to somebody who reads `language`; English where we have no other. */
export function write<Key extends TextKey>(
  line: LineWording,
  language: string,
  key: Key,
  ...values: TextValues<Key>
): string {
  const override = overrideOf(line, language, `text.${key}`);
  if (override === undefined || isRecording(override)) return ownText(language, key, ...values);
  return fill(override, values[0] ?? {});
}

/** Our own text `key`, for where there is no line. */
export function ownText<Key extends TextKey>(language: string, key: Key, ...values: TextValues<Key>): string {
  const sentence = (wordings[baseOf(language)] ?? en)[key] as (...values: TextValues<Key>) => string;
  return sentence(...values);
}
