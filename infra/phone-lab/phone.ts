/** A simulated telephone and the person, machine or silence behind it. */
import { answerCall, callTimer, endCall, pressKey } from './call.ts';
import type { Behaviour, Call, Heard, Phone } from './model.ts';
import { hear, type Lab } from './state.ts';

/** The phone with that number, made on first mention. */
export function phoneOf(lab: Lab, number: string): Phone {
  const known = lab.phones.get(number);
  if (known) return known;
  const phone: Phone = {
    number,
    behaviour: { kind: 'waits' },
    textBehaviour: 'delivered',
    attended: undefined,
    heard: [],
    texts: [],
    voicemails: [],
    rings: (call) => ring(lab, phone, call),
    hears(call, heard) {
      phone.heard.push(heard);
      if (phone.attended === 'machine') recordOnto(phone, call, heard);
    },
    callEnded(call) {
      if (phone.call !== call) return;
      delete phone.call;
      phone.attended = undefined;
    },
  };
  lab.phones.set(number, phone);
  return phone;
}

function recordOnto(phone: Phone, call: Call, heard: Heard): void {
  const message = phone.voicemails.find((voicemail) => voicemail.callSid === call.sid);
  if (message && heard.kind === 'say') message.heard.push(heard.text);
}

function ring(lab: Lab, phone: Phone, call: Call): void {
  phone.call = call;
  hear(lab, call, { kind: 'rings', from: call.from });
  const behaviour = phone.behaviour;
  const later = (seconds: number, action: () => void) => callTimer(lab, call, seconds * 1000, action);
  if (behaviour.kind === 'answers')
    later(behaviour.afterSeconds, () => pickUp(lab, phone, call, behaviour.presses ?? []));
  else if (behaviour.kind === 'declines')
    later(behaviour.afterSeconds ?? 2, () => endCall(lab, call, 'busy', 'declined'));
  else if (behaviour.kind === 'machine')
    later(behaviour.afterSeconds ?? 15, () => machineAnswers(lab, phone, call, behaviour));
  else if (behaviour.kind === 'screening') {
    later(behaviour.afterSeconds ?? 1, () => {
      phone.attended = 'assistant';
      answerCall(lab, call);
    });
  }
}

function pickUp(lab: Lab, phone: Phone, call: Call, presses: { key: string; afterSeconds: number }[]): void {
  if (call.status !== 'ringing') return;
  phone.attended = 'person';
  answerCall(lab, call);
  for (const { key, afterSeconds } of presses)
    callTimer(lab, call, afterSeconds * 1000, () => pressKey(lab, call, key));
}

function machineAnswers(lab: Lab, phone: Phone, call: Call, machine: Extract<Behaviour, { kind: 'machine' }>): void {
  if (call.status !== 'ringing') return;
  phone.attended = 'machine';
  answerCall(lab, call);
  const greetingSeconds = machine.greetingSeconds ?? 6;
  callTimer(lab, call, greetingSeconds * 1000, () => void phone.voicemails.push({ callSid: call.sid, heard: [] }));
  callTimer(lab, call, (greetingSeconds + (machine.recordSeconds ?? 120)) * 1000, () =>
    endCall(lab, call, 'completed', 'the machine hung up'),
  );
}
