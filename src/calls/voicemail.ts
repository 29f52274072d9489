/** A message instead of a talk: the caller hears first who will listen, then speaks; the message is kept, however the call ends (V2, V8). */
import { stopAsking, tellCaller, type Draft } from './draft.ts';
import type { CallerMenu, ContactEvent } from './events.ts';
import type { Contact } from './model.ts';

/** Somebody who said nothing may try this often in all. */
const recordRounds = 2;
/** How often a caller is asked to wait a moment while their message is looked for. */
const seekRounds = 3;

/** Whoever leaves a message waits no longer: phones that ring for them stop. */
export function startVoicemail(draft: Draft): Draft {
  stopAsking(draft, 'not-waiting');
  Object.assign(draft.contact, { state: 'leaving-voicemail', script: 'hold', waitingSinceMs: null });
  // Should all news of this recording get lost, it is looked for later.
  draft.effects.push({ kind: 'FindVoicemail' });
  draft.route = true;
  return tellCaller(draft, { kind: 'voicemail-intro', round: 0 });
}

/**
 * A caller comes back from a breakdown of ours while leaving a message: perhaps they have left it and we never heard of
 * it. The carrier is asked before they are asked to say it all again.
 */
export function seekMessage(draft: Draft): Draft {
  draft.contact.script = 'seeking';
  draft.effects.push({ kind: 'FindVoicemail', soon: true });
  return tellCaller(draft, { kind: 'voicemail-seek', round: 0 });
}

/** After the words comes the tone, by any key or none; null once nothing was heard twice. */
export function voicemailGoesOn(draft: Draft, menu: CallerMenu, round: number): Draft | null {
  if (menu === 'seeking') {
    if (round + 1 < seekRounds) return tellCaller(draft, { kind: 'voicemail-seek', round: round + 1 });
    draft.contact.script = 'hold';
    return tellCaller(draft, { kind: 'voicemail-intro', round: 0 });
  }
  if (menu === 'voicemail') return tellCaller(draft, { kind: 'voicemail-record', round });
  if (menu !== 'recorded') return tellCaller(draft, { kind: 'voicemail-intro', round: 0 });
  return round + 1 < recordRounds ? tellCaller(draft, { kind: 'voicemail-intro', round: round + 1 }) : null;
}

/** Keeps what was recorded, even when the news of it comes after that of the call's end. */
export function keepRecording(
  draft: Draft,
  { recording }: Extract<ContactEvent, { kind: 'CallerRecorded' | 'RecordingReady' }>,
): void {
  const { contact } = draft;
  draft.voicemail = recording;
  if (isMessageTheOutcome(contact)) contact.outcome = 'voicemail';
  if (contact.state === 'leaving-voicemail' && contact.script === 'seeking' && recording.seconds > 0)
    Object.assign(contact, { state: 'told', told: 'voicemail-left', toldUntilMs: null, script: 'hold' });
}

/** Whether the message is the outcome: a caller who was told that nobody comes keeps that outcome. */
function isMessageTheOutcome({ outcome, state }: Contact): boolean {
  if (outcome === 'abandoned-in-queue' || outcome === 'abandoned-in-greeting') return true;
  return outcome === null && state === 'leaving-voicemail';
}
