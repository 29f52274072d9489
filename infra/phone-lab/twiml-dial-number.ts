/** `<Dial>` to one or several numbers: they ring together, the first to answer is bridged. */
import { bridge } from './bridge.ts';
import { addCall, answerCall, dialCall, durationSeconds, endCall, isOver } from './call.ts';
import type { Call } from './model.ts';
import { phoneOf } from './phone.ts';
import { alert, hear, type Scope } from './state.ts';
import { statusHookOf, untilCutShort, type DialResult } from './twiml-dial-terms.ts';
import { flag, methodOf, numeric, type Verb } from './twiml-parse.ts';
import { absoluteUrl, type Document } from './twiml-scope.ts';
import { Interrupted, orInterrupted } from './waiting.ts';

const numberVerbs = (verb: Verb): Verb[] => {
  const nouns = verb.children.filter((child) => child.name === 'Number');
  return nouns.length > 0 ? nouns : [{ ...verb, name: 'Number', attributes: {}, children: [] }];
};

/** The number shown to the other side: the dial's own, or the caller's where none is given. */
function shownNumber({ lab, call }: Scope, verb: Verb): string | undefined {
  const asked = verb.attributes['callerId'];
  const theirs = call.direction === 'inbound' ? call.from : call.to;
  if (asked === undefined) return theirs;
  return lab.numbers.has(asked) || asked === call.from || asked === call.to ? asked : undefined;
}

function dialOne(scope: Scope, verb: Verb, noun: Verb, document: Document, from: string): Call {
  const { lab, call } = scope;
  const child = addCall(lab, {
    from,
    to: noun.text,
    direction: 'outbound-dial',
    parentCallSid: call.sid,
    timeoutSeconds: numeric(verb, 'timeout', 30),
    ...statusHookOf(noun, document, 'completed'),
  });
  if (!lab.numbers.has(noun.text)) child.phone = phoneOf(lab, noun.text);
  return child;
}

/** The first child that is ready to talk, or the last one that failed. */
function race(
  scope: Scope,
  children: { child: Call; noun: Verb }[],
  document: Document,
): Promise<{ child: Call; ready: boolean }> {
  return new Promise((resolve) => {
    let left = children.length;
    for (const { child, noun } of children) {
      child.endListeners.add(() => --left === 0 && resolve({ child, ready: false }));
      child.onAnswer = () =>
        void whisper(scope, child, noun, document).then((ready) => ready && resolve({ child, ready: true }));
    }
  });
}

/** Runs the number's own document on the answered leg before it is bridged; false when that leg hung up meanwhile. */
async function whisper(scope: Scope, child: Call, noun: Verb, document: Document): Promise<boolean> {
  const url = noun.attributes['url'];
  if (url === undefined) return true;
  const { lab } = scope;
  const run = new AbortController();
  child.run = run;
  try {
    const hook = { url: absoluteUrl(document, url), method: methodOf(noun) };
    const ending = await lab.runDocuments(
      { lab, call: child, mode: 'screening', signal: run.signal, listeners: () => [child], params: () => ({}) },
      { kind: 'url', hook },
    );
    if (ending.kind === 'end') return !isOver(child);
  } catch (error) {
    if (!(error instanceof Interrupted)) alert(lab, 11200, String(error), child);
  }
  endCall(lab, child, 'completed', 'the call was not taken');
  return false;
}

export async function dialNumbers(scope: Scope, verb: Verb, document: Document): Promise<DialResult> {
  const { lab, call, signal } = scope;
  const from = shownNumber(scope, verb);
  if (from === undefined) {
    alert(lab, 13214, `callerId ${verb.attributes['callerId']} is no number of this account`, call);
    return { DialCallStatus: 'failed' };
  }
  const children = numberVerbs(verb).map((noun) => ({ noun, child: dialOne(scope, verb, noun, document, from) }));
  const first = race(scope, children, document);
  const short = untilCutShort(scope, verb);
  let part = () => {};
  try {
    if (!flag(verb, 'answerOnBridge', false)) answerCall(lab, call);
    hear(lab, call, { kind: 'ringing' });
    for (const { child } of children) dialCall(lab, child);
    const outcome = await orInterrupted(Promise.race([first, short.done]), signal);
    if (typeof outcome === 'string') return { DialCallStatus: 'canceled' };
    const { child, ready } = outcome;
    if (!ready) return { DialCallStatus: child.status, DialCallSid: child.sid, DialBridged: 'false' };
    for (const other of children) if (other.child !== child) endLeg(scope, other.child);
    answerCall(lab, call);
    part = bridge(lab, call, child);
    const over = new Promise<void>((resolve) => child.endListeners.add(resolve));
    await orInterrupted(Promise.race([isOver(child) ? undefined : over, short.done]), signal);
    endLeg(scope, child);
    return {
      DialCallStatus: 'completed',
      DialCallSid: child.sid,
      DialCallDuration: String(durationSeconds(child)),
      DialBridged: 'true',
    };
  } finally {
    short.stop();
    part();
    for (const { child } of children) endLeg(scope, child);
  }
}

function endLeg({ lab }: Scope, child: Call): void {
  if (child.answeredMs === undefined) endCall(lab, child, 'canceled', 'the caller is no longer there');
  else endCall(lab, child, 'completed', 'the other side hung up');
}
