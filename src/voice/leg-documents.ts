/** What a volunteer, a shift leader or the crisis line hears, as TwiML; nothing about people before a key is pressed (V3). */
import type { Directory, DirectoryLine } from '../organisation/directory.ts';
import { isUncalled } from '../routing/callback-call.ts';
import type { Say } from '../routing/answers.ts';
import type { Contact, Leg, LegOutcome } from '../routing/model.ts';
import { asksHowHeavy, checkInDocument } from './check-in.ts';
import { hangUp, menu, speak, voiceResponse, type VoiceResponse } from './twiml.ts';
import type { Urls } from './urls.ts';
import { crisisNameIn, say, whisper, type SentenceKey, type SentenceValues, type Spoken } from './wording.ts';
import { numberInSpeech } from './wording/time-words.ts';

export type LegScene = { contact: Contact; leg: Leg; line: DirectoryLine; directory: Directory; urls: Urls };

const offerSilenceSeconds = 6;
const starSilenceSeconds = 10;

/** The document for `what` on a leg; total over everything a leg can be told. */
export function legDocument(what: Say, scene: LegScene): string {
  const response = voiceResponse();
  const { contact, leg, urls, line } = scene;
  const tell = legSentences(scene);
  const crisis = crisisNameIn(languageOf(scene), scene.directory.organisation.crisisName);
  switch (what.kind) {
    case 'offer-menu':
      menu(response, urls.legMenu(contact.id, leg.id, 'offer', what.round), offerSilenceSeconds, (into) =>
        speak(into, tell('offer', { line: line.name })),
      );
      return response.toString();
    case 'leader-menu':
      menu(response, urls.legMenu(contact.id, leg.id, 'leader', what.round), offerSilenceSeconds, (into) =>
        speak(into, tell('leaderOffer', { line: line.name })),
      );
      return response.toString();
    case 'partner-menu':
      menu(response, urls.legMenu(contact.id, leg.id, 'partner', what.round), offerSilenceSeconds, (into) =>
        speak(into, tell('partnerWhisper', { line: line.name })),
      );
      return response.toString();
    case 'partner-conference':
      speak(response, tell('whisperConnecting'));
      conference(response, scene, false);
      return response.toString();
    case 'whisper': {
      const wish = line.wishes.find((one) => one.tag === contact.wish)?.name;
      const isReturning = contact.preferredPersonId !== null && contact.preferredPersonId === leg.personId;
      speak(
        response,
        ...whisper(line, languageOf(scene), {
          callerLanguage: contact.language,
          wish,
          isCallback: isUncalled(contact),
          isReturning,
        }),
      );
      conference(response, scene, true);
      return response.toString();
    }
    case 'volunteer-conference':
      speak(response, tell(contact.state === 'calling-back' ? 'callbackDialling' : 'starBack'));
      conference(response, scene, true);
      return response.toString();
    case 'star-menu':
      menu(response, urls.legMenu(contact.id, leg.id, 'star', what.round), starSilenceSeconds, (into) => {
        // The caller's hanging up looks just like `*`; the carrier's news of it comes a moment later. Keys work meanwhile.
        if (what.round === 0) into.pause({ length: 1 });
        speak(into, tell('starMenu', { crisis }));
      });
      return response.toString();
    case 'star-answer':
      speak(
        response,
        what.sentence === 'starCrisisComing' ? tell('starCrisisComing', { crisis }) : tell(what.sentence),
      );
      conference(response, scene, true);
      return response.toString();
    case 'leader-conference':
      speak(response, tell('leaderWhisper'));
      conference(response, scene, false);
      return response.toString();
    case 'crisis-conference':
      speak(response, tell('crisisWhisper', { line: line.name }));
      conference(response, scene, false);
      return response.toString();
    case 'leg-goodbye':
      if (asksHowHeavy(scene))
        return checkInDocument(scene, 0, tell(goodbyes[what.outcome ?? 'talked'] ?? 'afterTalk'));
      return hangUp(tell(what.pausedByKey ? 'offerStopped' : (goodbyes[what.outcome ?? 'talked'] ?? 'afterTalk')));
    default:
      return hangUp();
  }
}

/** A sentence spoken into a running conference. */
export function announcement(
  key: 'fiveMinutesLeft' | 'crisisLineFailed' | 'crisisJoining' | 'leaderNotComing' | 'leaderJoining',
  line: DirectoryLine,
  language: string,
  directory: Directory,
): string {
  const { crisisName, crisisNumber } = directory.organisation;
  const response = voiceResponse();
  const crisis = crisisNameIn(language, crisisName);
  if (key === 'crisisLineFailed')
    speak(response, say(line, language, key, { crisis, number: numberInSpeech(crisisNumber) }));
  else if (key === 'crisisJoining') speak(response, say(line, language, key, { crisis }));
  else speak(response, say(line, language, key));
  return response.toString();
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

/** How an attempt to reach a caller ended is told to nobody of ours but in these words. */
const goodbyes: Partial<Record<LegOutcome, Goodbye>> = {
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
};

/** The language a person of the organisation is spoken to in; the crisis line is spoken to in English. */
function languageOf({ leg, directory }: LegScene): string {
  return directory.people.get(leg.personId ?? '')?.languages[0] ?? 'en';
}

function legSentences(scene: LegScene) {
  return <Key extends SentenceKey>(key: Key, ...values: SentenceValues<Key>): Spoken =>
    say(scene.line, languageOf(scene), key, ...values);
}

function conference(response: VoiceResponse, scene: LegScene, withMenu: boolean): void {
  const { contact, leg, urls } = scene;
  response.dial({ hangupOnStar: withMenu, action: urls.legLeft(contact.id, leg.id), method: 'POST' }).conference(
    {
      beep: 'false',
      startConferenceOnEnter: true,
      endConferenceOnExit: false,
      ...(contact.state === 'calling-back'
        ? { waitUrl: urls.callbackWait(contact.lineId, languageOf(scene)), waitMethod: 'POST' }
        : {}),
      statusCallback: urls.conference(contact.id),
      statusCallbackEvent: ['start', 'end', 'join', 'leave', 'hold', 'announcement'],
      statusCallbackMethod: 'POST',
    },
    contact.conference ?? contact.id,
  );
}
