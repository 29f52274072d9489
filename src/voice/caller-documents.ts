/** What a caller hears, as TwiML, for every answer a decision can give. */
import type { Directory, DirectoryLine } from '../organisation/directory.ts';
import { feltHeardKeys } from '../routing/felt-heard.ts';
import type { HoldAnswer, Say } from '../routing/answers.ts';
import type { Contact } from '../routing/model.ts';
import { choicesAfter, isInLine } from '../routing/overflow.ts';
import { nextOpening } from '../schedule/opening.ts';
import { choiceSentences, overflowMenu, voicemailIntro, voicemailRecord } from './overflow-documents.ts';
import { hangUp, menu, speak, voiceResponse, type VoiceResponse } from './twiml.ts';
import type { Urls } from './urls.ts';
import {
  crisisNameIn,
  languageMenu,
  ownSentence,
  say,
  waitingSentence,
  type SentenceKey,
  type SentenceValues,
  type Spoken,
} from './wording.ts';
import { languageInWords, momentInWords, numberInSpeech } from './wording/time-words.ts';

export type CallerScene = {
  contact: Contact;
  line: DirectoryLine;
  directory: Directory;
  urls: Urls;
  nowMs: number;
  /** Place in line, from 1; null when it is not known. */
  place: number | null;
  pauseReason: string | null;
  /** A sentence that comes before everything else. */
  first?: 'partnerConnecting' | 'partnerFailed' | 'callbackLookingAgain' | HoldAnswer | undefined;
};

const menuSilenceSeconds = 5;
const lostSilenceSeconds = 8;
const toldSilenceSeconds = 5;
/** With about ten seconds of words, a round of waiting takes half a minute (V2). */
const quietSeconds = 20;
const crisisRingSeconds = 40;

/** The document for `what`; total over everything a caller can be told. */
export function callerDocument(what: Say, scene: CallerScene): string {
  const response = voiceResponse();
  const { contact, urls } = scene;
  const tell = sentences(scene);
  switch (what.kind) {
    case 'language-menu':
      menu(response, urls.callerMenu(contact.id, 'language'), menuSilenceSeconds, (into) => {
        speak(
          into,
          ...languageMenu(
            scene.line,
            scene.line.languages.map((_, index) => String(index + 1)),
          ),
        );
      });
      return response.toString();
    case 'unstaffed-menu':
      menu(response, urls.callerMenu(contact.id, 'unstaffed'), menuSilenceSeconds, (into) =>
        speak(into, ...unstaffed(scene)),
      );
      return response.toString();
    case 'greeting':
      menu(response, urls.callerMenu(contact.id, 'greeting'), 2, (into) =>
        speak(into, ...greeting(scene, what.overLimit)),
      );
      return response.toString();
    case 'hold':
      hold(response, { ...scene, first: what.first ?? scene.first }, what.round);
      return response.toString();
    case 'overflow-menu':
      overflowMenu(response, scene);
      return response.toString();
    case 'partner-connecting':
      hold(response, { ...scene, first: 'partnerConnecting' }, contact.holdRound);
      return response.toString();
    case 'voicemail-intro':
      voicemailIntro(response, scene, what.round);
      return response.toString();
    case 'voicemail-record':
      voicemailRecord(response, scene, what.round);
      return response.toString();
    case 'voicemail-seek':
      menu(response, urls.callerMenu(contact.id, 'seeking', what.round), 2, (into) => into.pause({ length: 1 }));
      return response.toString();
    case 'callback-dialogue':
      response.redirect({ method: 'POST' }, urls.callback(contact.id));
      return response.toString();
    case 'looking-again':
      hold(response, { ...scene, first: 'callbackLookingAgain' }, 0);
      return response.toString();
    case 'callee-conference':
      speak(response, tell('callbackConnecting'));
      conference(response, scene);
      return response.toString();
    case 'caller-conference':
      speak(response, tell('connecting'));
      conference(response, scene);
      return response.toString();
    case 'lost-volunteer':
      menu(response, urls.callerMenu(contact.id, 'lost'), lostSilenceSeconds, (into) =>
        speak(into, tell('lostVolunteer'), tell('lostSomeoneElse', { key: '1' })),
      );
      return response.toString();
    case 'crisis':
      speak(response, tell('crisisConnecting', { crisis: crisisName(scene) }));
      response
        .dial({
          callerId: scene.line.phoneNumber,
          timeout: crisisRingSeconds,
          action: urls.callerCrisis(contact.id),
          method: 'POST',
        })
        .number(scene.directory.organisation.crisisNumber);
      return response.toString();
    case 'crisis-failed':
      speak(response, tell('crisisFailed', { crisis: crisisName(scene), number: crisisDigits(scene) }));
      if (isInLine(contact.state)) speak(response, tell('crisisFailedInLine'));
      response.redirect({ method: 'POST' }, urls.callerMenu(contact.id, contact.state === 'told' ? 'told' : 'hold'));
      return response.toString();
    case 'told':
      menu(response, urls.callerMenu(contact.id, 'told'), toldSilenceSeconds, (into) =>
        speak(into, ...told(scene, what.told, what.untilMs)),
      );
      return response.toString();
    default:
      return hangUp();
  }
}

