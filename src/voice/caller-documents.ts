/** What a caller hears for every answer a decision can give. */
import { hangUp, menu, type Document, type Step } from '../carrier/document.ts';
import type { Urls } from '../carrier/urls.ts';
import type { DirectoryLine } from '../organisation/directory.ts';
import { feltHeardKeys } from '../calls/felt-heard.ts';
import type { CallerSay } from '../calls/answers.ts';
import type { Told } from '../calls/model.ts';
import { choicesAfter, isInLine } from '../calls/ladder.ts';
import { nextOpening } from '../schedule/opening.ts';
import { choiceSentences, overflowMenu, voicemailIntro, voicemailRecord } from './overflow-documents.ts';
import type { CallerScene } from './scenes.ts';
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

const menuSilenceSeconds = 5;
const lostSilenceSeconds = 8;
const toldSilenceSeconds = 5;
/** With about ten seconds of words, a round of waiting takes half a minute (V2). */
const quietSeconds = 20;
const crisisRingSeconds = 40;

/** The document for `what`; total over everything a caller can be told. */
export function callerDocument(what: CallerSay, scene: CallerScene): Document {
  const { contact, urls } = scene;
  const tell = sentences(scene);
  switch (what.kind) {
    case 'language-menu': {
      const keys = scene.line.languages.map((_, index) => String(index + 1));
      return [menu(urls.callerMenu(contact.id, 'language'), menuSilenceSeconds, ...languageMenu(scene.line, keys))];
    }
    case 'unstaffed-menu':
      return [menu(urls.callerMenu(contact.id, 'unstaffed'), menuSilenceSeconds, ...unstaffed(scene))];
    case 'greeting':
      return [menu(urls.callerMenu(contact.id, 'greeting'), 2, ...greeting(scene, what.overLimit))];
    case 'hold':
      return hold({ ...scene, first: what.first ?? scene.first }, what.round);
    case 'overflow-menu':
      return overflowMenu(scene);
    case 'partner-connecting':
      return hold({ ...scene, first: 'partnerConnecting' }, contact.holdRound);
    case 'voicemail-intro':
      return voicemailIntro(scene, what.round);
    case 'voicemail-record':
      return voicemailRecord(scene, what.round);
    case 'voicemail-seek':
      return [menu(urls.callerMenu(contact.id, 'seeking', what.round), 2, { kind: 'pause', seconds: 1 })];
    case 'callback-dialogue':
      return [{ kind: 'go-on', url: urls.callback(contact.id) }];
    case 'looking-again':
      return hold({ ...scene, first: 'callbackLookingAgain' }, 0);
    case 'callee-conference':
      return [tell('callbackConnecting'), conference(scene)];
    case 'caller-conference':
      return [tell('connecting'), conference(scene)];
    case 'lost-volunteer': {
      const asked = [tell('lostVolunteer'), tell('lostSomeoneElse', { key: '1' })];
      return [menu(urls.callerMenu(contact.id, 'lost'), lostSilenceSeconds, ...asked)];
    }
    case 'crisis':
      return [tell('crisisConnecting', { crisis: crisisName(scene) }), crisisCall(scene)];
    case 'crisis-failed':
      return [
        tell('crisisFailed', { crisis: crisisName(scene), number: crisisDigits(scene) }),
        ...(isInLine(contact.state) ? [tell('crisisFailedInLine')] : []),
        { kind: 'go-on', url: urls.callerMenu(contact.id, contact.state === 'told' ? 'told' : 'hold') },
      ];
    case 'told':
      return [menu(urls.callerMenu(contact.id, 'told'), toldSilenceSeconds, ...told(scene, what.told, what.untilMs))];
    case 'hang-up':
      return hangUp();
  }
}

/** What a caller who is alone in the conference hears, before their volunteer comes in or during the private menu; the carrier asks for it again when it ends. `line` null: an unknown line, for which there is music alone. */
export function holdDocument(line: DirectoryLine | null, lineId: string, language: string, urls: Urls): Document {
  return [
    line ? say(line, language, 'pleaseHold') : ownSentence(language, 'pleaseHold'),
    { kind: 'play', url: urls.holdMusic },
    { kind: 'go-on', url: urls.hold(lineId, language) },
  ];
}

function crisisCall({ line, directory, contact, urls }: CallerScene): Step {
  return {
    kind: 'connect',
    number: directory.organisation.crisisNumber,
    from: line.phoneNumber,
    ringSeconds: crisisRingSeconds,
    overTo: urls.callerCrisis(contact.id),
  };
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
    // A line that acts on imminent risk says so before the caller says anything (V13); that others ask for consent goes without saying.
    ...(scene.line.policy.escalation === 'imminent-risk' ? [tell('imminentRiskPolicy')] : []),
    ...(overLimit ? [tell('overLimit')] : []),
    ...wishes,
    ...(wishes.length > 0 ? [tell('wishStay')] : [tell('looking')]),
  ];
}

function hold(scene: CallerScene, round: number): Document {
  const tell = sentences(scene);
  const { contact, urls } = scene;
  const choices = () => [
    tell('looking'),
    ...choiceSentences(scene, { callback: true, voicemail: true }),
    tell(contact.quiet ? 'keyMusic' : 'keyQuiet', { key: quietKey }),
    tell('keyCrisis', { crisis: crisisName(scene), key: '9' }),
  ];
  const company = () => [
    waitingSentence(scene.line, contact.language, round - 1),
    ...(scene.place === null ? [] : [tell('placeInLine', { place: scene.place })]),
  ];
  return [
    menu(
      urls.callerMenu(contact.id, 'hold', round),
      menuSilenceSeconds,
      ...(scene.first ? [firstWords(scene, scene.first)] : []),
      ...(round === 0 ? choices() : company()),
      contact.quiet ? { kind: 'pause', seconds: quietSeconds } : { kind: 'play', url: urls.holdMusic },
    ),
  ];
}

const quietKey = '3';

function firstWords(scene: CallerScene, first: NonNullable<CallerScene['first']>): Spoken {
  const tell = sentences(scene);
  if (first === 'quietOn' || first === 'musicOn') return tell(first, { key: quietKey });
  if (first === 'wishHeard')
    return tell(first, { wish: scene.line.wishes.find((one) => one.tag === scene.contact.wish)?.name ?? '' });
  return tell(first);
}

function conference({ contact, urls, line }: CallerScene): Step {
  return {
    kind: 'meet',
    conference: contact.conference ?? contact.id,
    endsIt: true,
    starLeaves: false,
    waitAt: urls.hold(line.id, contact.language),
    leftTo: urls.callerLeft(contact.id),
    news: urls.conference(contact.id),
  };
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

function told(scene: CallerScene, reason: Told, untilMs: number | null): Spoken[] {
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
    case 'goodbye':
      return [tell('kindClose')];
  }
}
