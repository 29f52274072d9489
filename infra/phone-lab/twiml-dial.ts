/** `<Dial>`: into a conference, to numbers, or to whoever waits first in a queue. */
import { isOver } from './call.ts';
import { callParams } from './call-params.ts';
import { joinConference, type JoinOptions } from './conference.ts';
import { alert, type Scope, type Step } from './state.ts';
import { dialNumbers } from './twiml-dial-number.ts';
import { statusHookOf, untilCutShort, type DialResult } from './twiml-dial-terms.ts';
import { dialQueue } from './twiml-enqueue.ts';
import { flag, methodOf, numeric, type Verb } from './twiml-parse.ts';
import { absoluteUrl, goTo, type Document } from './twiml-scope.ts';
import { Interrupted, orInterrupted } from './waiting.ts';
import { askDocument } from './webhook.ts';

export async function dial(scope: Scope, verb: Verb, document: Document): Promise<Step | undefined> {
  const action = verb.attributes['action'];
  const target = verb.children[0]?.name;
  let result: DialResult;
  try {
    if (target === 'Conference') result = await dialConference(scope, verb, verb.children[0]!, document);
    else if (target === 'Queue') result = await dialQueue(scope, verb, verb.children[0]!, document);
    else result = await dialNumbers(scope, verb, document);
  } catch (error) {
    // The action hears of a dial that ended because its own caller hung up, though nobody is left to hear the answer.
    if (error instanceof Interrupted && error.why === 'ended' && action !== undefined)
      tellAfterwards(scope, verb, document, action);
    throw error;
  }
  return action === undefined ? undefined : goTo(document, action, methodOf(verb), result);
}

function tellAfterwards(scope: Scope, verb: Verb, document: Document, action: string): void {
  const status = verb.children[0]?.name === 'Conference' ? 'answered' : 'completed';
  const params = { ...callParams(scope.lab, scope.call), DialCallStatus: status };
  void askDocument(scope.lab, { url: absoluteUrl(document, action), method: methodOf(verb) }, params);
}

async function dialConference(scope: Scope, verb: Verb, noun: Verb, document: Document): Promise<DialResult> {
  const { lab, call, signal } = scope;
  const waitUrl = noun.attributes['waitUrl'];
  const wait =
    waitUrl === undefined
      ? {}
      : { wait: waitUrl === '' ? null : { url: absoluteUrl(document, waitUrl), method: methodOf(noun, 'waitMethod') } };
  const startMs = lab.clock.nowMs();
  let out: () => void = () => {};
  const gone = new Promise<void>((resolve) => (out = resolve));
  const participant = joinConference(lab, call, noun.text, {
    muted: flag(noun, 'muted', false),
    startConferenceOnEnter: flag(noun, 'startConferenceOnEnter', true),
    endConferenceOnExit: flag(noun, 'endConferenceOnExit', false),
    beep: (noun.attributes['beep'] as JoinOptions['beep'] | undefined) ?? 'true',
    ...(noun.attributes['participantLabel'] ? { label: noun.attributes['participantLabel'] } : {}),
    ...wait,
    ...statusHookOf(noun, document, ''),
    maxParticipants: numeric(noun, 'maxParticipants', 250),
    onLeft: () => out(),
  });
  if (!participant) {
    alert(lab, 13200, `the conference ${noun.text} is full`, call);
    return { DialCallStatus: 'failed' };
  }
  const short = untilCutShort(scope, verb);
  try {
    const why = await orInterrupted(Promise.race([short.done, gone]), signal);
    if (why) participant.leave(why);
  } finally {
    short.stop();
    participant.leave(isOver(call) ? 'participant-hung-up' : 'participant-updated-via-api');
  }
  return {
    DialCallStatus: 'answered',
    DialCallDuration: String(Math.ceil((lab.clock.nowMs() - startMs) / 1000)),
    DialBridged: 'true',
  };
}
