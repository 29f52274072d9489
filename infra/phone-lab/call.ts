/** The life of one call: dialled, ringing, answered, over, and the status callbacks that tell of it. */
import { callParams, carrierDate } from './call-params.ts';
import type { Call, CallStatus, Hook, Source, StatusHook } from './model.ts';
import { newSid } from './sids.ts';
import { emit, hear, type Lab } from './state.ts';
import { sendCallback } from './webhook.ts';

export type NewCall = {
  from: string;
  to: string;
  direction: Call['direction'];
  timeoutSeconds?: number;
  source?: Source;
  fallback?: Hook;
  statusHook?: StatusHook;
  parentCallSid?: string;
  extraParams?: Call['extraParams'];
};

/** The carrier adds about this to every ring time asked for. */
const RING_BUFFER_SECONDS = 5;
const OVER: readonly CallStatus[] = ['completed', 'busy', 'failed', 'no-answer', 'canceled'];

export const isOver = (call: Call): boolean => OVER.includes(call.status);

/** Enters a call into the carrier's books; nothing rings yet. */
export function addCall(lab: Lab, asked: NewCall): Call {
  const nowMs = lab.clock.nowMs();
  const call: Call = {
    ...asked,
    sid: newSid('CA'),
    status: 'queued',
    states: [{ status: 'queued', atMs: nowMs }],
    createdMs: nowMs,
    timeoutSeconds: asked.timeoutSeconds ?? 60,
    sequence: 0,
    callbacks: Promise.resolve(),
    extraParams: asked.extraParams ?? {},
    timers: new Set(),
    keyListeners: new Set(),
    speechListeners: new Set(),
    endListeners: new Set(),
    heard: [],
    talkingWith: [],
  };
  lab.calls.set(call.sid, call);
  return call;
}

/** Sets a timer that the call's end cancels. */
export function callTimer(lab: Lab, call: Call, ms: number, action: () => void): () => void {
  const cancel = lab.clock.after(ms, () => {
    call.timers.delete(cancel);
    action();
  });
  call.timers.add(cancel);
  return () => {
    call.timers.delete(cancel);
    cancel();
  };
}

function setStatus(lab: Lab, call: Call, status: CallStatus): void {
  call.status = status;
  call.states.push({ status, atMs: lab.clock.nowMs() });
  emit(lab, { kind: 'call', atMs: lab.clock.nowMs(), call });
}

function tellStatus(
  lab: Lab,
  call: Call,
  event: 'initiated' | 'ringing' | 'answered' | 'completed',
  extra: Record<string, string> = {},
): void {
  const hook = call.statusHook;
  if (!hook?.events.has(event)) return;
  const params = {
    ...callParams(lab, call, event === 'initiated' ? 'initiated' : call.status),
    Timestamp: carrierDate(lab.clock.nowMs()),
    CallbackSource: 'call-progress-events',
    SequenceNumber: String(call.sequence++),
    ...extra,
  };
  sendCallback(lab, call, hook, params, call);
}

/** Puts a call into the account's own queue: no more than `callsPerSecond` leave it. */
export function queueCall(lab: Lab, call: Call): void {
  const nowMs = lab.clock.nowMs();
  const dialMs = Math.max(nowMs, lab.nextDialMs);
  lab.nextDialMs = dialMs + 1000 / lab.settings.callsPerSecond;
  emit(lab, { kind: 'call', atMs: nowMs, call });
  if (dialMs === nowMs) dialCall(lab, call);
  else callTimer(lab, call, dialMs - nowMs, () => dialCall(lab, call));
}

/** Dials at once; what happens then is up to the phone at the other end. */
export function dialCall(lab: Lab, call: Call): void {
  call.dialedMs = lab.clock.nowMs();
  tellStatus(lab, call, 'initiated');
  callTimer(lab, call, lab.settings.setupMs, () => reachPhone(lab, call));
}

function reachPhone(lab: Lab, call: Call): void {
  const line = lab.numbers.get(call.to);
  if (line) return reachLine(lab, call);
  const phone = call.phone!;
  if (phone.behaviour.kind === 'unreachable') return endCall(lab, call, 'failed', 'the number cannot be reached');
  if (phone.behaviour.kind === 'busy' || phone.call) return endCall(lab, call, 'busy', 'the phone is engaged');
  startRinging(lab, call);
  phone.rings(call);
}

function startRinging(lab: Lab, call: Call): void {
  call.ringingMs = lab.clock.nowMs();
  setStatus(lab, call, 'ringing');
  tellStatus(lab, call, 'ringing');
  callTimer(lab, call, (call.timeoutSeconds + RING_BUFFER_SECONDS) * 1000, () => {
    if (call.status === 'ringing') endCall(lab, call, 'no-answer', 'nobody answered');
  });
}

