/** A routing decision in words: why a contact went to somebody and not to somebody else, without anybody's reason to rest (W2). */
import { DateTime } from 'luxon';
import type { Candidate, MatchAnswer, Reason } from './match.ts';
import type { LadderStep } from '../calls/model.ts';

/** Who reads it: names of people and the zone of the line's clock. */
export type Reader = { nameOf: (personId: string) => string; zone: string };

/** One sentence such as "Ben is resting until 21:40." or "Cleo speaks no Spanish."; `language` is what the caller speaks. */
export function reasonInWords(reason: Reason, personId: string, language: string, { nameOf, zone }: Reader): string {
  const name = nameOf(personId);
  const until = reason.untilMs === null ? '' : ` until ${clock(reason.untilMs, zone)}`;
  switch (reason.kind) {
    case 'off-shift':
      return `${name} is not on shift.`;
    case 'off':
      return `${name} takes no calls right now.`;
    case 'on-break':
      return `${name} is on a break${until}.`;
    case 'offered':
      return `${name} is on the phone with us already.`;
    case 'in-contact':
      return `${name} is in a contact.`;
    case 'wrap-up':
      return `${name} is wrapping up${until}.`;
    case 'heavy-rest':
      return `${name} is resting${until}.`;
    case 'spent':
      return `It is time for ${name} to rest.`;
    case 'untrained':
      return `${name} lacks a course that the line requires.`;
    case 'trainee-alone':
      return `${name} is in training, and no trained peer is on the line.`;
    case 'shift-ending':
      return `The shift of ${name} is about over.`;
    case 'language':
      return `${name} speaks no ${languageName(language)}.`;
    case 'not-matched':
      return `${name} is not matched with this caller.`;
    case 'leaders-only':
      return `Hidden callers go to shift leaders only for now, and ${name} is none.`;
    case 'passed':
      return `${name} has passed this contact on.`;
    case 'busy':
      return `The phone of ${name} was busy.`;
    case 'failed':
      return `${name} could not be reached by phone.`;
    case 'held-back':
      return `${name} is free, and others are asked first.`;
    case 'ladder':
      return `${name} is a backup, and it is not the turn of backups yet.`;
  }
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

/** What coordinators may know of a reason: that somebody rests, not what from. */
export function publicKind(reason: Reason): string {
  if (reason.kind === 'heavy-rest') return 'resting';
  return reason.kind === 'spent' ? 'time-to-rest' : reason.kind;
}

function clock(ms: number, zone: string): string {
  return DateTime.fromMillis(ms, { zone }).toFormat('HH:mm');
}

function languageName(language: string): string {
  return new Intl.DisplayNames(['en'], { type: 'language' }).of(language) ?? language;
}
