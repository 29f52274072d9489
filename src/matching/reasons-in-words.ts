/** A routing decision in words: why a contact went to somebody and not to somebody else, without anybody's reason to rest (W2). */
import { DateTime } from 'luxon';
import type { LadderStep } from '../calls/model.ts';
import type { Candidate, MatchAnswer, Reason } from './model.ts';
import { publicKind, reasonsEn } from './reason-words.ts';

/** Who reads it: names of people and the zone of the line's clock. */
export type Reader = { nameOf: (personId: string) => string; zone: string };

/** One sentence such as "Ben is resting until 21:40." or "Cleo speaks no Spanish."; `language` is what the caller speaks. */
export function reasonInWords(reason: Reason, personId: string, language: string, { nameOf, zone }: Reader): string {
  return reasonsEn[publicKind(reason)]({
    name: nameOf(personId),
    until: reason.untilMs === null ? null : clock(reason.untilMs, zone),
    language: languageName(language),
  });
}

/** What was said of one person: that they were asked, or every reason why not. */
export function candidateInWords(candidate: Candidate, language: string, reader: Reader): string[] {
  if (candidate.offered) return [`${reader.nameOf(candidate.personId)} was asked, as ${candidate.as}.`];
  return candidate.reasons.map((reason) => reasonInWords(reason, candidate.personId, language, reader));
}

const steps: Record<LadderStep['do'], string> = {
  'widen-wave': 'One more phone may ring.',
  'ring-backups': 'Backups and reserves are asked too.',
  'ring-partner': 'The caller is offered a partner.',
  'offer-callback': 'The caller is offered a callback.',
  voicemail: 'The caller is offered a voicemail.',
};

/** One answer of a routing decision, sentence by sentence: whom it asked, what it did instead, and why not the others. */
export function answerInWords(answer: MatchAnswer, language: string, reader: Reader): string[] {
  const asked = answer.candidates.filter((candidate) => candidate.offered);
  const others = answer.candidates.filter((candidate) => !candidate.offered);
  const nobody =
    answer.candidates.length === 0 ? ['Nobody is on shift.'] : asked.length === 0 ? ['Nobody new was asked.'] : [];
  return [
    ...[...asked].flatMap((one) => candidateInWords(one, language, reader)),
    ...nobody,
    ...answer.steps.map((step) => steps[step.do]),
    ...others.flatMap((one) => candidateInWords(one, language, reader)),
  ];
}

function clock(ms: number, zone: string): string {
  return DateTime.fromMillis(ms, { zone }).toFormat('HH:mm');
}

function languageName(language: string): string {
  return new Intl.DisplayNames(['en'], { type: 'language' }).of(language) ?? language;
}
