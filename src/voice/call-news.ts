/** What the carrier tells of conferences and recordings, as events of the contact. */
import type { ContactEvent } from '../calls/events.ts';
import type { Form } from '../carrier/twilio/delivery.ts';
import { recordingIn } from '../carrier/twilio/form-events.ts';
import { advance } from '../contacts/advance.ts';
import { readContact } from '../contacts/lookup.ts';
import type { Deps } from '../deps.ts';
import { eraseAudio, voicemailIdOf } from '../voicemail/voicemails.ts';

type Doors = Pick<Deps, 'room'>;

/** What the carrier says of a message: it is ready, or nothing was to be heard on it. */
export async function recordingNews({ room }: Doors, contactId: string, form: Form): Promise<void> {
  const recording = recordingIn(form);
  if (!recording) return;
  await advance(room, contactId, { kind: 'RecordingReady', recording });
  if (form['RecordingStatus'] !== 'completed') await eraseAudio(room, voicemailIdOf(recording.sid));
}

/** Who came or went in the contact's conference; null where that is no news of it. */
export async function conferenceEvent(doors: Doors, contactId: string, form: Form): Promise<ContactEvent | null> {
  const found = await readContact(doors.room, contactId);
  const event = form['StatusCallbackEvent'];
  // News of an earlier pairing of the same caller is no news of this one.
  if (!found || form['FriendlyName'] !== found.contact.conference) return null;
  if (found.contact.callSid === form['CallSid']) {
    return event === 'participant-join'
      ? { kind: 'CallerJoined' }
      : event === 'participant-leave'
        ? { kind: 'CallerLeftConference' }
        : null;
  }
  const leg = found.legs.find((one) => one.callSid === form['CallSid']);
  return leg && event === 'participant-join' ? { kind: 'LegJoined', legId: leg.id } : null;
}
