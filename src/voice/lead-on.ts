/** What a call gets whose webhook could not be understood: it is sent back to where calls begin, and never ends without a word. */
import { hangUp, type Document } from '../carrier/document.ts';
import type { Urls } from '../carrier/urls.ts';
import type { Directory } from '../organisation/directory.ts';
import type { Delivered } from '../carrier/delivered.ts';
import { crisisNameIn, isSpoken, ownSentence, say, type Spoken } from './wording.ts';
import { numberInSpeech } from './wording/time-words.ts';

const retrySeconds = 3;
/** A call that was sent back this often and is still unknown ends with the crisis number. */
const mostReturns = 2;

/** The languages to speak in where nobody is known yet: those of the line the call is on, else of every line. */
export function languagesOf(directory: Directory | null, delivered: Delivered): string[] {
  const line = lineIn(directory, delivered);
  const lines = line ? [line] : [...(directory?.lineOfNumber.values() ?? [])];
  const languages = lines.flatMap((one) => one.languages).map((language) => (isSpoken(language) ? language : 'en'));
  return languages.length === 0 ? ['en'] : [...new Set(languages)];
}

/** A sentence in each of these languages, as the call's line says it where that is known. */
export function inEachLanguage(
  directory: Directory | null,
  delivered: Delivered,
  key: 'sorry' | 'cannotTakeCall',
): Spoken[] {
  const line = lineIn(directory, delivered);
  return languagesOf(directory, delivered).map((language) =>
    line ? say(line, language, key) : ownSentence(language, key),
  );
}

function lineIn(directory: Directory | null, { from, to }: Delivered) {
  return directory?.lineOfNumber.get(to) ?? directory?.lineOfNumber.get(from);
}

/** Back to where calls begin, where the call itself says what it is; a text that came here is sent where texts go. */
export function leadBack(urls: Urls, { callSid, textSid }: Delivered, returns = 0): Document {
  const isText = callSid === null && textSid !== null;
  return [{ kind: 'go-on', url: isText ? urls.messages : urls.voiceAgain(returns) }];
}

/** A call of which nothing is known is sent back in silence, then with a sentence, then ends with the crisis number. */
export function leadOnUnknown(
  urls: Urls,
  directory: Directory | null,
  delivered: Delivered,
  returns: number,
): Document {
  if (delivered.textSid !== null || returns === 0) return leadBack(urls, delivered, 1);
  if (returns >= mostReturns) return letGo(directory, delivered);
  return [
    ...inEachLanguage(directory, delivered, 'sorry'),
    { kind: 'pause', seconds: retrySeconds },
    { kind: 'go-on', url: urls.voiceAgain(returns + 1) },
  ];
}

/** The last words to a call that cannot be taken: sorry, the crisis line's number, and goodbye. */
export function letGo(directory: Directory | null, delivered: Delivered): Document {
  if (!directory) return hangUp(ownSentence('en', 'notThisNumber'));
  const { crisisName, crisisNumber } = directory.organisation;
  const words = languagesOf(directory, delivered).flatMap((language) => [
    ownSentence(language, 'cannotTakeCall'),
    ownSentence(language, 'crisisNumber', {
      crisis: crisisNameIn(language, crisisName),
      number: numberInSpeech(crisisNumber),
    }),
    ownSentence(language, 'goodbye'),
  ]);
  return hangUp(...words);
}
