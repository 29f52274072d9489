/** Turns a stored text into the words that go out: a sentence filled for whoever reads it, or words passed on. */
import type { Slots } from '../conversations/stored-text.ts';
import type { Directory, DirectoryLine } from '../organisation/directory.ts';
import { crisisNameIn } from '../voice/wording.ts';
import { daysInWords, languageInWords, momentInWords, monthInWords, spanInText } from '../voice/wording/time-words.ts';
import { longestText, shortened } from '../carrier/text-parts.ts';
import { newsFromSlot, type NewsLine } from '../planning/draft/news.ts';
import { write, type TextKey } from './wording.ts';

/** Who reads it, in which zone and language. */
export type Reader = { zone: string; language: string };

export type Composing = {
  directory: Directory;
  line: DirectoryLine;
  reader: Reader;
  nowMs: number;
  /** The digits of a sign-in code by its id: no table has them. */
  codeDigits?: (codeId: string) => string;
  message?: string;
};

/**
 * The sentence `key` for its reader. Of its slots, `untilMs` becomes `until` in words, `nameOf` (a person's id) becomes
 * their `name`, `shiftOf` and `otherShiftOf` (`<startMs>/<endMs>`) the `shift` and the `otherShift` in words, `codeOf` (a sign-in code's id) its `code`, `newsOf` (changes of shifts) the `list` in words, `monthOf` (`2026-12`) the `month`, `datesOf` (`<from>/<to>`, dates) the `dates`, `languageOf` and `otherOf` (language codes) become `language` and `other`; the line, the organisation
 * and the crisis line are always at hand; `message` is cut so that the text still fits, and so is a line's own wording that no text can hold.
 */
export function composeSentence(key: TextKey, slots: Slots, composing: Composing): string {
  const { directory, line, reader, message } = composing;
  const { organisation } = directory;
  const values: Record<string, string | number> = {
    line: line.name,
    organisation: organisation.name,
    crisis: crisisNameIn(reader.language, organisation.crisisName),
    number: organisation.crisisNumber,
    ...(message === undefined ? {} : { message: shortened(message, longestText - 200) }),
  };
  for (const [name, value] of Object.entries(slots))
    if (value !== null) Object.assign(values, filled(name, value, composing));
  const text = write(line, reader.language, key, ...([values] as never));
  return shortened(text.charAt(0).toUpperCase() + text.slice(1), longestText);
}

function filled(name: string, value: string | number, composing: Composing): Record<string, string | number> {
  const { directory, reader, nowMs, codeDigits } = composing;
  if (name.endsWith('Ms'))
    return { [name.slice(0, -'Ms'.length)]: momentInWords(Number(value), nowMs, reader.zone, reader.language) };
  if (name === 'shiftOf' || name === 'otherShiftOf') {
    const [startMs = 0, endMs = 0] = String(value).split('/').map(Number);
    return { [name.slice(0, -'Of'.length)]: spanInText(startMs, endMs, reader.zone, reader.language) };
  }
  if (name === 'monthOf') return { month: monthInWords(String(value), reader.language) };
  if (name === 'datesOf') return { dates: daysInWords(String(value), reader.language) };
  if (name === 'newsOf') return { list: newsInWords(String(value), composing) };
  if (name === 'codeOf') return { code: codeDigits?.(String(value)) ?? '' };
  if (name === 'nameOf') return { name: directory.people.get(String(value))?.name ?? '' };
  if (name === 'languageOf' || name === 'otherOf')
    return { [name.slice(0, -'Of'.length)]: languageInWords(String(value), reader.language) };
  return { [name]: value };
}

/** One sentence a line. */
function newsInWords(slot: string, { line, reader }: Composing): string {
  const { zone, language } = reader;
  const span = ({ startMs, endMs }: { startMs: number; endMs: number }) => spanInText(startMs, endMs, zone, language);
  const words = (one: NewsLine): string => {
    switch (one.kind) {
      case 'gained':
        return write(line, language, 'rosterGained', { shift: span(one) });
      case 'lost':
        return write(line, language, 'rosterLost', { shift: span(one) });
      case 'again':
        return write(line, language, 'rosterAgain', { shift: span(one) });
      case 'primary':
        return write(line, language, 'rosterPrimary', { shift: span(one) });
      case 'backup':
        return write(line, language, 'rosterBackup', { shift: span(one) });
      case 'moved':
        return write(line, language, 'rosterMoved', { was: span(one.was), shift: span(one.is) });
      case 'more':
        return write(line, language, 'rosterMore', { count: one.count });
    }
  };
  return newsFromSlot(slot).map(words).join('\n');
}
