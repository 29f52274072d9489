/** A line as it is typed, and what of it is asked to be changed. Pure. */
import type { Answered, Asked } from '../client.ts';
import { listed } from '../desk/wrong.ts';
import { ladderDraftOf, ladderIn, type LadderDraft } from './ladder-draft.ts';
import { numbersOf, policyIn, type Numbers } from './numbers.ts';
import { withOwnWords, type OwnWords } from './own-words.ts';

export type Line = Answered<'lines.read'>;
export type LineBody = Asked<'lines.change'>['body'];

export type LineDraft = Pick<Line, 'name' | 'phoneNumber' | 'timeZone' | 'automaticAvailability'> & {
  languages: string;
  callbackNumber: string;
  wishes: Line['wishes'];
  openingHours: Line['openingHours'];
  /** Own words that were typed since, one for a sentence and a language. */
  said: OwnWords[];
  waves: LadderDraft['waves'] | null;
  overflow: LadderDraft['overflow'] | null;
  numbers: Numbers;
};

export function lineDraftOf(line: Line): LineDraft {
  const { name, phoneNumber, timeZone, automaticAvailability, wishes, openingHours, own } = line;
  const ladder = ladderDraftOf({ waves: own.waves ?? [], overflow: own.overflow ?? [] });
  return {
    name,
    phoneNumber,
    timeZone,
    automaticAvailability,
    wishes,
    openingHours,
    languages: line.languages.join(', '),
    callbackNumber: line.callbackNumber ?? '',
    said: [],
    waves: own.waves ? ladder.waves : null,
    overflow: own.overflow ? ladder.overflow : null,
    numbers: numbersOf(own),
  };
}

/** Of the fields those that differ from how the line was read. */
export function changedInLine(line: Line, draft: LineDraft): LineBody {
  const before = bodyOf(line, lineDraftOf(line)) as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(bodyOf(line, draft)).filter(
      ([name, value]) => JSON.stringify(before[name]) !== JSON.stringify(value),
    ),
  );
}

function bodyOf(line: Line, draft: LineDraft): LineBody {
  const languages = listed(draft.languages);
  const words = draft.said.reduce((before, said) => withOwnWords(before, line.languages, said), {
    greeting: line.greeting,
    wording: line.wording,
  });
  const { waves, overflow } = ladderIn({ waves: draft.waves ?? [], overflow: draft.overflow ?? [] });
  return {
    name: draft.name.trim(),
    phoneNumber: draft.phoneNumber.trim(),
    timeZone: draft.timeZone.trim(),
    languages,
    callbackNumber: draft.callbackNumber.trim() === '' ? null : draft.callbackNumber.trim(),
    automaticAvailability: draft.automaticAvailability,
    wishes: draft.wishes,
    openingHours: draft.openingHours,
    ...words,
    ...policyIn(draft.numbers),
    waves: draft.waves === null ? null : waves,
    overflow: draft.overflow === null ? null : overflow,
  };
}

/** With these words in the place of what was typed for the same sentence before. */
export function saying(said: readonly OwnWords[], words: OwnWords): OwnWords[] {
  return [...said.filter(({ key, language }) => key !== words.key || language !== words.language), words];
}
