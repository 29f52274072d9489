/** Tells volunteers about their own load: the answer to `LOAD`, and the reasons one by one (W2). */
import type { Band } from '../wellbeing/bands.ts';
import type { Load, LoadReason, PartName } from '../wellbeing/load.ts';
import { momentInText } from '../voice/wording/time-words.ts';
import { ownText, type TextKey } from './wording.ts';

const bandSentences = {
  fresh: 'loadFresh',
  steady: 'loadSteady',
  strained: 'loadStrained',
  spent: 'loadSpent',
} as const satisfies Record<Band, TextKey>;

const partSentences = {
  'contact-load': 'loadFromContacts',
  'heavy-contacts': 'loadFromHeavy',
  'no-recovery': 'loadFromNoRecovery',
  'rest-debt': 'loadFromRestDebt',
  nights: 'loadFromNights',
  'check-in': 'loadFromCheckIn',
} as const satisfies Record<PartName, TextKey>;

/** Two kind sentences for the volunteer whose load it is: the score, rounded down to stay within its band, and its main reason. */
export function loadInWords(load: Load, language = 'en'): string {
  const score = ownText(language, bandSentences[load.band], { score: Math.floor(load.score) });
  const main = load.parts.reduce((most, part) => (part.points > most.points ? part : most));
  return `${score} ${ownText(language, main.points > 0 ? partSentences[main.part] : 'loadFromNothing')}`;
}

/** One event behind a part as a sentence, its times in `zone`. */
export function reasonInWords(reason: LoadReason, zone: string, language = 'en'): string {
  const when = (ms: number) => momentInText(ms, zone, language);
  switch (reason.kind) {
    case 'contact':
      return ownText(language, 'whyContact', { minutes: Math.round(reason.minutes), when: when(reason.endMs) });
    case 'heavy-contact': {
      const marks = [reason.heavy && 'whyHeavy', reason.abusive && 'whyAbusive', reason.crisis && 'whyCrisis'] as const;
      const what = marks
        .filter((mark) => mark !== false)
        .map((mark) => ownText(language, mark))
        .join(', ');
      return ownText(language, 'whyHeavyContact', { what, when: when(reason.endMs) });
    }
    case 'busy-duty':
      if (reason.withoutPause) return ownText(language, 'whyNoPause', { when: when(reason.endMs) });
      return ownText(language, 'whyBusyDuty', {
        percent: Math.round(100 * reason.occupancy),
        when: when(reason.endMs),
      });
    case 'short-rest':
      return ownText(language, 'whyShortRest', { hours: Math.round(10 * reason.hours) / 10, when: when(reason.endMs) });
    case 'days-in-a-row':
      return ownText(language, 'whyDaysInARow', { days: reason.days, when: reason.lastDate });
    case 'night-duty':
      return ownText(language, 'whyNightDuty', { minutes: Math.round(reason.nightMinutes), when: when(reason.endMs) });
    case 'check-in':
      return ownText(language, 'whyCheckIn', { answer: reason.answer, when: when(reason.atMs) });
  }
}