/** What holds a caller who is alone in the conference, before their volunteer comes in or during the private menu; the carrier asks for it again when it ends. Also music alone leads on: `line` null is one that nobody knows. */
export function holdDocument(line: DirectoryLine | null, lineId: string, language: string, urls: Urls): string {
  const response = voiceResponse();
  speak(response, line ? say(line, language, 'pleaseHold') : ownSentence(language, 'pleaseHold'));
  response.play(urls.holdMusic);
  response.redirect({ method: 'POST' }, urls.hold(lineId, language));
  return response.toString();
}

function sentences(scene: CallerScene) {
  return <Key extends SentenceKey>(key: Key, ...values: SentenceValues<Key>): Spoken =>
    say(scene.line, scene.contact.language, key, ...values);
}

function crisisName(scene: CallerScene): string {
  return crisisNameIn(scene.contact.language, scene.directory.organisation.crisisName);
}

function crisisDigits(scene: CallerScene): string {
  return numberInSpeech(scene.directory.organisation.crisisNumber);
}

function greeting(scene: CallerScene, overLimit: boolean): Spoken[] {
  const tell = sentences(scene);
  const wishes = scene.line.wishes.map(({ name, key }) => tell('wishChoice', { wish: name, key }));
  return [
    ...(scene.contact.preferredPersonId
      ? [tell('comingBack')]
      : scene.contact.rankAtMs < scene.contact.arrivedAtMs
        ? [tell('comingBackInLine')]
        : []),
    tell('greeting', { line: scene.line.name }),
    tell('crisisSentence', { crisis: crisisName(scene) }),
    // Who may be asked for their number hears so before they say anything (V13); consent is what a caller may expect unsaid.
    ...(scene.line.policy.escalation === 'imminent-risk' ? [tell('imminentRiskPolicy')] : []),
    ...(overLimit ? [tell('overLimit')] : []),
    ...wishes,
    ...(wishes.length > 0 ? [tell('wishStay')] : [tell('looking')]),
  ];
}

function hold(response: VoiceResponse, scene: CallerScene, round: number): void {
  const tell = sentences(scene);
  const { contact, urls } = scene;
  menu(response, urls.callerMenu(contact.id, 'hold', round), menuSilenceSeconds, (into) => {
    if (scene.first) speak(into, firstWords(scene, scene.first));
    if (round === 0)
      speak(
        into,
        tell('looking'),
        ...choiceSentences(scene, { callback: true, voicemail: true }),
        tell(contact.quiet ? 'keyMusic' : 'keyQuiet', { key: quietKey }),
        tell('keyCrisis', { crisis: crisisName(scene), key: '9' }),
      );
    else
      speak(
        into,
        waitingSentence(scene.line, contact.language, round - 1),
        ...(scene.place === null ? [] : [tell('placeInLine', { place: scene.place })]),
      );
    if (contact.quiet) into.pause({ length: quietSeconds });
    else into.play(urls.holdMusic);
  });
}

const quietKey = '3';

function firstWords(scene: CallerScene, first: NonNullable<CallerScene['first']>): Spoken {
  const tell = sentences(scene);
  if (first === 'quietOn' || first === 'musicOn') return tell(first, { key: quietKey });
  if (first === 'wishHeard')
    return tell(first, { wish: scene.line.wishes.find((one) => one.tag === scene.contact.wish)?.name ?? '' });
  return tell(first);
}

