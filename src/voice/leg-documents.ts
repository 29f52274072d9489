/** What a volunteer, a shift leader or the crisis line hears; nothing about people before a key is pressed (V3). */
import { hangUp, menu, type Document, type Heard, type Step } from '../carrier/document.ts';
import type { Directory, DirectoryLine } from '../organisation/directory.ts';
import { isUncalled } from '../calls/callback-start.ts';
import type { LegSay } from '../calls/answers.ts';
import type { LegMenu } from '../calls/events.ts';
import type { LegOutcome } from '../calls/model.ts';
import { asksHowHeavy } from '../calls/check-in.ts';
import { checkInDocument } from './check-in.ts';
import type { LegScene } from './scenes.ts';
import { crisisNameIn, say, whisper, type SentenceKey, type SentenceValues, type Spoken } from './wording.ts';
import { numberInSpeech } from './wording/time-words.ts';

const offerSilenceSeconds = 6;
const starSilenceSeconds = 10;

/** The document for `what` on a leg; total over everything a leg can be told. */
export function legDocument(what: LegSay, scene: LegScene): Document {
  const { contact, leg, urls, line } = scene;
  const tell = legSentences(scene);
  const crisis = crisisNameIn(languageOf(scene), scene.directory.organisation.crisisName);
  switch (what.kind) {
    case 'offer-menu':
      return [asking(scene, 'offer', what.round, tell('offer', { line: line.name }))];
    case 'leader-menu':
      return [asking(scene, 'leader', what.round, tell('leaderOffer', { line: line.name }))];
    case 'partner-menu':
      return [asking(scene, 'partner', what.round, tell('partnerWhisper', { line: line.name }))];
    case 'partner-conference':
      return [tell('whisperConnecting'), conference(scene, false)];
    case 'whisper': {
      const nature = {
        callerLanguage: contact.language,
        wish: line.wishes.find((one) => one.tag === contact.wish)?.name,
        isCallback: isUncalled(contact),
        isReturning: contact.preferredPersonId !== null && contact.preferredPersonId === leg.personId,
      };
      return [...whisper(line, languageOf(scene), nature), conference(scene, true)];
    }
    case 'volunteer-conference':
      return [tell(contact.state === 'calling-back' ? 'callbackDialling' : 'starBack'), conference(scene, true)];
    case 'star-menu': {
      // The caller's hanging up looks just like `*`; the carrier's news of it comes a moment later. Keys work meanwhile.
      const moment: Heard[] = what.round === 0 ? [{ kind: 'pause', seconds: 1 }] : [];
      const url = urls.legMenu(contact.id, leg.id, 'star', what.round);
      return [menu(url, starSilenceSeconds, ...moment, tell('starMenu', { crisis }))];
    }
    case 'star-answer': {
      const { sentence } = what;
      return [sentence === 'starCrisisComing' ? tell(sentence, { crisis }) : tell(sentence), conference(scene, true)];
    }
    case 'leader-conference':
      return [tell('leaderWhisper'), conference(scene, false)];
    case 'crisis-conference':
      return [tell('crisisWhisper', { line: line.name }), conference(scene, false)];
    case 'leg-goodbye':
      if (asksHowHeavy(scene)) return checkInDocument(scene, 0, tell(goodbyeOf(what.outcome)));
      return hangUp(tell(what.pausedByKey ? 'offerStopped' : goodbyeOf(what.outcome)));
    case 'hang-up':
      return hangUp();
  }
}

/** A sentence spoken into a running conference. */
export function announcement(
  key: 'fiveMinutesLeft' | 'crisisLineFailed' | 'crisisJoining' | 'leaderNotComing' | 'leaderJoining',
  line: DirectoryLine,
  language: string,
  directory: Directory,
): Document {
  const { crisisName, crisisNumber } = directory.organisation;
  const crisis = crisisNameIn(language, crisisName);
  if (key === 'crisisLineFailed') return [say(line, language, key, { crisis, number: numberInSpeech(crisisNumber) })];
  if (key === 'crisisJoining') return [say(line, language, key, { crisis })];
  return [say(line, language, key)];
}

function asking({ contact, leg, urls }: LegScene, kind: LegMenu, round: number, words: Spoken): Step {
  return menu(urls.legMenu(contact.id, leg.id, kind, round), offerSilenceSeconds, words);
}

type Goodbye =
  | 'beaten'
  | 'callerGone'
  | 'callerNotWaiting'
  | 'offerPassed'
  | 'offerNoKey'
  | 'starClosed'
  | 'starAbuse'
  | 'starParted'
  | 'afterTalk'
  | 'callbackNotReached'
  | 'callbackDeclined';

/** All that a volunteer is told of how an attempt to reach a caller ended. */
const goodbyes: Record<LegOutcome, Goodbye> = {
  passed: 'offerPassed',
  missed: 'offerNoKey',
  busy: 'callerGone',
  failed: 'callerGone',
  beaten: 'beaten',
  'caller-gone': 'callerGone',
  'not-waiting': 'callerNotWaiting',
  talked: 'afterTalk',
  closed: 'starClosed',
  lost: 'afterTalk',
  abuse: 'starAbuse',
  parted: 'starParted',
  'crisis-hand-over': 'afterTalk',
  'not-reached': 'callbackNotReached',
  declined: 'callbackDeclined',
  // These end the leg of a called-back caller, who hears other words.
  'no-answer': 'afterTalk',
  machine: 'afterTalk',
  short: 'afterTalk',
  withdrawn: 'afterTalk',
  'volunteer-gone': 'afterTalk',
  refused: 'afterTalk',
  stranger: 'afterTalk',
};

/** A newer release beside this one may know other outcomes. */
function goodbyeOf(outcome: LegOutcome | null): Goodbye {
  return outcome !== null && Object.hasOwn(goodbyes, outcome) ? goodbyes[outcome] : 'afterTalk';
}

/** The language a person of the organisation is spoken to in; the crisis line is spoken to in English. */
function languageOf({ leg, directory }: LegScene): string {
  return directory.people.get(leg.personId ?? '')?.languages[0] ?? 'en';
}

function legSentences(scene: LegScene) {
  return <Key extends SentenceKey>(key: Key, ...values: SentenceValues<Key>): Spoken =>
    say(scene.line, languageOf(scene), key, ...values);
}

function conference(scene: LegScene, starLeaves: boolean): Step {
  const { contact, leg, urls } = scene;
  return {
    kind: 'meet',
    conference: contact.conference ?? contact.id,
    endsIt: false,
    starLeaves,
    waitAt: contact.state === 'calling-back' ? urls.callbackWait(contact.lineId, languageOf(scene)) : null,
    leftTo: urls.legLeft(contact.id, leg.id),
    news: urls.conference(contact.id),
  };
}
