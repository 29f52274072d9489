/** What is heard around a promised call: the questions a caller is asked, and what whoever picks up later hears. */
import type { DialogueTurn } from '../callbacks/dialogue.ts';
import { hangUp, menu, type Document } from '../carrier/document.ts';
import type { Urls } from '../carrier/urls.ts';
import type { DirectoryLine } from '../organisation/directory.ts';
import type { CalleeSay } from '../calls/answers.ts';
import type { Contact } from '../calls/model.ts';
import type { CalleeScene } from './scenes.ts';
import { crisisNameIn, say, type SentenceKey, type SentenceValues, type Spoken } from './wording.ts';
import { clockInWords, momentInWords } from './wording/time-words.ts';

const questionSilenceSeconds = 6;
/** Numbers are looked up while they are typed. */
const typingSilenceSeconds = 10;
const promisedSilenceSeconds = 3;
const helloSilenceSeconds = 5;
/** Time enough to press 2, or to hang up, before anybody speaks. */
const openingSilenceSeconds = 5;
const askedSilenceSeconds = 1;

type Turn<Kind extends DialogueTurn['kind']> = Extract<DialogueTurn, { kind: Kind }>;

/** The question that stands, with what comes before it. */
export function questionDocument(turn: Turn<'ask'>, urls: Urls, nowMs: number): Document {
  const { contact, line, step, round } = turn;
  const url = urls.callback(contact.id, step, round);
  const words = [...noteWords(turn, nowMs), ...questionWords(turn, nowMs)];
  if (step === 'type-number' || step === 'type-time') {
    const keys = { atMost: step === 'type-time' ? 4 : 16 };
    return [{ kind: 'ask', heard: words, keys, silenceSeconds: typingSilenceSeconds, answerTo: url, silenceTo: url }];
  }
  const crisisKey =
    round === 0 && step !== 'half' ? [tellTo(line, contact)('keyCrisis', { crisis: crisisOf(turn), key: '9' })] : [];
  return [menu(url, questionSilenceSeconds, ...words, ...crisisKey)];
}

/** The promise in words; after a moment of silence the call ends kindly. */
export function promisedDocument(turn: Turn<'promised'>, urls: Urls, nowMs: number): Document {
  const { contact, line, atMs, untilMs, keyedIn } = turn;
  const tell = tellTo(line, contact);
  const moment = (ms: number) => momentInWords(ms, nowMs, line.timeZone, contact.language);
  const until = moment(untilMs);
  const promise =
    atMs === null ? tell('callbackPromised', { until }) : tell('callbackPromisedAt', { when: moment(atMs), until });
  const words = [...(keyedIn ? [tell('callbackOneAttempt')] : []), promise];
  return [menu(urls.callerMenu(contact.id, 'told'), promisedSilenceSeconds, ...words)];
}

/** The questions are over without a promise: a word on why, and back to where the call was. */
export function leftDocument(turn: Turn<'left'>, urls: Urls): Document {
  const tell = tellTo(turn.line, turn.contact);
  return [
    ...(turn.why === 'declined' ? [tell('callbackNotPossible')] : []),
    // Where the call ends with it, the last words say so themselves.
    ...(turn.why === 'settled' && turn.contact.state !== 'told' ? [tell('callbackSettled')] : []),
    { kind: 'go-on', url: urls.voice },
  ];
}

/** What a volunteer hears while the caller's phone rings. */
export function callbackWaitDocument(line: DirectoryLine, language: string, urls: Urls): Document {
  return [
    say(line, language, 'callbackDialling'),
    { kind: 'play', url: urls.holdMusic },
    { kind: 'go-on', url: urls.callbackWait(line.id, language) },
  ];
}

/**
 * What is heard by whoever picked up, perhaps a machine or a stranger: nothing that names us. Without leave for a
 * message it is three words until a key proves a person (C2).
 */