function conference(response: VoiceResponse, { contact, urls, line }: CallerScene): void {
  response.dial({ action: urls.callerLeft(contact.id), method: 'POST' }).conference(
    {
      beep: 'false',
      startConferenceOnEnter: true,
      endConferenceOnExit: true,
      waitUrl: urls.hold(line.id, contact.language),
      waitMethod: 'POST',
      statusCallback: urls.conference(contact.id),
      statusCallbackEvent: ['start', 'end', 'join', 'leave', 'hold', 'announcement'],
      statusCallbackMethod: 'POST',
    },
    contact.conference ?? contact.id,
  );
}

function unstaffed(scene: CallerScene): Spoken[] {
  const tell = sentences(scene);
  const { language } = scene.contact;
  const own = languageInWords(language, language);
  return [
    tell('languageUnstaffed', { language: own }),
    tell('unstaffedWait', { language: own }),
    tell('unstaffedOther', { language: languageInWords('en', language), key: '2' }),
    tell('unstaffedCallback', { language: own, key: '3' }),
    tell('unstaffedCrisis', { crisis: crisisName(scene), language: own, key: '9' }),
  ];
}

function told(scene: CallerScene, reason: string, untilMs: number | null): Spoken[] {
  const tell = sentences(scene);
  const { line, contact } = scene;
  const moment = (ms: number) => momentInWords(ms, scene.nowMs, line.timeZone, contact.language);
  const opens = () => {
    const next = nextOpening(scene.directory.schedule, line.id, scene.nowMs);
    const reasons = (next?.closureReasons ?? []).map((text) => tell('closureReason', { reason: text }));
    return [...reasons, next ? tell('nextOpening', { when: moment(next.startMs) }) : tell('nextOpeningUnknown')];
  };
  const crisis = [
    tell('crisisNumber', { crisis: crisisName(scene), number: crisisDigits(scene) }),
    tell('keyCrisis', { crisis: crisisName(scene), key: '9' }),
  ];
  const choices = choiceSentences(scene, choicesAfter(contact.told));
  const pauseReason = scene.pauseReason ? [tell('pauseReason', { reason: scene.pauseReason })] : [];
  switch (reason) {
    case 'closed':
      return [tell('closed', { line: line.name }), ...opens(), ...choices, ...crisis, tell('goodbye')];
    case 'nobody-on': {
      const next = nextOpening(scene.directory.schedule, line.id, scene.nowMs);
      return [
        tell('nobodyOn'),
        ...(next && next.startMs > scene.nowMs ? [tell('nextOpening', { when: moment(next.startMs) })] : []),
        ...choices,
        ...crisis,
        tell('goodbye'),
      ];
    }
    case 'paused':
      return [tell('paused'), ...pauseReason, ...choices, ...crisis, tell('goodbye')];
    case 'paused-waiting':
      return [tell('pausedWhileWaiting'), ...pauseReason, ...choices, ...crisis, tell('goodbye')];
    case 'blocked':
      return [
        ...(untilMs === null ? [] : [tell('blocked', { until: moment(untilMs) })]),
        tell('blockedObject', { key: '2' }),
        ...crisis,
        tell('goodbye'),
      ];
    case 'ladder-ended':
      return [tell('ladderEnded'), ...choices, ...crisis, tell('goodbye')];
    case 'callback-promised':
      return [...(untilMs === null ? [] : [tell('callbackAlready', { until: moment(untilMs) })]), tell('goodbye')];
    case 'callback-settled':
      return [tell('callbackSettled'), tell('goodbye')];
    case 'voicemail-left':
      return [tell('voicemailSaved'), tell('goodbye')];
    case 'closed-kindly':
      return [tell('kindClose'), tell('feltHeard'), tell('feltHeardThankYou', { key: feltHeardKeys.thanks })];
    case 'answered':
      return [tell('feltHeardThanks')];
    case 'thanked':
      return [tell('thankYouKept')];
    case 'after-partner':
    case 'after-crisis':
      return [tell('afterCrisis')];
    default:
      return [tell('kindClose')];
  }
}
