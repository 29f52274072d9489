/** What a caller hears while nobody has accepted: the choices of the ladder, and a message instead of a talk. */
import { menu, type Document } from '../carrier/document.ts';
import { askOf, partnerKey, type Ask } from '../calls/ladder.ts';
import type { CallerScene } from './scenes.ts';
import { crisisNameIn, say, type SentenceKey, type SentenceValues, type Spoken } from './wording.ts';
import { momentInWords } from './wording/time-words.ts';

const choiceSilenceSeconds = 6;
/** Between the last word and the tone. */
const toneSilenceSeconds = 1;
/** Longer than the carrier's own five seconds, which would cut off somebody who looks for words. */
const recordSilenceSeconds = 10;
const recordSeconds = 180;

/** What a question of the ladder begins with; that of a partner has words of its own. */
const offers = { 'offer-callback': 'offerCallback', voicemail: 'offerVoicemail' } as const satisfies Record<
  Exclude<Ask, 'ring-partner'>,
  SentenceKey
>;

/** What a caller hears of their choices wherever they have them: being called back, and leaving a message (V2, V8). */
export function choiceSentences(scene: CallerScene, choices: { callback: boolean; voicemail: boolean }): Spoken[] {
  const tell = sentences(scene);
  const callback =
    scene.contact.state === 'told' ? tell('keyCallbackLater', { key: '1' }) : tell('keyCallback', { key: '1' });
  return [...(choices.callback ? [callback] : []), ...(choices.voicemail ? [tell('keyVoicemail', { key: '2' })] : [])];
}

/** The choices of the ladder, "or keep waiting" always among them. */
export function overflowMenu(scene: CallerScene): Document {
  const tell = sentences(scene);
  const { contact, urls, line } = scene;
  const ask = askOf(contact, line.policy.overflow);
  // After a partner who could not come, the choices need no other reason.
  const why = (key: (typeof offers)[keyof typeof offers]) => (scene.first === 'partnerFailed' ? [] : [tell(key)]);
  const choices =
    ask === 'ring-partner'
      ? [tell('partnerAsk', { key: partnerKey })]
      : [...(ask === null ? [] : why(offers[ask])), ...choiceSentences(scene, { callback: true, voicemail: true })];
  const words = [...(scene.first ? [tell(scene.first)] : []), ...choices, tell('keyWait'), crisisKey(scene)];
  return [menu(urls.callerMenu(contact.id, 'overflow'), choiceSilenceSeconds, ...words)];
}

/** Who listens and when, how long it is kept, and the crisis line, before anybody speaks; after silence only what to do. */
export function voicemailIntro(scene: CallerScene, round: number): Document {
  const tell = sentences(scene);
  const { contact, urls } = scene;
  const words = round > 0 ? [tell('voicemailEmpty')] : [whoListens(scene), tell('voicemailErased'), crisisKey(scene)];
  const url = urls.callerMenu(contact.id, 'voicemail', round);
  return [menu(url, toneSilenceSeconds, ...words, tell('voicemailStart'))];
}

/** Takes the message. The crisis key ends it too, for whoever needs more than a tone (V12). */
export function voicemailRecord({ contact, urls }: CallerScene, round: number): Document {
  return [
    {
      kind: 'record',
      mostSeconds: recordSeconds,
      silenceSeconds: recordSilenceSeconds,
      endedBy: '#9',
      answerTo: urls.callerMenu(contact.id, 'recorded', round),
      news: urls.recording(contact.id),
    },
  ];
}

function whoListens(scene: CallerScene): Spoken {
  const tell = sentences(scene);
  const { contact, line, nowMs } = scene;
  const opensMs = contact.told === 'closed' ? contact.toldUntilMs : null;
  if (opensMs === null || opensMs <= nowMs) return tell('voicemailIntro');
  return tell('voicemailIntroClosed', { when: momentInWords(opensMs, nowMs, line.timeZone, contact.language) });
}

function crisisKey(scene: CallerScene): Spoken {
  return sentences(scene)('keyCrisis', {
    crisis: crisisNameIn(scene.contact.language, scene.directory.organisation.crisisName),
    key: '9',
  });
}

function sentences(scene: CallerScene) {
  return <Key extends SentenceKey>(key: Key, ...values: SentenceValues<Key>): Spoken =>
    say(scene.line, scene.contact.language, key, ...values);
}
