/** `<Gather>`: keys while prompts play and for a while after. Keys pressed before it begins are lost. */
import { callTimer } from './call.ts';
import { alert, type Scope, type Step } from './state.ts';
import { flag, methodOf, numeric, TwimlError, type Verb } from './twiml-parse.ts';
import { goTo, type Document } from './twiml-scope.ts';
import { pause, play, say } from './twiml-speak.ts';
import { childOf, Interrupted, orInterrupted } from './waiting.ts';

export async function gather(scope: Scope, verb: Verb, document: Document): Promise<Step | undefined> {
  const { lab, call, signal } = scope;
  const numDigits = numeric(verb, 'numDigits', Infinity);
  const finishOnKey = verb.attributes['finishOnKey'] ?? '#';
  const timeoutMs = numeric(verb, 'timeout', 5) * 1000;
  const prompts = childOf(signal);
  let keys = '';
  let finishedOn = '';
  let touched = false;
  let cancelTimer = () => {};
  let finish = () => {};
  const finished = new Promise<void>((resolve) => (finish = resolve));

  const waitOn = () => {
    cancelTimer();
    cancelTimer = callTimer(lab, call, timeoutMs, finish);
  };
  const onKey = (key: string) => {
    touched = true;
    prompts.abort('key');
    if (keys.length >= numDigits || finishedOn) return;
    if (finishOnKey.includes(key)) {
      finishedOn = key;
      return finish();
    }
    keys += key;
    if (keys.length >= numDigits) finish();
    else waitOn();
  };

  call.keyListeners.add(onKey);
  try {
    await playPrompts({ ...scope, signal: prompts.signal }, verb.children, document);
    if (signal.aborted) throw new Interrupted(signal.reason);
    if (!touched) waitOn();
    await orInterrupted(finished, signal);
  } finally {
    call.keyListeners.delete(onKey);
    cancelTimer();
    prompts.abort('left');
  }
  if (keys === '' && !flag(verb, 'actionOnEmptyResult', false)) return undefined;
  const action = verb.attributes['action'] ?? document.url;
  if (action === undefined) throw new TwimlError(11100, 'a <Gather> in inline TwiML needs an action');
  return goTo(document, action, methodOf(verb), { Digits: keys, FinishedOnKey: finishedOn, msg: 'Gather End' });
}

async function playPrompts(scope: Scope, prompts: Verb[], document: Document): Promise<void> {
  try {
    for (const prompt of prompts) {
      if (prompt.name === 'Say') await say(scope, prompt);
      else if (prompt.name === 'Play') await play(scope, prompt, document);
      else if (prompt.name === 'Pause') await pause(scope, prompt);
      else alert(scope.lab, 12200, `<${prompt.name}> is not allowed in <Gather>`, scope.call);
    }
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
  }
}
