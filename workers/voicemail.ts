/** The overflow queue: wakes contacts whose ladder or patience has come to its next step, and sees to messages that were left. */
import { advance } from '../src/contacts/advance.ts';
import { waitingOnPausedLines } from '../src/contacts/line-pause.ts';
import { alertUnheard, carriersCopy, eraseAudio, forgetCarriersCopy, keepAudio } from '../src/voicemail/voicemails.ts';
import type { Deps } from '../src/deps.ts';
import type { KindOf } from '../src/effects/kinds.ts';
import { CarrierProblem } from '../src/carrier/carrier.ts';
import { tell, type Handler, type Handlers } from './perform.ts';

/** Wakes a contact: whatever is due now is decided, whichever process answered the call. */
export async function wake(deps: Deps, contactId: string): Promise<void> {
  await advance(deps.room, contactId, { kind: 'Woke' });
}

/** Tells everybody who waits on a line that was paused, by whatever process (S7). */
export async function tellOfPauses(deps: Deps): Promise<void> {
  for (const id of await waitingOnPausedLines(deps.room))
    await deps.room.aside.attempt({ record: 'call', id }, () => advance(deps.room, id, { kind: 'LinePaused' }));
}

/** A message of which every webhook was lost is kept all the same, and not left at the carrier for good. */
const findVoicemail: Handler<'FindVoicemail'> = async (scene) => {
  const { deps, contact } = scene;
  if (contact.callSid === null) return;
  for (const recording of await deps.carrier.recordingsOf(contact.callSid))
    await tell(scene, { kind: 'RecordingReady', recording });
};

/** Fetches a message, seals it, and only then erases the carrier's copy: whatever breaks in between, one of the two is there. */
const keepVoicemail: Handler<'KeepVoicemail'> = async ({ deps, effect }) => {
  const id = effect.payload.voicemailId;
  const copy = await carriersCopy(deps.room, id);
  if (copy === null || copy.isErased) return;
  if (!copy.isHere) await keepAudio(deps.room, id, await audioOf(deps, copy.recordingSid));
  await eraseCarriersCopy(deps, id, copy.recordingSid);
};

/** A recording the carrier does not show may not be ready yet: it is asked for again until the message is to be erased. */
async function audioOf({ carrier }: Deps, recordingSid: string): Promise<Buffer> {
  try {
    return await carrier.recording(recordingSid);
  } catch (problem) {
    if (problem instanceof CarrierProblem && problem.kind === 'gone') throw new CarrierProblem('later', problem.code);
    throw problem;
  }
}

const alertVoicemail: Handler<'AlertVoicemail'> = async ({ deps, effect }) => {
  const directory = await deps.directories.current();
  if (directory) await alertUnheard(deps.room, directory, effect.payload.voicemailId);
};

const eraseVoicemail: Handler<'EraseVoicemail'> = async ({ deps, effect }) => {
  await eraseEverywhere(deps, effect.payload.voicemailId);
};

/** Erases a message here at once, and at the carrier; throws where the carrier could not be asked. */
export async function eraseEverywhere(deps: Deps, id: string): Promise<void> {
  await eraseAudio(deps.room, id);
  const copy = await carriersCopy(deps.room, id);
  if (copy !== null) await eraseCarriersCopy(deps, id, copy.recordingSid);
}

async function eraseCarriersCopy(deps: Deps, id: string, recordingSid: string): Promise<void> {
  try {
    await deps.carrier.eraseRecording(recordingSid);
  } catch (problem) {
    if (!(problem instanceof CarrierProblem) || problem.kind !== 'gone') throw problem;
  }
  await forgetCarriersCopy(deps.room, id);
}

export const overflowHandlers: Handlers<KindOf<'overflow'>> = {
  FindVoicemail: findVoicemail,
  KeepVoicemail: keepVoicemail,
  AlertVoicemail: alertVoicemail,
  EraseVoicemail: eraseVoicemail,
};
