/** The callbacks queue: rings the caller of an accepted callback, and leaves the message they agreed to. */
import { messageAgreed, numberToCall } from '../src/callbacks/ledger.ts';
import { lineOf } from '../src/contacts/room.ts';
import { CarrierProblem } from '../src/carrier/carrier.ts';
import { callerRingSeconds } from '../src/calls/callback-call.ts';
import { messageDocument } from '../src/voice/callback-documents.ts';
import { dial, isToBeDialled } from './dial.ts';
import { tell, type Handler, type Scene } from './perform.ts';

/** Rings the caller, from the line's second number where it has one. Whoever phones us meanwhile is not rung. */
async function ringCaller(scene: Scene): Promise<void> {
  const { deps, contact, leg } = scene;
  if (!leg || !isToBeDialled(leg)) return;
  const directory = await deps.directories.current();
  const to = await numberToCall(deps.room, contact.id);
  if (!directory || to === null) {
    await tell(scene, { kind: 'CallbackWithdrawn' });
    return tell(scene, { kind: 'LegNotDialled', legId: leg.id });
  }
  const line = lineOf(directory, contact.lineId);
  const from = line.callbackNumber ?? line.phoneNumber;
  await dial(scene, leg, {
    to,
    from,
    ringSeconds: callerRingSeconds + 10,
    whoAnswered: deps.urls.legHint(contact.id, leg.id),
  });
}

/** A machine's greeting is over: the discreet message, where it was agreed; otherwise nothing more than it hears anyway. */
async function leaveMessage(scene: Scene): Promise<void> {
  const { deps, contact, leg } = scene;
  if (!leg || leg.state !== 'answered' || leg.callSid === null) return;
  const directory = await deps.directories.current();
  if (!directory || !(await messageAgreed(deps.room, contact.callbackId))) return;
  try {
    await deps.carrier.speak(
      leg.callSid,
      messageDocument({ contact, leg, line: lineOf(directory, contact.lineId), urls: deps.urls }),
    );
  } catch (problem) {
    if (!(problem instanceof CarrierProblem) || (problem.kind !== 'not-in-progress' && problem.kind !== 'gone'))
      throw problem;
    await tell(scene, { kind: 'LegEnded', legId: leg.id, status: 'completed' });
  }
}

export const callbacksHandlers = { RingCaller: ringCaller, LeaveMessage: leaveMessage } satisfies Record<
  string,
  Handler
>;
