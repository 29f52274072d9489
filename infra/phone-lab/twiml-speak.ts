/** `<Say>`, `<Play>` and `<Pause>`: what a phone hears, and how long it takes. */
import { alert, type Lab, type Scope } from './state.ts';
import { numeric, type Verb } from './twiml-parse.ts';
import { absoluteUrl, hearIn, type Document } from './twiml-scope.ts';
import { sleep } from './waiting.ts';

const MOST_CHARACTERS = 4096;
/** An endless `loop="0"` ends with the call; this only bounds one verb's turns. */
const ENDLESS = 1000;

/** How long a sentence takes to say, in milliseconds: at least one second. */
export const speechMs = (lab: Lab, text: string): number =>
  Math.max(1000, Math.round((text.split(/\s+/).length / lab.settings.wordsPerSecond) * 1000));

const playMs = (lab: Lab, url: string): number =>
  (lab.playLengths.find((known) => known.matching.test(url))?.seconds ?? lab.settings.playSeconds) * 1000;

const turns = (loop: number): number => (loop === 0 ? ENDLESS : loop);

export async function say(scope: Scope, verb: Verb): Promise<undefined> {
  const { lab, call, signal } = scope;
  if (verb.text.length > MOST_CHARACTERS)
    alert(lab, 13520, `<Say> has ${verb.text.length} characters, ${MOST_CHARACTERS} at most`, call);
  if (verb.text === '') alert(lab, 13520, '<Say> has no text', call);
  if (verb.text === '' || verb.text.length > MOST_CHARACTERS) return undefined;
  const language = verb.attributes['language'];
  for (let turn = 0; turn < turns(numeric(verb, 'loop', 1)); turn++) {
    hearIn(scope, { kind: 'say', text: verb.text, ...(language ? { language } : {}) });
    await sleep(lab.clock, speechMs(lab, verb.text), signal);
  }
  return undefined;
}

export async function play(scope: Scope, verb: Verb, document: Document): Promise<undefined> {
  const { lab, signal } = scope;
  const digits = verb.attributes['digits'];
  if (digits !== undefined) return playDigits(scope, digits);
  const url = absoluteUrl(document, verb.text);
  for (let turn = 0; turn < turns(numeric(verb, 'loop', 1)); turn++) {
    hearIn(scope, { kind: 'play', url });
    await sleep(lab.clock, playMs(lab, url), signal);
  }
  return undefined;
}

async function playDigits(scope: Scope, digits: string): Promise<undefined> {
  for (const key of digits) {
    if (/[0-9*#]/.test(key)) hearIn(scope, { kind: 'tone', key, from: 'the line' });
    await sleep(scope.lab.clock, 500, scope.signal);
  }
  return undefined;
}

export async function pause({ lab, signal }: Scope, verb: Verb): Promise<undefined> {
  await sleep(lab.clock, numeric(verb, 'length', 1) * 1000, signal);
  return undefined;
}
