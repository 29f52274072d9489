/** Turns the carrier's forms into what happened; nothing here decides or answers. */
import type { CallerMenu, ContactEvent, LegMenu, Recording } from '../../calls/events.ts';
import type { Form } from './delivery.ts';

/** The statuses of a call that is over. */
export const over: ReadonlySet<string> = new Set(['completed', 'busy', 'failed', 'no-answer', 'canceled']);

/** What the carrier says it recorded; null where it says nothing. */
export function recordingIn(form: Form): Recording | null {
  const sid = form['RecordingSid'];
  return sid ? { sid, seconds: Number(form['RecordingDuration']) || 0 } : null;
}

/** What a caller did, as the document at the menu `step` is asked for again. */
export function callerEvent(step: string, form: Form, round: number): ContactEvent {
  if (step === 'crisis-ended')
    return {
      kind: 'CrisisCallEnded',
      talked: form['DialCallStatus'] === 'completed' || form['DialCallStatus'] === 'answered',
    };
  const hungUp = over.has(form['CallStatus'] ?? '');
  const recording = step === 'recorded' ? recordingIn(form) : null;
  if (recording) return { kind: 'CallerRecorded', recording, key: form['Digits'] ?? null, hungUp };
  if (hungUp) return { kind: 'CallerHungUp' };
  if (step === 'left') return { kind: 'CallerLeftConference' };
  const menu = (
    [
      'language',
      'unstaffed',
      'greeting',
      'hold',
      'overflow',
      'voicemail',
      'recorded',
      'seeking',
      'lost',
      'told',
    ] as const
  ).find((one) => one === step) as CallerMenu | undefined;
  if (!menu) return { kind: 'CallerResumed' };
  const key = form['Digits'];
  return key ? { kind: 'CallerKeyed', menu, key, round } : { kind: 'CallerSilent', menu, round };
}

/** What somebody we rang did. */
export function legEvent(legId: string, step: string, form: Form, round: number): ContactEvent {
  if (over.has(form['CallStatus'] ?? '')) return { kind: 'LegEnded', legId, status: 'completed' };
  if (step === 'left') return { kind: 'LegLeftConference', legId };
  const menu = (['offer', 'star', 'leader', 'partner', 'hello', 'callback'] as const).find((one) => one === step) as
    | LegMenu
    | undefined;
  if (!menu) return { kind: 'LegAnswered', legId, callSid: form['CallSid'] ?? null };
  const key = form['Digits'];
  return key ? { kind: 'LegKeyed', legId, menu, key } : { kind: 'LegSilent', legId, menu, round };
}

/** News of a call of ours. */
export function legStatus(legId: string, form: Form): ContactEvent | null {
  const status = form['CallStatus'] ?? '';
  const callSid = form['CallSid'] ?? null;
  if (status === 'ringing') return { kind: 'LegRinging', legId, callSid };
  if (status === 'in-progress') return { kind: 'LegAnswered', legId, callSid };
  if (over.has(status))
    return { kind: 'LegEnded', legId, status: status as Extract<ContactEvent, { kind: 'LegEnded' }>['status'] };
  return callSid ? { kind: 'LegDialled', legId, callSid } : null;
}
