/** `<Record>`: takes a message until silence, a key, the longest time or a hang-up. */
import { callTimer } from './call.ts';
import { callParams } from './call-params.ts';
import type { Call, Params, Recording } from './model.ts';
import { newSid } from './sids.ts';
import { hear, type Lab, type Scope, type Step } from './state.ts';
import { flag, methodOf, numeric, type Verb } from './twiml-parse.ts';
import { absoluteUrl, goTo, type Document } from './twiml-scope.ts';
import { speechMs } from './twiml-speak.ts';
import { Interrupted, orInterrupted } from './waiting.ts';
import { askDocument, sendCallback } from './webhook.ts';

const LONGEST_SECONDS = 3600;
const LONGEST_TRANSCRIBED_SECONDS = 120;

export async function record(scope: Scope, verb: Verb, document: Document): Promise<Step | undefined> {
  const { lab, call, signal } = scope;
  const longest = flag(verb, 'transcribe', false) ? LONGEST_TRANSCRIBED_SECONDS : LONGEST_SECONDS;
  const maxMs = Math.min(numeric(verb, 'maxLength', LONGEST_SECONDS), longest) * 1000;
  const silenceMs = numeric(verb, 'timeout', 5) * 1000;
  const finishOnKey = verb.attributes['finishOnKey'] ?? '1234567890*#';
  if (flag(verb, 'playBeep', true)) hear(lab, call, { kind: 'beep' });

  const beganMs = lab.clock.nowMs();
  const spoken: string[] = [];
  let finish: (digits: string) => void = () => {};
  const finished = new Promise<string>((resolve) => (finish = resolve));
  let cancelSilence = callTimer(lab, call, silenceMs, () => finish(''));
  const cancelLongest = callTimer(lab, call, maxMs, () => finish(''));
  const onKey = (key: string) => finishOnKey.includes(key) && finish(key);
  const onSpeech = (text: string) => {
    spoken.push(text);
    cancelSilence();
    cancelSilence = callTimer(lab, call, speechMs(lab, text) + silenceMs, () => finish(''));
  };
  call.keyListeners.add(onKey);
  call.speechListeners.add(onSpeech);

  const action = verb.attributes['action'] ?? document.url;
  const done = (digits: string): Params => {
    const recording = keep(lab, call, verb, document, spoken, lab.clock.nowMs() - beganMs);
    return {
      RecordingSid: recording.sid,
      RecordingUrl: recordingUrl(lab, recording),
      RecordingDuration: String(recording.durationSeconds),
      Digits: digits,
    };
  };
  try {
    const digits = await orInterrupted(finished, signal);
    if (spoken.length === 0 && digits === '') return undefined;
    return action === undefined ? undefined : goTo(document, action, methodOf(verb), done(digits));
  } catch (error) {
    if (error instanceof Interrupted && spoken.length > 0) {
      const params = { ...callParams(lab, call), ...done('hangup') };
      if (error.why === 'ended' && action !== undefined)
        void askDocument(lab, { url: absoluteUrl(document, action), method: methodOf(verb) }, params);
    }
    throw error;
  } finally {
    cancelSilence();
    cancelLongest();
    call.keyListeners.delete(onKey);
    call.speechListeners.delete(onSpeech);
  }
}

const recordingUrl = (lab: Lab, recording: Recording): string =>
  `${lab.baseUrl}/2010-04-01/Accounts/${lab.settings.accountSid}/Recordings/${recording.sid}`;

function keep(lab: Lab, call: Call, verb: Verb, document: Document, spoken: string[], lengthMs: number): Recording {
  const recording: Recording = {
    sid: newSid('RE'),
    callSid: call.sid,
    durationSeconds: Math.max(1, Math.round(lengthMs / 1000)),
    createdMs: lab.clock.nowMs(),
    status: 'processing',
    spoken,
  };
  lab.recordings.set(recording.sid, recording);
  // The media is not there yet when the action is asked: only this callback says that it is.
  lab.clock.after(lab.settings.recordingReadyMs, () => {
    if (recording.status === 'processing') recording.status = 'completed';
    const url = verb.attributes['recordingStatusCallback'];
    if (url === undefined || recording.status !== 'completed') return;
    const hook = { url: absoluteUrl(document, url), method: methodOf(verb, 'recordingStatusCallbackMethod') };
    sendCallback(lab, call, hook, {
      AccountSid: lab.settings.accountSid,
      CallSid: call.sid,
      RecordingSid: recording.sid,
      RecordingUrl: recordingUrl(lab, recording),
      RecordingStatus: 'completed',
      RecordingDuration: String(recording.durationSeconds),
      RecordingChannels: '1',
      RecordingSource: 'RecordVerb',
      ErrorCode: '0',
    });
  });
  return recording;
}