export function calleeDocument(what: CalleeSay, scene: CalleeScene): Document {
  const { contact, leg, line, urls, messageOk } = scene;
  const tell = tellTo(line, contact);
  switch (what.kind) {
    case 'callee-goodbye': {
      if (what.outcome === 'refused') return hangUp(tell('callbackNever'));
      const leavesMessage =
        messageOk && leg.answeredBy !== 'machine' && (what.outcome === 'stranger' || what.outcome === 'machine');
      return leavesMessage ? hangUp(tell('callbackMessage')) : hangUp();
    }
    case 'callee-menu': {
      const isHello = !messageOk && !what.isPerson;
      const sentence = isHello
        ? tell('callbackPressOne')
        : what.isPerson
          ? tell('callbackAsked')
          : tell('callbackOpening');
      const seconds = isHello ? helloSilenceSeconds : what.isPerson ? askedSilenceSeconds : openingSilenceSeconds;
      return [menu(urls.legMenu(contact.id, leg.id, isHello ? 'hello' : 'callback', what.round), seconds, sentence)];
    }
  }
}

/** The discreet message, for a machine whose greeting is over; a person it was taken for may still press 1. */
export function messageDocument({ contact, leg, line, urls }: Omit<CalleeScene, 'messageOk'>): Document {
  // Whatever follows it, this was the last round.
  return [menu(urls.legMenu(contact.id, leg.id, 'callback', lastRound), 1, tellTo(line, contact)('callbackMessage'))];
}

const lastRound = 9;

function noteWords({ note, line, contact, opensAtMs }: Turn<'ask'>, nowMs: number): Spoken[] {
  const tell = tellTo(line, contact);
  switch (note) {
    case null:
    case 'hidden':
      return [];
    case 'declined':
      return [tell('callbackNotPossible')];
    case 'closed':
      if (opensAtMs === null || opensAtMs <= nowMs) return [tell('callbackTimeClosed')];
      return [
        tell('callbackTimeClosedUntil', { when: momentInWords(opensAtMs, nowMs, line.timeZone, contact.language) }),
      ];
    case 'quiet': {
      const words = (time: string) => clockInWords(Number(time.slice(0, 2)), Number(time.slice(3)), contact.language);
      const { start, end } = line.policy.callback.quietHours;
      return [tell('callbackTimeQuiet', { start: words(start), end: words(end) })];
    }
    case 'unclear':
      return [];
  }
}

function questionWords(turn: Turn<'ask'>, nowMs: number): Spoken[] {
  const { step, note, line, contact, untilMs } = turn;
  const tell = tellTo(line, contact);
  switch (step) {
    case 'already':
      return [
        ...(untilMs === null
          ? []
          : [tell('callbackAlready', { until: momentInWords(untilMs, nowMs, line.timeZone, contact.language) })]),
        tell('callbackNoLongerNeeded', { key: '2' }),
      ];
    case 'number':
      return [tell('callbackThisNumber')];
    case 'type-number':
      if (note === 'hidden') return [tell('callbackNumberHidden')];
      return note === 'unclear'
        ? [tell('callbackNumberUnclear'), tell('callbackTypeNumber')]
        : [tell('callbackTypeNumber')];
    case 'message':
      return [tell('callbackMessageSafe')];
    case 'text':
      return [tell('callbackTextSafe')];
    case 'when':
      return [tell('callbackWhen')];
    case 'type-time':
      return note === 'unclear' ? [tell('callbackTimeUnclear'), tell('callbackTypeTime')] : [tell('callbackTypeTime')];
    case 'half':
      return [tell('callbackMorning')];
  }
}

function crisisOf({ directory, contact }: Turn<'ask'>): string {
  return crisisNameIn(contact.language, directory.organisation.crisisName);
}

function tellTo(line: DirectoryLine, contact: Contact) {
  return <Key extends SentenceKey>(key: Key, ...values: SentenceValues<Key>): Spoken =>
    say(line, contact.language, key, ...values);
}
