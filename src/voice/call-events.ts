/** What the carrier delivers at an address of ours, as an event of the contact; nothing here decides or answers. */
import type { CallerMenu, ContactEvent, LegMenu } from '../calls/events.ts';
import { isOver, type Delivered } from '../carrier/delivered.ts';

const callerMenus: Record<CallerMenu, true> = {
  language: true,
  unstaffed: true,
  greeting: true,
  hold: true,
  overflow: true,
  voicemail: true,
  recorded: true,
  seeking: true,
  lost: true,
  told: true,
};
const legMenus: Record<LegMenu, true> = {
  offer: true,
  star: true,
  leader: true,
  partner: true,
  hello: true,
  callback: true,
};

/** What a caller did, as the document at the menu `step` is asked for again. */
export function callerEvent(step: string, delivered: Delivered, round: number): ContactEvent {
  const { keys, recording, handedOnTalked } = delivered;
  if (step === 'crisis-ended') return { kind: 'CrisisCallEnded', talked: handedOnTalked };
  const hungUp = isOver(delivered);
  if (step === 'recorded' && recording) {
    const { sid, seconds } = recording;
    return { kind: 'CallerRecorded', recording: { sid, seconds }, key: keys, hungUp };
  }
  if (hungUp) return { kind: 'CallerHungUp' };
  if (step === 'left') return { kind: 'CallerLeftConference' };
  if (!isNamed(callerMenus, step)) return { kind: 'CallerResumed' };
  return keys ? { kind: 'CallerKeyed', menu: step, key: keys, round } : { kind: 'CallerSilent', menu: step, round };
}

/** What somebody we rang did. */
export function legEvent(legId: string, step: string, delivered: Delivered, round: number): ContactEvent {
  const { callSid, keys } = delivered;
  if (isOver(delivered)) return { kind: 'LegEnded', legId, status: 'completed' };
  if (step === 'left') return { kind: 'LegLeftConference', legId };
  if (!isNamed(legMenus, step)) return { kind: 'LegAnswered', legId, callSid };
  return keys ? { kind: 'LegKeyed', legId, menu: step, key: keys } : { kind: 'LegSilent', legId, menu: step, round };
}

/** News of a call of ours. */
export function legStatus(legId: string, { status, callSid }: Delivered): ContactEvent | null {
  switch (status) {
    case 'ringing':
      return { kind: 'LegRinging', legId, callSid };
    case 'in-progress':
      return { kind: 'LegAnswered', legId, callSid };
    case 'completed':
    case 'busy':
    case 'failed':
    case 'no-answer':
    case 'canceled':
      return { kind: 'LegEnded', legId, status };
    case 'queued':
    case 'initiated':
    case null:
      return callSid ? { kind: 'LegDialled', legId, callSid } : null;
  }
}

function isNamed<Name extends string>(names: Record<Name, true>, text: string): text is Name {
  return Object.hasOwn(names, text);
}