/** Dialling a number of this account runs that number's webhook, as on the carrier. */
function reachLine(lab: Lab, call: Call): void {
  startRinging(lab, call);
  const far = arrive(lab, { from: call.from, to: call.to });
  far.passOn = (what) => {
    if (!['say', 'play', 'beep', 'carrier-error', 'voice'].includes(what.kind)) return;
    const parent = lab.calls.get(call.parentCallSid ?? '');
    for (const other of call.talkingWith.length > 0 || !parent ? call.talkingWith : [parent]) hear(lab, other, what);
  };
  call.passOn = (what) => {
    if (what.kind === 'tone') pressKey(lab, far, what.key);
    if (what.kind === 'voice') speak(lab, far, what.text);
  };
  call.endListeners.add(() => endCall(lab, far, 'completed', 'the other side hung up'));
  far.endListeners.add(() =>
    endCall(lab, call, far.answeredMs === undefined ? 'busy' : 'completed', 'the other side hung up'),
  );
  far.onAnswer = () => answerCall(lab, call);
  beginArrived(lab, far);
}

/** A call from outside arrives at one of the account's numbers. */
export function arrive(
  lab: Lab,
  { from, to, extraParams = {} }: { from: string; to: string; extraParams?: Call['extraParams'] },
): Call {
  const line = lab.numbers.get(to);
  const call = addCall(lab, {
    from,
    to,
    direction: 'inbound',
    ...(line?.voiceFallback ? { fallback: line.voiceFallback } : {}),
    ...(line?.status ? { statusHook: { ...line.status, events: new Set(['completed']) } } : {}),
    extraParams,
  });
  call.ringingMs = call.createdMs;
  setStatus(lab, call, 'ringing');
  return call;
}

/** Has the arrived call's number say what to do. */
export function beginArrived(lab: Lab, call: Call): void {
  const line = lab.numbers.get(call.to);
  if (!line) return endCall(lab, call, 'failed', 'this number is not in service');
  lab.startRun(call, line.voice ? { kind: 'url', hook: line.voice } : { kind: 'twiml', twiml: '' });
}

/** Somebody, or something, picked up. */
export function answerCall(lab: Lab, call: Call): void {
  if (call.answeredMs !== undefined || isOver(call)) return;
  call.answeredMs = lab.clock.nowMs();
  setStatus(lab, call, 'in-progress');
  if (call.direction !== 'inbound') hear(lab, call, { kind: 'picked-up' });
  tellStatus(lab, call, 'answered');
  call.onPickedUp?.();
  const onAnswer = call.onAnswer;
  if (onAnswer) onAnswer();
  if (call.direction !== 'inbound' && call.source) lab.startRun(call, call.source);
}

/** Whole seconds of a call's talking time, rounded up as the carrier bills it. */
export const durationSeconds = (call: Call): number =>
  call.answeredMs === undefined ? 0 : Math.ceil(((call.endedMs ?? call.answeredMs) - call.answeredMs) / 1000);

/** Ends a call; a call that is over stays as it ended. */
export function endCall(
  lab: Lab,
  call: Call,
  status: 'completed' | 'busy' | 'failed' | 'no-answer' | 'canceled',
  why: string,
): void {
  if (isOver(call)) return;
  call.endedMs = lab.clock.nowMs();
  for (const cancel of call.timers) cancel();
  call.timers.clear();
  setStatus(lab, call, status);
  hear(lab, call, { kind: 'ended', why });
  call.phone?.callEnded(call);
  call.run?.abort('ended');
  for (const listener of call.endListeners) listener();
  const seconds = String(durationSeconds(call));
  tellStatus(lab, call, 'completed', {
    CallDuration: seconds,
    Duration: String(Math.ceil(Number(seconds) / 60)),
    SipResponseCode: { completed: '200', busy: '486', failed: '404', 'no-answer': '487', canceled: '487' }[status],
  });
}

/** A key pressed on this call's phone: every listener hears it, and whoever is on the line hears the tone. */
export function pressKey(lab: Lab, call: Call, key: string): void {
  hear(lab, call, { kind: 'pressed', key });
  for (const other of call.talkingWith) hear(lab, other, { kind: 'tone', key, from: call.phone?.number ?? call.from });
  for (const listener of [...call.keyListeners]) listener(key);
}

/** Words spoken into this call's phone. */
export function speak(lab: Lab, call: Call, text: string): void {
  hear(lab, call, { kind: 'said', text });
  for (const other of call.talkingWith)
    hear(lab, other, { kind: 'voice', text, from: call.phone?.number ?? call.from });
  for (const listener of [...call.speechListeners]) listener(text);
}
