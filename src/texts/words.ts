/** Reads what a text says to the service itself: a volunteer's words, a texter's, and those the carrier keeps for itself (T3, T4, T7). */
import { askableBreak, breakMinutes } from '../wellbeing/breaks.ts';
import { wordIn, withoutDecoration } from '../reading/plain-text.ts';

/** The words of volunteers that take nothing with them. */
const bareWords = [
  'ON',
  'OFF',
  'MORE',
  'SHIFTS',
  'COVER',
  'COMING',
  'TAGS',
  'LOAD',
  'TALK',
  'UNDO',
  'PASS',
  'LEADER',
  'CRISIS',
  'ABUSE',
  'DONE',
] as const;

type BareWord = (typeof bareWords)[number];

/** What a volunteer's text means when it is nothing but a word of theirs. */
export type VolunteerWord =
  | { word: BareWord }
  | { word: '?' }
  | { word: 'BREAK'; minutes: number }
  /** `TAKE` alone asks for the list. */
  | { word: 'TAKE'; number: number | null }
  /** Leaves what is offered to one alone. */
  | { word: 'LEAVE'; number: number }
  /** `tag`: a tag of the organisation, in the volunteer's words. */
  | { word: 'DROP' | 'ADD'; tag: string }
  | { word: 'CHECK-IN'; answer: 1 | 2 | 3 | 4 | 5 | 6 };

/**
 * `word`: it acts. `misused`: one of our words with something we cannot use; `isWordShaped` tells `BREAK 9999`, which
 * can only be meant for us, from "break soon" or "7", which may be said to a texter. `words`: what people say to one another.
 */
export type VolunteerText =
  | { kind: 'word'; word: VolunteerWord }
  | { kind: 'misused'; word: MisusedWord; isWordShaped: boolean }
  | { kind: 'words' };

export type MisusedWord = 'BREAK' | 'TAKE' | 'LEAVE' | 'DROP' | 'ADD' | 'CHECK-IN';

/** The carrier's own words, honoured at once (T3). */
export type CarrierWord = 'stop' | 'start' | 'help';

/** A texter's text: one of the carrier's words, one of the two that our hello names, or simply what they say. */
export type TexterText =
  | { kind: 'carrier'; word: CarrierWord }
  | { kind: 'done' }
  | { kind: 'call-me' }
  | { kind: 'words' };

const stopWords = new Set(['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT']);
const startWords = new Set(['START', 'UNSTOP']);
const helpWords = new Set(['HELP', 'INFO']);

/** `CALL ME`, as our texts name it, and what a reader of Spanish makes of that: llámame, llámeme, llámenme, llamadme. Without gaps and accents. */
const callMe = /^(CALLME|LLAM(A|AD|E|EN)ME)$/;

/** Words of the carrier that people write as two. */
const writtenApart = new Set(['STOPALL', 'OPTOUT']);

/** The carrier's word that the text consists of, with whatever decoration; null for any other text. */
export function carrierWordIn(body: string): CarrierWord | null {
  const word = wordIn(body);
  const joined = word.replace(/[ \p{Pd}]/gu, '');
  if (stopWords.has(word) || writtenApart.has(joined)) return 'stop';
  if (startWords.has(word)) return 'start';
  return helpWords.has(word) ? 'help' : null;
}

/** Whether the carrier takes the text for its word too: only a single word exactly, whatever its letter case (carrier.md). */
export function isExactlyACarrierWord(body: string): boolean {
  const word = /^[ \t\r\n]*([A-Za-z]+)[ \t\r\n]*$/.exec(body)?.[1]?.toUpperCase() ?? '';
  return stopWords.has(word) || startWords.has(word) || helpWords.has(word);
}

/**
 * What a volunteer's text from their own number means (T4); letter case, spaces and decoration don't matter. `isTag` tells
 * `DROP veteran` from "drop it", which may be said to a texter.
 */
