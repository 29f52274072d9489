/** One simulated phone as a test or the page handles it: call, answer, press, speak, hang up, text, and look at what it heard. */
import { answerCall, arrive, beginArrived, endCall, pressKey, speak } from './call.ts';
import { receive } from './messages.ts';
import type { Behaviour, Heard, Phone, PhoneText } from './model.ts';
import { phoneOf } from './phone.ts';
import { hear, type Lab } from './state.ts';

export type PhoneState = 'idle' | 'calling' | 'ringing' | 'listening' | 'waiting' | 'on-hold' | 'talking' | 'machine';

export type CallOptions = {
  /** What the carrier says of the caller: a word such as `anonymous`, or another number. */
  from?: string;
  stirVerstat?: string;
};

export type TextOptions = {
  mediaUrls?: string[];
  messageSid?: string;
  /** How often the carrier delivers it, always with one MessageSid. */
  deliveries?: number;
  whatsapp?: boolean;
};

export type PhoneControl = {
  readonly number: string;
  behaviour: Behaviour;
  /** What becomes of texts to this phone. */
  textBehaviour: Phone['textBehaviour'];
  /** Calls a line; gives the call's sid. Throws when the phone is in a call already. */
  call(line: string, options?: CallOptions): string;
  /** Picks up what rings; throws when nothing does. */
  answer(): void;
  decline(): void;
  /** Presses one key after the other, at once. */
  press(keys: string): void;
  say(text: string): void;
  hangUp(): void;
  /** Sends a text; gives its MessageSid. */
  sendText(to: string, body: string, options?: TextOptions): string;
  texts(): PhoneText[];
  /** Everything this phone heard and did, oldest first; of one call where its sid is given. */
  heard(callSid?: string): Heard[];
  /** Only the words spoken to it by the service, and the carrier's error message. */
  sentences(callSid?: string): string[];
  voicemails(): { callSid: string; heard: string[] }[];
  state(): PhoneState;
  talkingWith(): string[];
  callSid(): string | undefined;
};

export function stateOf(phone: Phone): PhoneState {
  const call = phone.call;
  if (!call) return 'idle';
  if (call.answeredMs === undefined) return call.direction === 'inbound' ? 'calling' : 'ringing';
  if (phone.attended === 'machine' || phone.attended === 'assistant') return 'machine';
  if (call.talkingWith.length > 0) return 'talking';
  const participant = call.conference?.participants.get(call.sid);
  if (participant?.hold) return 'on-hold';
  return call.queue || participant ? 'waiting' : 'listening';
}

export function controlPhone(lab: Lab, number: string): PhoneControl {
  const phone = phoneOf(lab, number);
  const current = () => {
    if (!phone.call) throw new Error(`phone ${number} is in no call`);
    return phone.call;
  };
  const heard = (callSid?: string) => phone.heard.filter((item) => callSid === undefined || item.callSid === callSid);

  return {
    number,
    get behaviour() {
      return phone.behaviour;
    },
    set behaviour(behaviour) {
      phone.behaviour = behaviour;
    },
    get textBehaviour() {
      return phone.textBehaviour;
    },
    set textBehaviour(behaviour) {
      phone.textBehaviour = behaviour;
    },
    call(line, { from = number, stirVerstat = 'TN-Validation-Passed-A' } = {}) {
      if (phone.call) throw new Error(`phone ${number} is in a call already`);
      const call = arrive(lab, { from, to: line, extraParams: { StirVerstat: stirVerstat } });
      call.phone = phone;
      phone.call = call;
      phone.attended = 'person';
      hear(lab, call, { kind: 'dials', to: line });
      beginArrived(lab, call);
      return call.sid;
    },
    answer() {
      const call = current();
      if (phone.attended === 'assistant') phone.attended = 'person';
      else if (call.direction === 'inbound' || call.status !== 'ringing')
        throw new Error(`phone ${number} does not ring, it is ${stateOf(phone)}`);
      phone.attended = 'person';
      answerCall(lab, call);
    },
    decline: () => endCall(lab, current(), 'busy', 'declined'),
    press(keys) {
      const call = current();
      if (call.answeredMs === undefined && call.direction !== 'inbound')
        throw new Error(`phone ${number} has not been picked up`);
      for (const key of keys) pressKey(lab, call, key);
    },
    say: (text) => speak(lab, current(), text),
    hangUp() {
      const call = current();
      if (call.answeredMs !== undefined) endCall(lab, call, 'completed', 'hung up');
      else endCall(lab, call, call.direction === 'inbound' ? 'no-answer' : 'busy', 'hung up');
    },
    sendText(to, body, { mediaUrls = [], messageSid, deliveries = 1, whatsapp = false } = {}) {
      const address = (plain: string) => (whatsapp ? `whatsapp:${plain}` : plain);
      const text = { from: address(number), to: address(to), body, mediaUrls };
      const { sid } = receive(lab, { ...text, ...(messageSid ? { messageSid } : {}) });
      for (let again = 1; again < deliveries; again++) receive(lab, { ...text, messageSid: sid });
      return sid;
    },
    texts: () => [...phone.texts],
    heard,
    sentences: (callSid) =>
      heard(callSid).flatMap((item) => (item.kind === 'say' || item.kind === 'carrier-error' ? [item.text] : [])),
    voicemails: () => phone.voicemails.map((voicemail) => ({ ...voicemail, heard: [...voicemail.heard] })),
    state: () => stateOf(phone),
    talkingWith: () => (phone.call?.talkingWith ?? []).map((other) => other.phone?.number ?? other.to),
    callSid: () => phone.call?.sid,
  };
}
