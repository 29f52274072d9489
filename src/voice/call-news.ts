/** What the carrier tells of conferences and recordings, as events of the contact. */
import type { ContactEvent } from '../calls/events.ts';
import type { Delivered } from '../carrier/delivered.ts';
import { advance } from '../contacts/advance.ts';
import { readContact } from '../contacts/lookup.ts';
import type { Deps } from '../deps.ts';
import { eraseAudio, voicemailIdOf } from '../voicemail/voicemails.ts';

type Doors = Pick<Deps, 'room'>;

/** What the carrier says of a message: it is ready, or nothing was to be heard on it. */
export async function recordingNews({ room }: Doors, contactId: string, { recording }: Delivered): Promise<void> {
  if (!recording) return;
  const { sid, seconds, isWhole } = recording;
  await advance(room, contactId, { kind: 'RecordingReady', recording: { sid, seconds } });
  if (!isWhole) await eraseAudio(room, voicemailIdOf(sid));
}

/** Who came or went in the contact's conference; null where that is no news of it. */
export async function conferenceEvent(
  doors: Doors,
  contactId: string,
  { callSid, conference }: Delivered,
): Promise<ContactEvent | null> {
  if (!conference || conference.event === 'other') return null;
  const { event, name } = conference;
  const found = await readContact(doors.room, contactId);
  // The news may be about an earlier conference of the same caller.
  if (!found || name !== found.contact.conference) return null;
  if (found.contact.callSid === callSid) {
    return event === 'joined' ? { kind: 'CallerJoined' } : event === 'left' ? { kind: 'CallerLeftConference' } : null;
  }
  const leg = found.legs.find((one) => one.callSid === callSid);
  return leg && event === 'joined' ? { kind: 'LegJoined', legId: leg.id } : null;
}