export function readVolunteerText(body: string, isTag: (words: string) => boolean): VolunteerText {
  const text = wordIn(body);
  if (/^\?+$/.test(text)) return { kind: 'word', word: { word: '?' } };
  // A word with a question mark means the word: "shifts?"
  const bare = bareWords.find((word) => word === text.replace(/[ ?]+$/, ''));
  if (bare) return { kind: 'word', word: { word: bare } };
  if (/^[1-6]$/.test(text)) return { kind: 'word', word: { word: 'CHECK-IN', answer: Number(text) as 1 } };
  // A number alone was most likely meant for how heavy it was.
  if (/^[\p{Pd}−]?\d{1,3}([.,]\d{1,3})?$/u.test(text))
    return { kind: 'misused', word: 'CHECK-IN', isWordShaped: false };
  const [, first, rest = ''] = /^(BREAK|TAKE|LEAVE|DROP|ADD)(?!\p{L})(.*)$/u.exec(text) ?? [];
  // A dash that touches the word joins it to what follows; one that touches the number alone is a minus.
  const value = rest.replace(/^\p{Pd}(?! *\p{Pd})|^ *(?:[:=#.,]|\p{Pd}(?= ))/u, '').trim();
  if (first === 'BREAK') return readBreak(value);
  if (first === 'TAKE' || first === 'LEAVE') return readTake(first, value.replace(/^# */, ''));
  if (first === 'DROP' || first === 'ADD') return readTag(first, wordIn(value), body, isTag);
  return { kind: 'words' };
}

function readBreak(rest: string): VolunteerText {
  const minutes =
    rest === '' ? breakMinutes.word : wholeNumber(rest.replace(/[ \p{Pd}]?(M|MIN|MINS|MINUTE|MINUTES|MINUTOS)$/u, ''));
  if (minutes !== null && minutes >= askableBreak.shortest && minutes <= askableBreak.longest)
    return { kind: 'word', word: { word: 'BREAK', minutes } };
  return { kind: 'misused', word: 'BREAK', isWordShaped: /^\P{L}*$/u.test(rest) };
}

function readTake(word: 'TAKE' | 'LEAVE', rest: string): VolunteerText {
  if (rest === '' && word === 'TAKE') return { kind: 'word', word: { word, number: null } };
  const number = wholeNumber(rest);
  if (number !== null && number >= 1) return { kind: 'word', word: { word, number } };
  return { kind: 'misused', word, isWordShaped: rest !== '' && /^\P{L}*$/u.test(rest) };
}

/** A misspelt tag can only be meant for us: a single word after one in capitals is read as a tag. */
function readTag(word: 'DROP' | 'ADD', tag: string, body: string, isTag: (words: string) => boolean): VolunteerText {
  if (tag !== '' && isTag(tag)) return { kind: 'word', word: { word, tag } };
  return {
    kind: 'misused',
    word,
    isWordShaped: tag === '' || (withoutDecoration(body).startsWith(word) && !tag.includes(' ')),
  };
}

function wholeNumber(text: string): number | null {
  return /^\d{1,6}$/.test(text) ? Number(text) : null;
}

/** What a texter's text means. */
export function readTexterText(body: string): TexterText {
  const word = carrierWordIn(body);
  if (word) return { kind: 'carrier', word };
  const text = wordIn(body).replace(/[ \p{Pd}]/gu, '');
  if (text === 'DONE') return { kind: 'done' };
  return callMe.test(text.normalize('NFD').replace(/\p{M}/gu, '')) ? { kind: 'call-me' } : { kind: 'words' };
}

/** The word that a text consists of, as we write it back when we ask who it is for (T5); what is none of ours as it was written. */
export function wordAsked(body: string, read: (body: string) => VolunteerText): string {
  const text = read(body);
  return text.kind === 'word' ? wordInText(text.word) : wordIn(body);
}

/** The word as a text of its own. */
export function wordInText(word: VolunteerWord): string {
  if (word.word === 'BREAK') return `BREAK ${word.minutes}`;
  if (word.word === 'TAKE') return word.number === null ? 'TAKE' : `TAKE ${word.number}`;
  if (word.word === 'LEAVE') return `LEAVE ${word.number}`;
  if (word.word === 'DROP' || word.word === 'ADD') return `${word.word} ${word.tag}`;
  return word.word === 'CHECK-IN' ? String(word.answer) : word.word;
}
